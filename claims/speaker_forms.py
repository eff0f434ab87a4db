"""What editors fill in on what a speaker is."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.models import Speaker
from claims.services.speaker_details import Details

_TEXT = {"class": "form-control"}


class DetailsForm(forms.Form):
    """What a speaker is, with the version of it that was looked at. `members` are ids, ticked."""

    kind = forms.ChoiceField(
        label="What it is", widget=forms.Select(attrs={"class": "form-select"})
    )
    role = forms.CharField(
        label="Role or office",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    country = forms.CharField(
        label="Speaks for (country or bloc)",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={**_TEXT, "list": "countries"}),
    )
    affiliation = forms.CharField(
        label="Belongs to (organisation, party, service)",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    members = forms.ModelMultipleChoiceField(
        label="Members",
        queryset=Speaker.objects.all(),
        to_field_name="public_id",
        required=False,
        error_messages={"invalid_choice": "There is no speaker with the id “%(value)s”."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=5000,
        error_messages={"required": "A change needs a reason."},
        widget=forms.Textarea(attrs={"rows": 2, **_TEXT}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, speaker: Speaker, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        is_nobody = speaker.kind == Speaker.Kind.REPORTS
        field.choices = [
            (value, label)
            for value, label in Speaker.Kind.choices
            if (value == Speaker.Kind.REPORTS) == is_nobody
        ]

    @property
    def details(self) -> Details:
        """What was filled in, of a form that is valid."""
        said = self.cleaned_data
        return Details(
            kind=said["kind"],
            role=said["role"],
            affiliation=said["affiliation"],
            country=said["country"],
            members=tuple(said["members"]),
        )


class RemoveForm(forms.Form):
    """Why a speaker is taken off the lists."""

    reason = forms.CharField(
        max_length=5000, error_messages={"required": "Removing a speaker needs a reason."}
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def filled_in(speaker: Speaker, members: list[Speaker]) -> dict[str, Any]:
    """The form as the speaker is now."""
    return {
        "kind": speaker.kind,
        "role": speaker.role,
        "country": speaker.country,
        "affiliation": speaker.affiliation,
        "members": [one.public_id for one in members],
        "version": speaker.version,
    }
