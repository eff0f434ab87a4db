"""What editors fill in."""

from __future__ import annotations

from django import forms

from claims.models import Status


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


class CloseChallengeForm(forms.Form):
    """Why a challenge no longer stands."""

    because = forms.CharField(max_length=2000)
