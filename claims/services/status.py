"""The computed status of a claim, rule by rule, with what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.figures import Headline
from claims.models import Challenge, Status
from claims.services.evidence import Evidence

# Kinds of challenge that dispute a claim; a doubt about its plausibility is a flag only.
DISPUTING = (Challenge.Kind.DENIES, Challenge.Kind.CONTRADICTS_FIGURE, Challenge.Kind.RETRACTS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A computed status, and its reasons in the order in which the rules were asked."""

    status: Status
    reasons: tuple[dict[str, str], ...]


def compute_status(
    evidence: Evidence, headline: Headline | None, standing: Sequence[Challenge]
) -> Verdict:
    """Apply the rules of the method page to what is known."""
    reasons: list[dict[str, str]] = []
    disputing = [c for c in standing if c.kind in DISPUTING]
    doubting = [c for c in standing if c.kind not in DISPUTING]
    count = evidence.independence.count
    at_least = "" if evidence.independence.is_exact else "at least "
    reasons.append(
        {
            "rule": "origins",
            "text": f"{at_least}{count} independent {_plural(count, 'origin')} behind "
            f"{evidence.report_count} {_plural(evidence.report_count, 'report')} in "
            f"{evidence.outlet_count} {_plural(evidence.outlet_count, 'outlet')}",
        }
    )
    if doubting:
        reasons.append(
            {
                "rule": "doubt",
                "text": f"{len(doubting)} {_plural(len(doubting), 'doubt')}: a flag, which does not change the status",
            }
        )
    if disputing:
        text = f"{len(disputing)} {_plural(len(disputing), 'denial or contradiction', 'denials or contradictions')} {'stand' if len(disputing) > 1 else 'stands'}"
        reasons.append({"rule": "challenge", "text": text})
        change = "An editor who closes the challenges would let the origins decide."
        return _verdict(Status.DISPUTED, reasons, change)
    if headline is not None and headline.agree is False:
        reasons.append(
            {"rule": "figures", "text": "figures of independent origins exclude each other"}
        )
        return _verdict(
            Status.DISPUTED, reasons, "A newer figure of one origin that meets the other's."
        )
    if count >= 2:
        if headline is not None:
            reasons.append({"rule": "figures", "text": "their figures agree within the tolerance"})
        return _verdict(
            Status.CORROBORATED,
            reasons,
            "A denial, or a figure that excludes another, would dispute it.",
        )
    if count == 1:
        return _verdict(
            Status.SINGLE_SOURCE,
            reasons,
            "A report from a second origin, independent of the first, would corroborate it.",
        )
    return _verdict(Status.UNASSESSED, reasons, "A report that names where it comes from.")


def _verdict(status: Status, reasons: list[dict[str, str]], change: str) -> Verdict:
    return Verdict(status, (*reasons, {"rule": "change", "text": change}))


def _plural(number: int, word: str, plural: str = "") -> str:
    return word if number == 1 else plural or f"{word}s"
