"""The sentence that keeps three numbers apart: reports, outlets, independent origins."""

from __future__ import annotations

from claims.weighing.types import Evidence, OriginEvidence, Verdict
from claims.weighing.words import counted_words, named


def rests_on(evidence: Evidence, verdict: Verdict) -> str:
    """On which origins the reports of a claim rest, and why the others are not counted:
    "3 reports rest on 2 independent origins: A (1 report) and B (1 report). Not counted: C (1 report),
    because A includes C (counted: A)."; empty without reports."""
    if not evidence.reports:
        return ""
    reports = counted_words(evidence.reports, "report")
    verb = "rests" if evidence.reports == 1 else "rest"
    if not verdict.counted:
        first = f"{reports} {verb} on no independent origin."
    else:
        origins = counted_words(len(verdict.counted), "independent origin")
        first = (
            f"{reports} {verb} on {origins}: {named([_with_reports(o) for o in verdict.counted])}."
        )
    counted = {o.source.id for o in verdict.counted}
    others = [
        f"{_with_reports(o)}, because {why_not(o, verdict)}"
        for o in evidence.origins
        if o.source.id not in counted
    ]
    return f"{first} Not counted: {'; '.join(others[:6])}{_more(others)}." if others else first


def why_not(origin: OriginEvidence, verdict: Verdict) -> str:
    """Why an origin is not counted; empty when it is."""
    return origin.barred or verdict.independence.left_out.get(origin.source.id, "")


def _with_reports(origin: OriginEvidence) -> str:
    return f"{origin.ref.label} ({counted_words(origin.reports, 'report')})"


def _more(others: list[str]) -> str:
    return f"; and {len(others) - 6:,} more, listed below" if len(others) > 6 else ""
