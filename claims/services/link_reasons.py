"""Why a statement stands in its claim, and other scores of linking, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from claims.models import Assertion, Placement
from claims.services.placing import FOUNDED

# "+0.60 same parties: Kenya": what a reason adds to the score, and the reason.
_POINTS = re.compile(r"([+\-−]\d+(?:\.\d+)?) (.+)", re.DOTALL)
_LIKELY = ((0.95, "as good as certain"), (0.8, "very likely"), (0.65, "likely"))


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of a score. `points` is what it adds or takes, empty when it is not counted so."""

    text: str
    points: str

    @property
    def is_against(self) -> bool:
        return self.points.startswith(("-", "−"))


@dataclass(frozen=True, slots=True)
class Placed:
    """How a statement came into its claim. `by` is the person who put it there, empty for the machine,
    which gives `score` and reasons `for_it` and `against`; `is_first`: it founded the claim."""

    at: datetime
    by: str
    why: str
    is_first: bool
    score: float | None
    for_it: tuple[Reason, ...]
    against: tuple[Reason, ...]

    @property
    def likely(self) -> str:
        """The score in words."""
        score = self.score or 0
        return next((words for least, words in _LIKELY if score >= least), "more likely than not")


def reason_of(text: str) -> Reason:
    """A stored reason, with its points apart."""
    told = _POINTS.fullmatch(text)
    return Reason(told[2], told[1]) if told else Reason(text, "")


def placed(statement: Assertion) -> Placed | None:
    """How a statement came into the claim it is in; None where nothing was kept of it. One query."""
    if statement.claim_id is None:
        return None
    live = Placement.objects.filter(assertion=statement, claim=statement.claim_id, is_live=True)
    row = live.select_related("by").first()
    if row is None:
        return None
    reasons = [] if row.by else [reason_of(text) for text in row.reasons]
    is_first = not row.by and tuple(row.reasons) == FOUNDED.reasons
    return Placed(
        at=row.created_at,
        by=str(row.by) if row.by else "",
        why="; ".join(row.reasons) if row.by else "",
        is_first=is_first,
        score=row.score,
        for_it=() if is_first else tuple(one for one in reasons if not one.is_against),
        against=tuple(one for one in reasons if one.is_against),
    )
