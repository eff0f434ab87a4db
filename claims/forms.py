"""What editors fill in."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.models import Speaker, SpeakerAlias, Status


class AssessmentForm(forms.Form):
    """A decision on a claim, with the version of the claim it is about."""

    status = forms.TypedChoiceField(
        label="Decision",
        coerce=Status,
        choices=[
            ("", "Choose…"),
            *(
                (s.value, s.label)
                for s in Status
                if s not in (Status.UNASSESSED, Status.SINGLE_SOURCE)
            ),
            (Status.UNASSESSED.value, "Withdraw the decision"),
        ],
        error_messages={"required": "Choose a decision."},
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    reason = forms.CharField(
        label="Reason",
        max_length=5000,
        error_messages={"required": "A decision needs a reason."},
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    # What its reader had in front of them, to tell later what changed meanwhile.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)


class CloseChallengeForm(forms.Form):
    """Why a challenge no longer stands."""

    because = forms.CharField(max_length=2000)


def _reason() -> forms.CharField:
    return forms.CharField(
        label="Reason",
        max_length=5000,
        error_messages={"required": "A change needs a reason."},
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )


class MergeForm(forms.Form):
    """Why two speakers are one, and the version of the one that remains."""

    reason = _reason()
    version = forms.IntegerField(widget=forms.HiddenInput)


class SplitForm(forms.Form):
    """The names that are somebody else's, and whose: a speaker by its id, or a new one."""

    aliases = forms.ModelMultipleChoiceField(
        queryset=SpeakerAlias.objects.none(),
        error_messages={"required": "Choose at least one name."},
    )
    into = forms.ModelChoiceField(
        label="Id of a speaker that is there",
        queryset=Speaker.objects.all(),
        to_field_name="public_id",
        required=False,
        error_messages={"invalid_choice": "There is no speaker with this id."},
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": "spk_…"}),
    )
    name = forms.CharField(
        label="Name of the new speaker",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    reason = _reason()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, speaker: Speaker, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["aliases"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = speaker.aliases.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "into" not in self.errors and bool(data.get("into")) == bool(data.get("name")):
            self.add_error("name", "Name a new speaker, or give the id of one that is there.")
        return data


class RenameForm(forms.Form):
    """What a speaker is called."""

    name = forms.CharField(
        label="Name", max_length=300, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    reason = _reason()
    version = forms.IntegerField(widget=forms.HiddenInput)


class AddNameForm(forms.Form):
    """A name by which a speaker is known from now on."""

    new_name = forms.CharField(
        label="Name", max_length=300, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    reason = _reason()
    version = forms.IntegerField(widget=forms.HiddenInput)


class UndoForm(forms.Form):
    """Why a change is taken back, or a question answered."""

    reason = _reason()
