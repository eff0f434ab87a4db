"""Everything one claim's page shows, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from django.conf import settings

from claims.catalogue import default_catalogue
from claims.figures import Comparison, compare
from claims.models import Assertion, Challenge, Claim, Origin
from claims.services.claim_history import History, claim_history
from claims.services.evidence import Evidence, evidence_of

# A claim with more statements shows the newest of them; the API has all.
SHOWN_STATEMENTS = 200


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One origin behind a claim. `left_out` tells why it is not counted; empty when it is."""

    origin: Origin
    reports: int
    figure_text: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two counted figures and how they stand to each other."""

    first: str
    second: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """What the template needs besides the claim itself."""

    type_label: str
    statements: tuple[Assertion, ...]
    hidden_statements: int
    origins: tuple[OriginLine, ...]
    pairs: tuple[Pair, ...]
    challenges: tuple[Challenge, ...]
    history: History
    tolerance_percent: float
    is_exact: bool


def claim_page(claim: Claim) -> ClaimPage:
    """Gather the page of a claim."""
    evidence = evidence_of(claim.pk)
    newest_first = sorted(
        evidence.all,
        key=lambda a: (a.article.published_on is not None, a.article.published_on or 0, a.pk),
        reverse=True,
    )
    shown = newest_first[:SHOWN_STATEMENTS]
    by_id = {
        a.pk: a
        for a in Assertion.objects.filter(pk__in=[a.pk for a in shown]).prefetch_related(
            "attributions__speaker"
        )
    }
    for row in shown:
        row._prefetched_objects_cache = by_id[row.pk]._prefetched_objects_cache  # type: ignore[attr-defined]
    types = default_catalogue().types
    return ClaimPage(
        type_label=types[claim.type].label if claim.type in types else claim.type,
        statements=tuple(shown),
        hidden_statements=len(evidence.all) - len(shown),
        origins=tuple(origin_lines(evidence)),
        pairs=tuple(_pairs(evidence)),
        challenges=tuple(
            claim.challenges.select_related(
                "assertion__article__outlet", "closed_by"
            ).prefetch_related("assertion__attributions__speaker")
        ),
        history=claim_history(claim),
        tolerance_percent=settings.FIGURE_TOLERANCE * 100,
        is_exact=evidence.independence.is_exact,
    )


def origin_lines(evidence: Evidence) -> list[OriginLine]:
    """Every origin of a claim, the counted ones first."""
    lines: dict[int, OriginLine] = {}
    for row in evidence.basis:
        origin = row.origin
        if origin is None or origin.pk in lines:
            continue
        own = [a for a in evidence.basis if a.origin_id == origin.pk]
        if origin.pk in evidence.independence.counted:
            reason = ""
        else:
            reason = evidence.independence.left_out.get(
                origin.pk, "the same article names somebody else for it, or it is a copy"
            )
        figures = list(dict.fromkeys(a.figure_text for a in own if a.figure_text))
        lines[origin.pk] = OriginLine(
            origin, len({a.article_id for a in own}), "; ".join(figures), reason
        )
    return sorted(lines.values(), key=lambda line: bool(line.left_out))


def _pairs(evidence: Evidence) -> list[Pair]:
    newest = evidence.newest_figures()[:8]
    return [
        Pair(a.text, b.text, compare(a, b, settings.FIGURE_TOLERANCE))
        for (_, a, _), (_, b, _) in combinations(newest, 2)
    ]
