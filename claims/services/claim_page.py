"""Everything one claim's page shows, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from django.conf import settings

from claims.catalogue import default_catalogue
from claims.figures import Comparison, compare
from claims.models import Assertion, Challenge, Claim, Origin, Status
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
class Event:
    """A line of a claim's history."""

    at: datetime
    who: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """What the template needs besides the claim itself."""

    type_label: str
    statements: tuple[Assertion, ...]
    hidden_statements: int
    origins: tuple[OriginLine, ...]
    pairs: tuple[Pair, ...]
    challenges: tuple[Challenge, ...]
    history: tuple[Event, ...]
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
        history=tuple(_history(claim)),
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


def _history(claim: Claim) -> list[Event]:
    """Decisions and changes of the computed status, newest first."""
    events = [
        Event(
            a.created_at,
            str(a.by),
            f"decided: {_label(a.previous_status)} → {_label(a.status)}",
            a.reason,
        )
        for a in claim.assessments.select_related("by")[:100]
    ]
    before: Any = None
    # pghistory adds the relation to the model's rows.
    for row in claim.events.order_by("pgh_id")[:500]:  # type: ignore[attr-defined]
        if before is None:
            events.append(Event(row.pgh_created_at, "claimbase", f"claim made: {row.title}", ""))
        elif before.computed_status != row.computed_status:
            what = (
                f"computed status: {_label(before.computed_status)} → {_label(row.computed_status)}"
            )
            events.append(Event(row.pgh_created_at, "claimbase", what, ""))
        elif before.title != row.title:
            events.append(
                Event(row.pgh_created_at, "claimbase", f"title: {before.title} → {row.title}", "")
            )
        elif row.needs_review and not before.needs_review:
            events.append(Event(row.pgh_created_at, "claimbase", "needs re-review", ""))
        before = row
    return sorted(events, key=lambda e: e.at, reverse=True)


def _label(status: str) -> str:
    return Status(status).label.lower() if status else "none"
