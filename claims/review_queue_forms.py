"""What editors fill in while they work through a queue."""

from __future__ import annotations

from django import forms

from claims.claim_forms import SeenForm
from claims.models import ReviewStep

_LINE = {"class": "form-control", "autocomplete": "off"}


class StepForm(SeenForm):
    """An act on a version of something; nothing needs to be said."""

    reason = forms.CharField(
        label="Reason (optional)",
        max_length=5000,
        required=False,
        widget=forms.TextInput(attrs=_LINE),
    )


class RejectStepForm(SeenForm):
    """Why the article does not state this."""

    reason = forms.CharField(
        label="Why the text does not say this",
        max_length=5000,
        error_messages={"required": "Rejecting a statement needs a reason."},
        widget=forms.Textarea(attrs={"rows": 3, **_LINE}),
    )


class PutOffForm(forms.Form):
    """How an item is put off."""

    did = forms.TypedChoiceField(
        coerce=ReviewStep.Did,
        choices=[
            (did.value, did.label)
            for did in (ReviewStep.Did.LATER, ReviewStep.Did.SKIP, ReviewStep.Did.UNSURE)
        ],
    )
