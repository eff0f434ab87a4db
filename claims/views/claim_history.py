"""The history of a claim, further back than its page shows."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from claims.services.claim_history import claim_history
from claims.views.claim_changes import claim_here


@require_safe
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """A page of events `before` a time."""
    claim = claim_here(public_id)
    if claim.merged_into_id:
        return redirect(claim.survivor)
    text = request.GET.get("before", "")
    before = _time(text)
    warnings = (
        [f"before: {text!r} is no time; these are the newest."] if text and not before else []
    )
    context = {
        "claim": claim,
        "history": claim_history(claim, before),
        "list": {"warnings": warnings},
    }
    return render(request, "claims/claim_history.html", context)


def _time(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
