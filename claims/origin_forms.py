"""What editors fill in on where statements come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q

from claims.models import Origin, Speaker
from claims.services.correcting_origins import Given, OwnVoice, Spoken, Unknown
from claims.services.voices import Voice

_TEXT = {"class": "form-control"}
_NEW_KINDS = [
    (value, label) for value, label in Speaker.Kind.choices if value != Speaker.Kind.REPORTS
]


def _reason() -> forms.CharField:
    return forms.CharField(
        label="Reason",
        max_length=5000,
        error_messages={"required": "A change needs a reason."},
        widget=forms.Textarea(attrs={"rows": 2, **_TEXT}),
    )


def speakers_called(names: str, *, new_kind: str = "") -> tuple[list[Speaker], list[Voice]]:
    """The speakers that names or ids, parted by semicolons, stand for; and the names that nobody has,
    when `new_kind` says what those are.

    Raises ValidationError when a name is nobody's or that of several speakers.
    """
    found: list[Speaker] = []
    new: list[Voice] = []
    for name in filter(None, map(str.strip, re.split(r"[;\n]", names))):
        wanted = Q(public_id=name) | Q(name__iexact=name) | Q(aliases__name__iexact=name)
        known = list(Speaker.objects.listed().filter(wanted).distinct().order_by("pk")[:5])
        if len(known) > 1:
            told = "; ".join(f"{s.public_id} ({s.role or s.get_kind_display()})" for s in known)
            raise forms.ValidationError(
                f"Several speakers are called “{name}”; give the id of one: {told}."
            )
        if known:
            found += known
        elif new_kind and not name.startswith("spk_"):
            new.append(Voice(name, new_kind))
        else:
            raise forms.ValidationError(
                f"No speaker is called “{name}”. Say what it is in “A new name is”, and it is made."
            )
    return found, new


class OriginForm(forms.Form):
    """Where a statement comes from, with the version of the statement that was looked at. `choice` may
    be the id of an origin that is there. Fields of another choice than the one made are not read."""

    CHOICES = (
        ("origin", "An origin that is there"),
        ("speakers", "Somebody’s word"),
        ("outlet", "The outlet itself"),
        ("unknown", "Unknown"),
    )
    _OF_CHOICE = {
        "origin": ("origin",),
        "speakers": ("speakers", "new_kind", "medium", "dated_on"),
    }
    choice = forms.ChoiceField(
        label="It comes from",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where it comes from."},
    )
    origin = forms.ModelChoiceField(
        label="Origin",
        queryset=Origin.objects.all(),
        to_field_name="public_id",
        required=False,
        error_messages={"invalid_choice": "There is no origin with this id."},
    )
    speakers = forms.CharField(
        label="Whose: names or ids of speakers, parted by semicolons",
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    new_kind = forms.ChoiceField(
        label="A new name is",
        choices=[("", "known already"), *_NEW_KINDS],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    medium = forms.CharField(
        label="Through which medium, if any",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    dated_on = forms.DateField(
        label="On which day, if known",
        required=False,
        widget=forms.DateInput(attrs={**_TEXT, "type": "date"}, format="%Y-%m-%d"),
    )
    reason = _reason()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and str(data.get("choice", "")).startswith("org_"):
            data = {**{name: data.get(name) for name in data}, "origin": data["choice"]}
            data["choice"] = "origin"
        super().__init__(data, *args, **kwargs)

    @property
    def chosen(self) -> str:
        """The id of the origin that is ticked, or the other choice; empty for none."""
        choice = str(self["choice"].value() or "")
        return str(self["origin"].value() or "") if choice == "origin" else choice

    @property
    def chosen_origin(self) -> str:
        """The id of the origin that is ticked, if one is."""
        return self.chosen if self.chosen.startswith("org_") else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        choice = data.get("choice")
        for other, names in self._OF_CHOICE.items():
            for name in names if other != choice else ():
                self.errors.pop(name, None)
        if choice == "origin" and "origin" not in self.errors and not data.get("origin"):
            self.add_error("origin", "Say which origin.")
        if choice == "speakers" and "speakers" not in self.errors:
            self._clean_speakers(data)
        return data

    def _clean_speakers(self, data: dict[str, Any]) -> None:
        if not data.get("speakers", "").strip():
            self.add_error("speakers", "Say who.")
            return
        try:
            data["found"], data["new"] = speakers_called(
                data["speakers"], new_kind=data.get("new_kind", "")
            )
        except forms.ValidationError as error:
            self.add_error("speakers", error)

    @property
    def given(self) -> Given:
        """What was chosen, of a form that is valid."""
        data = self.cleaned_data
        if data["choice"] == "origin":
            origin: Origin = data["origin"]
            return origin
        if data["choice"] == "speakers":
            return Spoken(
                tuple(data["found"]), data["medium"], data["dated_on"], tuple(data["new"])
            )
        return OwnVoice() if data["choice"] == "outlet" else Unknown()


class UnifyForm(forms.Form):
    """Which origin is the same occasion, and why."""

    into = forms.ModelChoiceField(
        label="The origin it is",
        queryset=Origin.objects.all(),
        to_field_name="public_id",
        error_messages={
            "invalid_choice": "There is no origin with this id.",
            "required": "Choose the origin it is.",
        },
    )
    reason = _reason()
