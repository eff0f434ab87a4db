"""What is filled in on topics."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from django import forms

from claims.filters import type_choices
from claims.models import Speaker, Topic
from claims.models.topic import MOST_NAMED
from claims.services.topic_choices import PlaceMeant, place_meant, speakers_meant
from claims.services.topics import TopicFields, chosen_speakers

_TEXT = {"class": "form-control"}
# Where the page has something else than a field of this name.
_ANCHORS = {
    "__all__": "",
    "version": "",
    "types": "types",
    "places": "places",
    "speakers": "speakers",
}
_APART = re.compile(r"[;\n]")


class _Ticked(forms.MultipleChoiceField):
    """Boxes for what was chosen; what may be chosen is checked by the form."""

    widget = forms.MultipleHiddenInput

    def valid_value(self, value: str) -> bool:
        return "\x00" not in value


class TopicForm(forms.Form):
    """A topic, with the version that was looked at.

    `places` and `speakers` are what is ticked; what stands in `more_places` and `more_speakers` is
    looked up and ticked. `left` is what of it was not found, `candidates` are speakers to choose from,
    where a name fits several. `doubts` are warnings, by place, on places that no claim names yet.
    """

    name = forms.CharField(
        label="Name",
        max_length=120,
        error_messages={"required": "Give the topic a name."},
        widget=forms.TextInput(attrs=_TEXT),
    )
    description = forms.CharField(
        label="What it is about",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, **_TEXT}),
    )
    types = forms.MultipleChoiceField(
        label="Claim types",
        choices=type_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    places = _Ticked(label="Places", required=False)
    more_places = forms.CharField(
        label="Add places, parted by semicolons",
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={**_TEXT, "list": "places-known"}),
    )
    speakers = _Ticked(label="Speakers", required=False)
    more_speakers = forms.CharField(
        label="Add speakers by name or id, parted by semicolons",
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={**_TEXT, "list": "speakers-known"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, topic: Topic | None = None, **kwargs: Any) -> None:
        if topic is not None:
            kwargs.setdefault("initial", _initial(topic))
        super().__init__(*args, **kwargs)
        self.topic = topic
        self.candidates: list[Speaker] = []
        self.left: dict[str, str] = {}
        self.doubts: dict[str, str] = {}
        if topic is not None:
            self.fields["version"].required = True
            self._keep_unknown_types(topic)

    def _keep_unknown_types(self, topic: Topic) -> None:
        """A type that left the catalogue stays a choice of the topics that have it."""
        field = self.fields["types"]
        assert isinstance(field, forms.MultipleChoiceField)
        known = type_choices()
        gone = set(topic.types) - {key for key, _ in known}
        field.choices = [*known, *((key, key) for key in sorted(gone))]

    def clean_places(self) -> list[str]:
        known = set(self.topic.places) if self.topic else set()
        return self._named(self.cleaned_data["places"], known)

    def clean_more_places(self) -> str:
        found = self._named(_APART.split(self.cleaned_data["more_places"]))
        self.cleaned_data["places"] = _once([*self.cleaned_data.get("places", ()), *found])
        return ""

    def _named(self, places: Iterable[str], known: Collection[str] = ()) -> list[str]:
        """The places that are meant. Those that no claim names are kept all the same, under a warning."""
        found = []
        for place in filter(None, map(str.strip, places)):
            meant = PlaceMeant(place) if place in known else place_meant(place)
            found.append(meant.name)
            if meant.doubt:
                self.doubts[meant.name] = meant.doubt
        return _once(found)

    def clean_speakers(self) -> list[Speaker]:
        ticked = self.cleaned_data["speakers"]
        found = chosen_speakers(ticked)
        for unknown in set(ticked) - {one.public_id for one in found}:
            self.add_error("speakers", f"There is no speaker {unknown}.")
        return found

    def clean_more_speakers(self) -> str:
        chosen: list[Speaker] = list(self.cleaned_data.get("speakers", ()))
        left = []
        for name in filter(None, map(str.strip, _APART.split(self.cleaned_data["more_speakers"]))):
            meant = speakers_meant(name)
            if len(meant) == 1:
                chosen += meant
            elif not any(one in chosen for one in meant):
                left.append(name)
                self.candidates += meant
                self.add_error("more_speakers", _unclear(name, meant))
        self.left["speakers"] = "; ".join(left)
        self.cleaned_data["speakers"] = _once(chosen)
        return ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for kind in ("types", "places", "speakers"):
            if len(data.get(kind, ())) > MOST_NAMED:
                self.add_error(kind, f"A topic names at most {MOST_NAMED} of them.")
        if not self.errors and not any(data[kind] for kind in ("types", "places", "speakers")):
            self.add_error(None, "Choose at least one claim type, place or speaker.")
        return data

    def keep_lookups_only(self) -> None:
        """Forget mistakes in what is not finished yet, where only names were to be looked up."""
        for name in set(self.errors) - {"speakers", "more_speakers"}:
            del self.errors[name]

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """What is wrong, each with the id of the place on the page where it is mended; of the form as a
        whole without one."""
        return [
            (_ANCHORS.get(name, f"id_{name}"), str(text))
            for name, texts in self.errors.items()
            for text in texts
        ]

    @property
    def ticked_places(self) -> list[str]:
        """The places that are chosen, also of a form with mistakes."""
        if not self.is_bound:
            return list(self.initial.get("places", ()))
        return list(self.cleaned_data.get("places", ()))

    @property
    def ticked_speakers(self) -> list[Speaker]:
        """The speakers that are chosen, also of a form with mistakes."""
        if not self.is_bound:
            return chosen_speakers(self.initial.get("speakers", ()))
        return list(self.cleaned_data.get("speakers", ()))

    @property
    def fields_given(self) -> TopicFields:
        """What was filled in, of a form that is valid."""
        data = self.cleaned_data
        return TopicFields(
            data["name"],
            data["description"],
            tuple(sorted(data["types"])),
            tuple(sorted(data["places"])),
            tuple(sorted(one.public_id for one in data["speakers"])),
        )


def _initial(topic: Topic) -> dict[str, Any]:
    return {
        "name": topic.name,
        "description": topic.description,
        "types": topic.types,
        "places": topic.places,
        "speakers": topic.speaker_ids,
        "version": topic.version,
    }


def _unclear(name: str, meant: list[Speaker]) -> str:
    if meant:
        return f"“{name}” fits several speakers: tick whom you mean."
    return f"No speaker is called “{name}”."


def _once(items: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(items))
