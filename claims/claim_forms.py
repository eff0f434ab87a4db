"""What editors fill in on claims and where statements belong."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.models import Assertion, Challenge, Claim

_TEXT = {"class": "form-control"}


def reason(*, required: bool = True) -> forms.CharField:
    """Why somebody does something."""
    return forms.CharField(
        label="Reason" if required else "Reason (optional)",
        max_length=5000,
        required=required,
        error_messages={"required": "A change needs a reason."},
        widget=forms.Textarea(attrs={"rows": 2, **_TEXT}),
    )


class SeenForm(forms.Form):
    """A form on a version of something; `seen` is what its reader had in front of them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)


class ReasonForm(SeenForm):
    """Why claims are merged, or a statement is taken out of one."""

    reason = reason()


class TitleForm(SeenForm):
    """What a claim is called."""

    title = forms.CharField(label="Title", max_length=300, widget=forms.TextInput(attrs=_TEXT))
    reason = reason(required=False)


def _into() -> forms.ModelChoiceField[Claim]:
    return forms.ModelChoiceField(
        label="A claim that is there",
        queryset=Claim.objects.all(),
        to_field_name="public_id",
        required=False,
        error_messages={"invalid_choice": "There is no claim with this id."},
        widget=forms.TextInput(attrs={"placeholder": "clm_…", **_TEXT}),
    )


class SplitClaimForm(SeenForm):
    """The statements that ask something else, and in which claim they belong."""

    statements = forms.ModelMultipleChoiceField(
        label="Statements that go",
        queryset=Assertion.objects.none(),
        to_field_name="public_id",
        error_messages={"required": "Choose at least one statement."},
    )
    into = _into()
    title = forms.CharField(
        label="Title of the new claim (empty: composed from its statements)",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    reason = reason()

    def __init__(self, claim: Claim, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["statements"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Assertion.objects.filter(claim=claim)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("into"):
            # A title that was typed before another choice was made is that of nothing.
            data["title"] = ""
        return data


class PlaceForm(SeenForm):
    """The claim a statement belongs to; none is a new one."""

    into = _into()
    title = forms.CharField(
        label="Title of the new claim (empty: composed from the statement)",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    reason = reason(required=False)


class ChallengeForm(SeenForm):
    """A statement that speaks against a claim, and how."""

    statement = forms.ModelChoiceField(
        label="Statement",
        queryset=Assertion.objects.select_related("article"),
        to_field_name="public_id",
        error_messages={
            "required": "Choose the statement that speaks against it.",
            "invalid_choice": "There is no statement with this id.",
        },
    )
    kind = forms.TypedChoiceField(
        label="What it does",
        coerce=Challenge.Kind,
        choices=[("", "Choose…"), *Challenge.Kind.choices],
        error_messages={"required": "Choose what the statement does."},
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    reason = reason()
