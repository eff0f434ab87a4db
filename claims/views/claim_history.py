"""The history of a claim, further back than its page shows: its events, its states, and what is
different between two of them."""

from __future__ import annotations

import re
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from claims.models import Claim
from claims.services.claim_history import acts_between, claim_history, merged_family
from claims.services.claim_revisions import (
    UnknownRevisionError,
    moment_of,
    present_of,
    revision_in,
    revision_of,
)
from claims.services.revision_differences import revision_differences
from claims.views.claim_changes import claim_here

# A revision is numbered by a whole number of the database.
_LARGEST = 2**31 - 1
NOW = "now"
_PAIR = re.compile(rf"(\d{{1,10}}|{NOW})\.\.(\d{{1,10}}|{NOW})")


@require_safe
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """A page of events `before` a time, or with `diff` what is different between two revisions, or between
    one and the claim as it is now."""
    claim = claim_here(public_id)
    if {"from", "to"} & request.GET.keys():
        first, second = request.GET.get("from", ""), request.GET.get("to", "")
        return redirect(f"{request.path}?diff={first[:20]}..{second[:20]}")
    warnings = []
    if pair := request.GET.get("diff", ""):
        try:
            return _difference(request, claim, pair)
        except UnknownRevisionError as error:
            warnings.append(f"diff: {error}")
    if claim.merged_into_id and not warnings:
        return redirect("claim-history", claim.survivor.public_id)
    text = request.GET.get("before", "")
    before = _time(text)
    if text and not before:
        warnings.append(f"before: {text!r} is no time; these are the newest.")
    found = claim_history(claim, before)
    # Events come newest first, so that the time kept is that of the earliest one.
    revisions = {e.revision: (e.ordinal, e.at) for e in found.events if e.revision}
    context = {
        "claim": claim,
        "history": found,
        "revisions": [(n, *revisions[n]) for n in sorted(revisions, reverse=True)],
        "list": {"warnings": warnings},
    }
    return render(request, "claims/claim_history.html", context)


def _difference(request: HttpRequest, claim: Claim, pair: str) -> HttpResponse:
    found = _PAIR.fullmatch(pair.strip())
    names = found.groups() if found else ()
    if not names or any(name != NOW and int(name) > _LARGEST for name in names):
        raise UnknownRevisionError(
            f"{pair[:40]!r} names no two revisions; write their numbers as 17..23, or 17..now."
        )
    family = merged_family(claim).values()
    first, second = (
        present_of(claim.survivor) if name == NOW else revision_in(family, int(name))
        for name in names
    )
    older, newer = sorted((first, second), key=lambda one: one.at)
    acts = acts_between(claim, moment_of(older), moment_of(newer))
    context = {
        "claim": claim,
        "acts": acts,
        "first": first,
        "second": second,
        "is_of": first.claim != second.claim,
        "changes": revision_differences(first, second),
        "swapped": f"{reverse('claim-history', args=[claim.public_id])}"
        f"?diff={names[1]}..{names[0]}",
    }
    return render(request, "claims/claim_difference.html", context)


@require_safe
def revision(request: HttpRequest, public_id: str, revision: int) -> HttpResponse:
    """A claim as it was; also one that was merged since."""
    claim = claim_here(public_id)
    if revision > _LARGEST:
        raise Http404("There is no such revision.")
    try:
        found = revision_of(claim, revision)
    except UnknownRevisionError as error:
        try:
            # One of a claim that was merged into this one has its address there.
            other = revision_in(merged_family(claim).values(), revision)
        except UnknownRevisionError:
            raise Http404(str(error)) from error
        return redirect("claim-revision", other.claim.public_id, revision)
    context = {"claim": claim, "revision": found, "survivor": claim.survivor}
    return render(request, "claims/claim_revision.html", context)


def _time(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
