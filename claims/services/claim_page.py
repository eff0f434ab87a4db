"""Everything one claim's page shows, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import F, Prefetch

from claims.catalogue import default_catalogue
from claims.figures import Comparison
from claims.models import Assertion, AssertionFlag, Attribution, Challenge, Claim, Origin
from claims.services.assessing import reasons_json, weighed
from claims.services.chains import CHAIN
from claims.services.claim_history import History, claim_history
from claims.services.claim_numbers import Counted, counted_rows
from claims.services.evidence import Loaded, evidence_of, terms
from claims.services.figure_block import FigureBlock, figure_block
from claims.services.provenance import provenance_here
from claims.services.provenance_tree import Provenance
from claims.services.scope import EVERYTHING, LeftOut, Scope
from claims.services.snapshots import Changed, changed_since
from claims.weighing import Evidence, OriginEvidence, Verdict, rests_on
from claims.weighing.explaining import why_not
from claims.weighing.headline import compared

# A claim with more statements shows the newest of them; the API has all.
SHOWN_STATEMENTS = 200
SHOWN_CHALLENGES = 100
SHOWN_CHANGES = 50
SHOWN_FIGURES = 8
_HEAVY = ("search", "article__text", "article__search", "article__zones")


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One origin behind a claim and its newest figure. `left_out` tells why it is not counted; empty
    when it is. `in_headline`: its figure is one of those that the headline is the range over."""

    origin: Origin
    reports: int
    figure_text: str
    as_of: date | None
    left_out: str
    in_headline: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two counted figures and how they stand to each other."""

    first: OriginEvidence
    second: OriginEvidence
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Without:
    """What is left out, each with the query that puts it back; `query` is how the page's own links
    keep it."""

    left_out: tuple[tuple[LeftOut, str], ...]
    query: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """What the template needs besides the claim itself. With sources left out, everything but the
    challenges and the history is about what remains."""

    type_label: str
    evidence: Evidence
    verdict: Verdict
    rests_on: str
    rules: tuple[dict[str, Any], ...]
    changes: tuple[dict[str, Any], ...]
    statements: tuple[Assertion, ...]
    origins: tuple[OriginLine, ...]
    counted: Counted
    pairs: tuple[Pair, ...]
    challenges: tuple[Challenge, ...]
    changed: tuple[Changed, ...]
    history: History
    tolerance_percent: float
    is_exact: bool
    without: Without
    figures: FigureBlock
    provenance: Provenance | None

    @property
    def decisive(self) -> str:
        """The rule that gave the status; empty when none did."""
        return next((r["rule"] for r in self.rules if r["met"] and r["leads_to"]), "")

    @property
    def earlier(self) -> tuple[OriginLine, ...]:
        """Counted origins whose figure is of another time or unit than the headline."""
        return tuple(o for o in self.origins if not (o.left_out or o.in_headline) and o.figure_text)


def claim_page(claim: Claim, scope: Scope = EVERYTHING) -> ClaimPage:
    """Gather the page of a claim, or of what remains of it in scope."""
    loaded = evidence_of(claim.pk, scope)
    evidence = loaded.evidence
    verdict, changes = weighed(loaded)
    reasons = reasons_json(verdict.rules, changes)
    counted = counted_rows(claim.pk, scope, statements=SHOWN_STATEMENTS)
    statements = tuple(_statements(counted.statements))
    rows_here = {row.public_id for row in statements}
    types = default_catalogue().types
    return ClaimPage(
        type_label=types[claim.type].label if claim.type in types else claim.type,
        evidence=evidence,
        verdict=verdict,
        rests_on=rests_on(evidence, verdict),
        rules=tuple(r for r in reasons if r["rule"] != "change"),
        changes=tuple(r for r in reasons if r["rule"] == "change"),
        statements=statements,
        origins=tuple(origin_lines(loaded, verdict)),
        counted=counted,
        pairs=tuple(_pairs(verdict)),
        challenges=tuple(_challenges(claim)),
        changed=tuple(_changed(claim)),
        history=claim_history(claim),
        tolerance_percent=round(settings.FIGURE_TOLERANCE * 100, 2),
        is_exact=verdict.independence.is_exact and evidence.origin_count <= len(evidence.origins),
        without=_without(scope),
        figures=figure_block(claim, loaded, verdict, scope, rows_here),
        provenance=provenance_here(claim.pk, loaded, verdict, scope),
    )


def _statements(ids: Sequence[int]) -> Iterable[Assertion]:
    """Statements in this order, with what is shown of each."""
    rows = (
        Assertion.objects.select_related("article__outlet", "origin")
        .defer(*_HEAVY)
        .prefetch_related(
            Prefetch("attributions", Attribution.objects.select_related("speaker")),
            AssertionFlag.beside_statements(),
            CHAIN,
        )
        .in_bulk(ids)
    )  # fmt: skip
    return [rows[pk] for pk in ids]


def origin_lines(loaded: Loaded, verdict: Verdict) -> list[OriginLine]:
    """Every origin of a claim that was looked at, the counted ones first."""
    figured = [o for o in verdict.counted if o.newest]
    over = verdict.headline.over if verdict.headline else ()
    in_headline = {figured[place].source.id for place in over}
    lines = [
        OriginLine(
            origin=loaded.origins[one.source.id],
            reports=one.reports,
            figure_text=one.newest.figure.text if one.newest else "",
            as_of=one.newest.as_of if one.newest else None,
            left_out=why_not(one, verdict),
            in_headline=one.source.id in in_headline,
        )
        for one in loaded.evidence.origins
    ]
    return sorted(lines, key=lambda line: bool(line.left_out))


def _pairs(verdict: Verdict) -> list[Pair]:
    figured = [o for o in verdict.counted if o.newest][:SHOWN_FIGURES]
    figures = [o.newest for o in figured if o.newest]
    return [Pair(figured[i], figured[j], how) for i, j, how in compared(figures, terms())]


def _challenges(claim: Claim) -> Iterable[Challenge]:
    """Those that stand first."""
    return (
        claim.challenges.select_related("assertion__article__outlet", "closed_by")
        .defer(*(f"assertion__{name}" for name in _HEAVY))
        .prefetch_related("assertion__attributions__speaker")
        .order_by(F("closed_at").asc(nulls_first=True), "id")[:SHOWN_CHALLENGES]
    )


def _changed(claim: Claim) -> list[Changed]:
    decision = claim.assessments.order_by("-id").first() if claim.needs_review else None
    return changed_since(claim, decision)[:SHOWN_CHANGES] if decision else []


def _without(scope: Scope) -> Without:
    ids = [one.id for one in scope.left_out]
    put_back = tuple(
        (one, urlencode([("without", i) for i in ids if i != one.id])) for one in scope.left_out
    )
    query = urlencode([("without", i) for i in ids])
    return Without(put_back, f"{query}&" if query else "")
