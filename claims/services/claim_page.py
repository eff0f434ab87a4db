"""Everything one claim's page shows, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from claims.catalogue import default_catalogue
from claims.figures import Comparison
from claims.models import Claim
from claims.services.assessing import reasons_json, weighed
from claims.services.claim_history import History, claim_history
from claims.services.claim_numbers import Counted, counted_rows
from claims.services.claim_revisions import Kept, kept
from claims.services.disputes import Disputes, disputes_of
from claims.services.evidence import evidence_of, terms
from claims.services.evidence_table import Asked, EvidenceTable, evidence_table
from claims.services.figure_block import FigureBlock, figure_block
from claims.services.origin_lines import OriginLine, origin_lines
from claims.services.provenance import provenance_here
from claims.services.provenance_tree import Provenance
from claims.services.scope import EVERYTHING, LeftOut, Scope
from claims.services.similar_claims import Similar, similar_claims
from claims.services.snapshots import Changed, changed_since
from claims.services.standing import Standing, standing_decision
from claims.weighing import (
    Evidence,
    OriginEvidence,
    Verdict,
    agreement_in_general,
    agreement_of,
    rests_on,
    weigh,
)
from claims.weighing.headline import compared

SHOWN_CHANGES = 50
SHOWN_FIGURES = 8
SHOWN_QUESTIONS = 5
FIRST_PAGE = Asked()


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
    challenges and the history is about what remains; `agreement` is about the claim's stored figure."""

    type_label: str
    evidence: Evidence
    verdict: Verdict
    rests_on: str
    agreement: str
    rules: tuple[dict[str, Any], ...]
    changes: tuple[dict[str, Any], ...]
    table: EvidenceTable
    origins: tuple[OriginLine, ...]
    counted: Counted
    pairs: tuple[Pair, ...]
    disputes: Disputes
    similar: tuple[Similar, ...]
    changed: tuple[Changed, ...]
    history: History
    kept: Kept | None
    tolerance_percent: float
    is_exact: bool
    without: Without
    figures: FigureBlock
    provenance: Provenance | None
    decision: Standing | None

    @property
    def decisive(self) -> str:
        """The rule that gave the status; empty when none did."""
        return next((r["rule"] for r in self.rules if r["met"] and r["leads_to"]), "")

    @property
    def earlier(self) -> tuple[OriginLine, ...]:
        """Counted origins whose figure is of another time or unit than the headline."""
        return tuple(o for o in self.origins if not (o.left_out or o.in_headline) and o.figure_text)


def claim_page(claim: Claim, scope: Scope = EVERYTHING, asked: Asked = FIRST_PAGE) -> ClaimPage:
    """Gather the page of a claim, or of what remains of it in scope, with the evidence asked for."""
    loaded = evidence_of(claim.pk, scope)
    evidence = loaded.evidence
    if scope == EVERYTHING and claim.status_reasons:
        # What was found when the status was computed, which is dearer than the rest of the page.
        verdict, reasons = weigh(evidence, terms(), loaded.ties), claim.status_reasons
    else:
        verdict, changes = weighed(loaded)
        reasons = reasons_json(verdict.rules, changes)
    origins = tuple(origin_lines(loaded, verdict))
    table = evidence_table(claim.pk, scope, origins, asked)
    rows_here = {row.public_id for row in table.statements}
    types = default_catalogue().types
    history = claim_history(claim)
    return ClaimPage(
        type_label=types[claim.type].label if claim.type in types else claim.type,
        evidence=evidence,
        verdict=verdict,
        rests_on=rests_on(evidence, verdict),
        agreement=_agreement(claim, verdict, scope),
        rules=tuple(r for r in reasons if r["rule"] != "change"),
        changes=tuple(r for r in reasons if r["rule"] == "change"),
        table=table,
        origins=origins,
        counted=counted_rows(claim.pk, scope),
        pairs=tuple(_pairs(verdict)),
        disputes=disputes_of(claim, [o.origin.pk for o in origins if not o.left_out]),
        similar=similar_claims(claim, SHOWN_QUESTIONS),
        changed=tuple(_changed(claim)),
        history=history,
        kept=kept(claim, history.newest),
        tolerance_percent=round(settings.FIGURE_TOLERANCE * 100, 2),
        is_exact=verdict.independence.is_exact and evidence.origin_count <= len(evidence.origins),
        without=_without(scope),
        figures=figure_block(claim, loaded, verdict, scope, rows_here),
        provenance=provenance_here(claim.pk, loaded, verdict, scope),
        decision=standing_decision(claim),
    )


def _agreement(claim: Claim, verdict: Verdict, scope: Scope) -> str:
    """How the figures behind the stored headline go together: by name when they were looked at."""
    if scope == EVERYTHING:
        return agreement_of(verdict, terms())
    return agreement_in_general(claim.figures_agree)


def _pairs(verdict: Verdict) -> list[Pair]:
    figured = [o for o in verdict.counted if o.newest][:SHOWN_FIGURES]
    figures = [o.newest for o in figured if o.newest]
    return [Pair(figured[i], figured[j], how) for i, j, how in compared(figures, terms())]


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
