"""What editors fill in on where statements come from."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q

from claims.models import Origin, Speaker
from claims.services.correcting_origins import Given, OwnVoice, Spoken, Unknown

_TEXT = {"class": "form-control"}


def _reason() -> forms.CharField:
    return forms.CharField(
        label="Reason",
        max_length=5000,
        error_messages={"required": "A change needs a reason."},
        widget=forms.Textarea(attrs={"rows": 2, **_TEXT}),
    )


def speakers_called(names: str) -> tuple[Speaker, ...]:
    """The speakers that names or ids, parted by semicolons, stand for.

    Raises ValidationError when one is nobody's, or that of several speakers.
    """
    found = []
    for name in filter(None, map(str.strip, re.split(r"[;\n]", names))):
        wanted = Q(public_id=name) | Q(name__iexact=name) | Q(aliases__name__iexact=name)
        known = list(Speaker.objects.listed().filter(wanted).distinct().order_by("pk")[:2])
        if not known:
            raise forms.ValidationError(f"No speaker is called “{name}”.")
        if len(known) > 1:
            raise forms.ValidationError(f"Several speakers are called “{name}”; give an id.")
        found += known
    return tuple(found)


class OriginForm(forms.Form):
    """Where a statement comes from, with the version of the statement that was looked at."""

    CHOICES = (
        ("origin", "An origin that is there"),
        ("speakers", "Somebody’s word"),
        ("outlet", "The outlet itself"),
        ("unknown", "Unknown"),
    )
    choice = forms.ChoiceField(
        label="It comes from",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where it comes from."},
    )
    origin = forms.ModelChoiceField(
        label="Id of the origin",
        queryset=Origin.objects.all(),
        to_field_name="public_id",
        required=False,
        error_messages={"invalid_choice": "There is no origin with this id."},
        widget=forms.TextInput(attrs={**_TEXT, "placeholder": "org_…", "list": "origins-known"}),
    )
    speakers = forms.CharField(
        label="Names or ids of the speakers, parted by semicolons",
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
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

    def clean_speakers(self) -> tuple[Speaker, ...]:
        return speakers_called(self.cleaned_data["speakers"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        choice = data.get("choice")
        if choice in ("origin", "speakers") and choice not in self.errors and not data.get(choice):
            self.add_error(choice, "Say which origin." if choice == "origin" else "Say who.")
        return data

    @property
    def given(self) -> Given:
        """What was chosen, of a form that is valid."""
        data = self.cleaned_data
        if data["choice"] == "origin":
            origin: Origin = data["origin"]
            return origin
        if data["choice"] == "speakers":
            return Spoken(data["speakers"], data["medium"], data["dated_on"])
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
        widget=forms.TextInput(attrs={**_TEXT, "placeholder": "org_…"}),
    )
    reason = _reason()
