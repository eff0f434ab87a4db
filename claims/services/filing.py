"""Writing down what linking decided: claims, their keys, placements and questions to editors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from claims.catalogue import default_catalogue
from claims.linking import Statement
from claims.models import Assertion, Claim, ClaimSuggestion, Placement
from claims.services.placing import Plan, Question, filed
from claims.services.shelf import Shelf
from claims.services.upkeep import described

_FIELDS = ("profile", "roles", "place", "event_first", "event_last", "title", "is_empty")
_PLACE = """
    update claims_assertion as assertion set claim_id = placed.claim_id
    from unnest(%s::bigint[], %s::bigint[]) as placed(assertion_id, claim_id)
    where assertion.id = placed.assertion_id
"""


class ChangedMeanwhileError(Exception):
    """A claim or a statement is no longer what the plan was made from; plan again."""


def without_place() -> QuerySet[Assertion]:
    """Statements that count, have no claim, and were not placed by a person."""
    by_person = Placement.objects.filter(assertion=OuterRef("pk"), is_live=True, by__isnull=False)
    types = default_catalogue().types
    waiting = Assertion.objects.filter(claim=None, is_withdrawn=False, type__in=types)
    rejected = Assertion.ReviewState.REJECTED
    found = waiting.filter(~Exists(by_person)).exclude(review_state=rejected)
    return found.defer("search").order_by("pk")


def file_plan(plan: Plan) -> set[int]:
    """Write a plan in a number of queries that does not depend on its size; gives its claims.

    Raises ChangedMeanwhileError, with nothing written, when somebody else changed one of them or placed
    one of the statements meanwhile.
    """
    if Shelf().profiles(plan.read, lock=True) != plan.read or not _hold(plan):
        raise ChangedMeanwhileError
    ids = found_claims({n: plan.profiles[n] for n in plan.founders})
    ids |= {pk: pk for pk in plan.read}
    _grow({pk: plan.profiles[pk] for pk in plan.read})
    Shelf().file({ids[n]: filed(profile) for n, profile in plan.profiles.items()})
    put(
        [
            Placement(
                assertion_id=one.assertion,
                claim_id=ids[one.claim],
                score=one.match.score,
                reasons=list(one.match.reasons),
            )
            for one in plan.placed
        ]
    )
    ask(Question(ids[q.new], ids.get(q.known, q.known), q.match) for q in plan.questions)
    return set(ids.values())


def _hold(plan: Plan) -> bool:
    """Lock the statements of a plan; True when all of them are still without a place."""
    ids = {one.assertion for one in plan.placed}
    held = without_place().select_for_update(of=("self",)).filter(pk__in=ids)
    return set(held.values_list("pk", flat=True)) == ids


def found_claims(profiles: Mapping[int, Statement]) -> dict[int, int]:
    """Make claims with these profiles, given by numbers of the caller's; their ids by the same."""
    now, claims = timezone.now(), []
    for profile in profiles.values():
        claim = Claim(type=profile.type, created_at=now, changed_at=now)
        for name, value in described(claim, profile).items():
            setattr(claim, name, value)
        if profile.reported:
            claim.first_reported_on = profile.reported.first
            claim.last_reported_on = profile.reported.last
        claims.append(claim)
    made = Claim.objects.bulk_create(claims)
    return {number: claim.pk for number, claim in zip(profiles, made, strict=True)}


def _grow(profiles: Mapping[int, Statement]) -> None:
    """Store the profiles of claims that were there, and what follows from them."""
    claims = list(Claim.objects.filter(pk__in=profiles).defer("search").order_by("pk"))
    for claim in claims:
        for name, value in described(claim, profiles[claim.pk]).items():
            setattr(claim, name, value)
        claim.is_empty = False
    Claim.objects.bulk_update(claims, _FIELDS)


def put(placements: Sequence[Placement]) -> None:
    """Record placements by the machine and make them the live ones of their assertions.

    The caller holds the assertions, and none of them is where a person put it.
    """
    ids = [p.assertion_id for p in placements]
    Placement.objects.filter(assertion__in=ids, is_live=True, by=None).update(is_live=False)
    Placement.objects.bulk_create(placements)
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [ids, [p.claim_id for p in placements]])


def ask(questions: Iterable[Question]) -> int:
    """Ask editors whether claims are one; a pair that was asked about before is not asked again.

    Gives the number of new questions."""
    rows = [
        ClaimSuggestion(
            first_id=min(q.new, q.known),
            second_id=max(q.new, q.known),
            score=q.match.score,
            reasons=list(q.match.reasons),
        )
        for q in questions
    ]
    before = ClaimSuggestion.objects.filter(
        first__in=[r.first_id for r in rows], second__in=[r.second_id for r in rows]
    )
    asked = set(before.values_list("first_id", "second_id"))
    new = {(r.first_id, r.second_id): r for r in rows if (r.first_id, r.second_id) not in asked}
    ClaimSuggestion.objects.bulk_create(new.values(), ignore_conflicts=True)
    return len(new)
