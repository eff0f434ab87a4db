"""The origins behind a claim as its page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claims.models import Origin
from claims.services.evidence import Loaded
from claims.weighing import Verdict
from claims.weighing.explaining import why_not


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One origin behind a claim and its newest figure. `left_out` tells why it is not counted; empty
    when it is. `in_headline`: its figure is one of those that the headline is the range over; `sets_end`:
    it is not vague beside others that are not, so that the range may begin or end with it."""

    origin: Origin
    reports: int
    figure_text: str
    unit: str
    as_of: date | None
    left_out: str
    in_headline: bool
    sets_end: bool


def origin_lines(loaded: Loaded, verdict: Verdict) -> list[OriginLine]:
    """Every origin of a claim that was looked at, the counted ones first."""
    figured = [o for o in verdict.counted if o.newest]
    top = verdict.headline
    in_headline = {figured[place].source.id for place in (top.over if top else ())}
    sets_end = {figured[place].source.id for place in (top.bounds if top else ())}
    lines = [
        OriginLine(
            origin=loaded.origins[one.source.id],
            reports=one.reports,
            figure_text=one.newest.figure.text if one.newest else "",
            unit=one.newest.figure.unit if one.newest else "",
            as_of=one.newest.as_of if one.newest else None,
            left_out=why_not(one, verdict),
            in_headline=one.source.id in in_headline,
            sets_end=one.source.id in sets_end,
        )
        for one in loaded.evidence.origins
    ]
    return sorted(lines, key=lambda line: bool(line.left_out))
