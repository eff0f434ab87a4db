"""Claims that are called alike and are of one type: likely one question asked twice."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.search import SearchQuery

from claims.models import Claim, EditorialChange

# An act and the claim it makes are stored in one transaction, which takes no longer than this.
_ONE_ACT = timedelta(seconds=60)
Kind = EditorialChange.Kind


def twin_of(claim: Claim) -> Claim | None:
    """Another listed claim of this title and type; the oldest of several. None when there is none."""
    # The words find the few rows by their index; the title itself has none.
    words = SearchQuery(claim.title, config="english", search_type="plain")
    rows = Claim.objects.filter(search=words, title=claim.title, type=claim.type)
    listed = rows.filter(merged_into=None, is_empty=False).exclude(pk=claim.pk)
    return listed.defer("search", "profile").order_by("pk").first()


def twin_made(change: EditorialChange) -> Claim | None:
    """The claim that was called so before an act made another one of its name, or gave it the name."""
    claim = change.other if change.kind == Kind.SPLIT else change.claim
    if claim is None or change.kind not in (Kind.SPLIT, Kind.PLACE, Kind.RETITLE):
        return None
    if change.kind != Kind.RETITLE and claim.created_at < change.created_at - _ONE_ACT:
        return None
    return twin_of(claim)
