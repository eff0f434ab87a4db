"""What a claim rests on, loaded in one query and grouped by origin."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from claims.extraction.types import Stance
from claims.figures import Figure
from claims.independence import Independence, Source, Voice, independent_sources
from claims.models import Assertion, MergeSuggestion, Origin


@dataclass(frozen=True, slots=True)
class Evidence:
    """The statements of one claim that count, and how their origins relate.

    `basis` are those that answer the claim's question: with a figure, where any states one; all that
    assert it otherwise. `unfigured` mention it without a figure where others give one.
    """

    all: tuple[Assertion, ...]
    basis: tuple[Assertion, ...]
    unfigured: tuple[Assertion, ...]
    independence: Independence

    @property
    def report_count(self) -> int:
        return len({a.article_id for a in self.basis})

    @property
    def outlet_count(self) -> int:
        return len({a.article.outlet_id for a in self.basis if a.article.outlet_id})

    @property
    def unfigured_count(self) -> int:
        figured = {a.article_id for a in self.basis}
        return len({a.article_id for a in self.unfigured} - figured)

    def newest_figures(self) -> list[tuple[int, Figure, date | None]]:
        """Origin, figure and day of the newest figure of every counted origin."""
        found = []
        for origin_id in self.independence.counted:
            figured = [a for a in self.basis if a.origin_id == origin_id and a.figure]
            if figured:
                newest = max(figured, key=lambda a: (_day(a), -a.span_start))
                if newest.figure:
                    found.append((origin_id, newest.figure, newest.article.published_on))
        return found

    def fingerprint(self) -> str:
        """Changes when a statement is added, withdrawn or changed."""
        rows = sorted(
            [a.public_id, a.stance, a.figure_quantifier, str(a.figure_low), str(a.figure_high)]
            for a in self.all
        )
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def evidence_of(claim_id: int) -> Evidence:
    """Load the evidence of a claim."""
    return evidence_of_claims([claim_id])[claim_id]


def evidence_of_claims(claim_ids: Sequence[int]) -> dict[int, Evidence]:
    """Load the evidence of several claims in a fixed number of queries."""
    rows = (
        Assertion.objects.filter(claim__in=claim_ids, is_withdrawn=False)
        .exclude(review_state=Assertion.ReviewState.REJECTED)
        .select_related("article__outlet", "origin__outlet")
        .defer("search", "article__text", "article__search", "article__zones")
        .prefetch_related("origin__speakers__members")
        .order_by("id")
    )
    grouped: dict[int, list[Assertion]] = {claim_id: [] for claim_id in claim_ids}
    for row in rows:
        if row.claim_id is not None:
            grouped[row.claim_id].append(row)
    voices = {s.pk for a in rows if a.origin is not None for s in a.origin.speakers.all()}
    doubts = MergeSuggestion.objects.doubts_among(voices)
    return {claim_id: _evidence(tuple(found), doubts) for claim_id, found in grouped.items()}


def _evidence(found: tuple[Assertion, ...], doubts: Mapping[int, frozenset[int]]) -> Evidence:
    supporting = [a for a in found if a.stance == Stance.ASSERTS]
    figured = tuple(a for a in supporting if a.figure_quantifier)
    basis = figured or tuple(supporting)
    unfigured = tuple(a for a in supporting if a not in basis)
    sources = [source_of(origin, doubts) for origin in _origins(basis)]
    return Evidence(found, basis, unfigured, independent_sources(sources))


def _origins(basis: Iterable[Assertion]) -> list[Origin]:
    """The origins of statements, earliest report first.

    An outlet that names somebody for a claim is no source of it itself, and a copy never is.
    """
    rows = [a for a in basis if a.origin is not None]
    attributed = {a.article_id for a in rows if a.origin and a.origin.kind != Origin.Kind.OUTLET}
    found: dict[int, Origin] = {}
    for row in sorted(rows, key=lambda a: (_day(a), a.pk)):
        origin = row.origin
        assert origin is not None
        is_own_voice = origin.kind == Origin.Kind.OUTLET
        if is_own_voice and (row.article_id in attributed or row.article.copy_of_id):
            continue
        found.setdefault(origin.pk, origin)
    return list(found.values())


def source_of(origin: Origin, doubts: Mapping[int, frozenset[int]]) -> Source:
    """An origin as independence sees it; `doubts` are the speakers that each may be one with."""
    voices = tuple(
        Voice(
            key=str(speaker.pk),
            name=speaker.name,
            countries=frozenset(
                filter(None, [speaker.country, *(m.country for m in speaker.members.all())])
            ),
            members=frozenset(str(member.pk) for member in speaker.members.all()),
            may_be=frozenset(map(str, doubts.get(speaker.pk, ()))),
        )
        for speaker in origin.speakers.all()
    )
    return Source(
        id=origin.pk,
        label=origin.label,
        is_known=origin.kind != Origin.Kind.UNKNOWN,
        voices=voices,
        outlet=str(origin.outlet_id or ""),
    )


def _day(assertion: Assertion) -> date:
    return assertion.article.published_on or date.min
