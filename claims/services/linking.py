"""Placing the statements of an article into claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from claims.catalogue import ClaimType, default_catalogue
from claims.extraction.countries import country_mentions, country_of
from claims.extraction.types import Stance
from claims.extraction.view import matching_view
from claims.linking import Match, Statement, block_key, block_keys, score
from claims.models import Assertion, Claim, Placement
from claims.services.titles import claim_title, plain_who
from sources.models import Article
from sources.services.locks import lock_for_transaction

# A statement is compared with at most this many claims of its block, the most recent ones.
CANDIDATES = 50
_PARTICULAR = ("soldier", "child", "prisoner", "worker")
_NAME = re.compile(r"\b[A-Z][a-z]+(?:-[A-Z][a-z]+)?\b")
_CONTEXT_NAMES = 8


@transaction.atomic
def link_article(*, article: Article) -> list[int]:
    """Place every statement that has no place yet; gives the ids of all claims it now belongs to.

    Workers that link into the same block wait for each other, so that two never make twins.
    """
    waiting = list(_waiting(article))
    about = _About(article)
    statements = [(a, about.statement(a)) for a in waiting]
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
    ).select_related("origin")


def _most_telling_first(item: tuple[Assertion, Statement]) -> tuple[bool, int, bool, int]:
    """Statements that name all parties found the claims; vaguer ones then join them."""
    assertion, statement = item
    return (
        assertion.stance != Stance.ASSERTS,
        -len(statement.roles),
        not statement.figures,
        assertion.span_start,
    )


class _About:
    """What an article is about: its most named countries and names."""

    def __init__(self, article: Article) -> None:
        self.article = article
        view = matching_view(article.text)
        countries = Counter(m.country for m in country_mentions(view, 0, len(view)))
        self.countries = [name for name, _ in countries.most_common(3)]
        head = f"{article.title} {view[:1500]}"
        names = Counter(n for n in _NAME.findall(head) if len(n) > 3)
        self.names = frozenset(name for name, _ in names.most_common(_CONTEXT_NAMES))

    def statement(self, assertion: Assertion) -> Statement:
        """The assertion as linking sees it."""
        figure = assertion.figure
        return Statement(
            type=assertion.type,
            roles=assertion.roles,
            place=assertion.place,
            kind=_kind(assertion.who),
            first=assertion.event_first,
            last=assertion.event_last,
            reported=self.article.published_on,
            figures=(figure,) if figure else (),
            context=self.names,
            countries=tuple(
                dict.fromkeys(filter(None, [country_of(assertion.place), *self.countries]))
            ),
            articles=frozenset({self.article.pk}),
            origins=_speaking_origin(assertion),
        )


def _speaking_origin(assertion: Assertion) -> frozenset[int]:
    """The origin, if it is somebody's word; an outlet's own voice says many unrelated things."""
    origin = assertion.origin
    return frozenset({origin.pk}) if origin and origin.kind == "speakers" else frozenset()


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
    beside = Q(assertions__article__in=statement.articles) | Q(
        assertions__origin__in=statement.origins
    )
    live = Claim.objects.filter(merged_into=None, type=claim_type.key)
    in_block = live.filter(block_key__in=block_keys(claim_type, statement)).order_by(
        F("last_reported_on").desc(nulls_first=True), "-id"
    )
    claims = {c.pk: c for c in in_block[:CANDIDATES]}
    claims |= {c.pk: c for c in live.filter(beside).distinct().order_by("-id")[:CANDIDATES]}
    evidence = _evidence(list(claims))
    return [(c, _claim_statement(c, evidence.get(c.pk, []))) for c in claims.values()]


def _evidence(claim_ids: Sequence[int]) -> dict[int, list[Assertion]]:
    """The newest statements of each claim, at most five: a viral claim costs no more than a rare one."""
    found: dict[int, list[Assertion]] = {}
    rows = Assertion.objects.raw(
        """
        select a.* from unnest(%s::bigint[]) as wanted(claim_id)
        cross join lateral (
            select id, claim_id, article_id, origin_id, who, figure_text, figure_quantifier,
                   figure_low, figure_high, figure_unit
            from claims_assertion
            where claim_id = wanted.claim_id and not is_withdrawn and stance = 'asserts'
            order by id desc limit 5
        ) as a
        """,
        [list(claim_ids)],
    )
    for row in rows:
        found.setdefault(row.claim_id or 0, []).append(row)
    return found


def _claim_statement(claim: Claim, evidence: list[Assertion]) -> Statement:
    roles = {k: v for k, v in claim.roles.items() if not k.startswith("_")}
    kinds = Counter(_kind(a.who) for a in evidence)
    return Statement(
        type=claim.type,
        roles=roles,
        place=claim.place,
        kind=kinds.most_common(1)[0][0] if kinds else "",
        first=claim.event_first,
        last=claim.event_last,
        reported=claim.last_reported_on,
        figures=tuple(a.figure for a in evidence if a.figure),
        context=frozenset(claim.roles.get("_context", ())),
        articles=frozenset(a.article_id for a in evidence),
        origins=frozenset(a.origin_id for a in evidence if a.origin_id),
    )


def _kind(who: str) -> str:
    """The particular class of people a phrase counts; empty for people in general."""
    words = who.lower().split()
    classes = default_catalogue().things.classes_of(words[-1]) if words else frozenset()
    return next((kind for kind in _PARTICULAR if kind in classes), "")


def _new_claim(assertion: Assertion, statement: Statement, claim_type: ClaimType) -> Claim:
    return Claim.objects.create(
        type=claim_type.key,
        title=claim_title(claim_type, statement.roles, assertion.who, assertion.place),
        block_key=block_key(claim_type, statement),
        roles={
            **statement.roles,
            "_context": sorted(statement.context),
            "_who": plain_who(assertion.who),
        },
        place=assertion.place,
        event_first=assertion.event_first,
        event_last=assertion.event_last,
        first_reported_on=statement.reported,
        last_reported_on=statement.reported,
    )


def _learn(claim: Claim, statement: Statement) -> None:
    """A claim takes over the party, place or time that its first statements did not name."""
    claim_type = default_catalogue()[claim.type]
    roles = {**statement.roles, **claim.roles}
    changed = []
    if roles != claim.roles:
        claim.roles = roles
        changed.append("roles")
    if not claim.place and statement.place:
        claim.place = statement.place
        changed.append("place")
    if changed and not claim.title_is_edited:
        claim.title = claim_title(claim_type, claim.roles, claim.roles.get("_who", ""), claim.place)
        changed.append("title")
    if claim.event_first is None and statement.first:
        claim.event_first, claim.event_last = statement.first, statement.last
        changed += ["event_first", "event_last"]
    if changed:
        claim.save(update_fields=changed)
