"""Finding the claim that somebody means."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from claims.filters import ClaimFilter
from claims.models import Assertion, Claim, ClaimSuggestion
from claims.services.claim_questions import OPEN

SHOWN = 20


def find_claims(text: str, *, type_key: str, but: Claim | None = None) -> list[Claim]:
    """Claims of a type by an id, or by words of their titles or statements as in the list of claims."""
    text = text.strip()
    if not text:
        return []
    listed = Claim.objects.listed().filter(type=type_key)
    if but is not None:
        listed = listed.exclude(pk=but.pk)
    if text.startswith("clm_"):
        named = Claim.objects.filter(public_id=text).first()
        return list(listed.filter(pk=named.survivor.pk)) if named else []
    found: QuerySet[Claim] = ClaimFilter({"q": text}, queryset=listed).qs
    return list(found.order_by("-changed_at", "-id")[:SHOWN])


def counting_statements(claim: Claim | None = None) -> QuerySet[Assertion]:
    """The statements of a claim, or all, that were not withdrawn or rejected, the newest first."""
    counting = Assertion.objects.filter(is_withdrawn=False)
    counting = counting.exclude(review_state=Assertion.ReviewState.REJECTED).order_by("-id")
    return counting.filter(claim=claim) if claim else counting


def find_statements(text: str) -> QuerySet[Assertion]:
    """Statements by an id or by words, the newest first."""
    text = text.strip()
    if text.startswith("asr_"):
        return counting_statements().filter(public_id=text)
    query = SearchQuery(text, config="english", search_type="websearch")
    return counting_statements().filter(search=query)


def questions_on(claim: Claim, most: int = SHOWN) -> list[ClaimSuggestion]:
    """Open questions whether a claim asks the same as another, the likeliest first."""

    about = ClaimSuggestion.objects.filter(Q(first=claim) | Q(second=claim), state__in=OPEN)
    about = about.select_related("first", "second")
    for name in ("profile", "search"):
        about = about.defer(f"first__{name}", f"second__{name}")
    return list(about.order_by("-score", "-id")[:most])
