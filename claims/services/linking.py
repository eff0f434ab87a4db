"""Placing the statements of an article into claims."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from claims.catalogue import ClaimType, default_catalogue
from claims.extraction.types import Stance
from claims.linking import Match, Statement, absorb, block_keys, score
from claims.models import Assertion, Claim, Placement
from claims.services.statements import Statements
from claims.services.titles import profile_title
from sources.models import Article
from sources.services.locks import lock_for_transaction


@transaction.atomic
def link_article(*, article: Article) -> list[int]:
    """Place every statement that has no place yet; gives the ids of all claims it now belongs to.

    Workers that link into the same block wait for each other, so that two never make twins.
    """
    waiting = list(_waiting(article))
    about = Statements(article)
    statements = [(a, about.of(a)) for a in waiting]
    types = default_catalogue().types
    keys = {key for a, s in statements for key in block_keys(types[a.type], s)}
    lock_for_transaction(*(f"link:{key}" for key in keys), f"link:article:{article.pk}")
    for assertion, statement in sorted(statements, key=_most_telling_first):
        _place(assertion, statement, types[assertion.type])
    return list(
        Assertion.objects.filter(article=article, claim__isnull=False)
        .values_list("claim_id", flat=True)
        .distinct()
    )


def _waiting(article: Article) -> QuerySet[Assertion]:
    return Assertion.objects.filter(
        article=article, is_withdrawn=False, claim=None, type__in=default_catalogue().types
    ).select_related("origin", "article")


def _most_telling_first(item: tuple[Assertion, Statement]) -> tuple[bool, int, bool, int]:
    """Statements that name all parties found the claims; vaguer ones then join them."""
    assertion, statement = item
    return (
        assertion.stance != Stance.ASSERTS,
        -len(statement.roles),
        not statement.figures,
        assertion.span_start,
    )


def _place(assertion: Assertion, statement: Statement, claim_type: ClaimType) -> None:
    tolerance = settings.FIGURE_TOLERANCE
    best: tuple[Claim, Match] | None = None
    for claim, known in _candidates(statement, claim_type):
        match = score(claim_type, statement, known, tolerance)
        if best is None or match.score > best[1].score:
            best = (claim, match)
    if best is not None and best[1].score >= settings.LINK_PLACE_SCORE:
        put(assertion=assertion, claim=best[0], match=best[1])
        _learn(best[0], statement)
        return
    claim = _new_claim(assertion, statement, claim_type)
    put(assertion=assertion, claim=claim, match=Match(1.0, ("the first statement of this claim",)))


def put(*, assertion: Assertion, claim: Claim, match: Match) -> None:
    """Record a placement by the machine and make it the live one; a person's placement stays."""
    live = Placement.objects.filter(assertion=assertion, is_live=True).first()
    if live is not None and (live.by_id is not None or live.claim_id == claim.pk):
        return
    Placement.objects.filter(assertion=assertion, is_live=True).update(is_live=False)
    Placement.objects.create(
        assertion=assertion, claim=claim, score=match.score, reasons=list(match.reasons)
    )
    Assertion.objects.filter(pk=assertion.pk).update(claim=claim)


def _candidates(statement: Statement, claim_type: ClaimType) -> list[tuple[Claim, Statement]]:
    keys = set(block_keys(claim_type, statement))
    live = Claim.objects.filter(merged_into=None, type=claim_type.key).order_by("-id")
    known = [(claim, Statement.from_json(claim.roles["_profile"])) for claim in live]
    return [(c, profile) for c, profile in known if keys & set(block_keys(claim_type, profile))]


def _new_claim(assertion: Assertion, statement: Statement, claim_type: ClaimType) -> Claim:
    return Claim.objects.create(
        type=claim_type.key,
        title=profile_title(claim_type, statement),
        block_key=block_keys(claim_type, statement)[0],
        roles={**statement.roles, "_profile": statement.to_json()},
        place=assertion.place,
        event_first=assertion.event_first,
        event_last=assertion.event_last,
        first_reported_on=assertion.article.published_on,
        last_reported_on=assertion.article.published_on,
    )


def _learn(claim: Claim, statement: Statement) -> None:
    """A claim takes over the party, place or time that its first statements did not name."""
    claim_type = default_catalogue()[claim.type]
    profile = absorb(Statement.from_json(claim.roles["_profile"]), statement)
    claim.roles = {**profile.roles, **claim.roles, "_profile": profile.to_json()}
    claim.place = claim.place or next(iter(profile.places), "")
    if claim.event_first is None and profile.days:
        claim.event_first, claim.event_last = profile.days[0].first, profile.days[0].last
    if not claim.title_is_edited:
        claim.title = profile_title(claim_type, profile)
    claim.save(update_fields=["roles", "place", "event_first", "event_last", "title"])
