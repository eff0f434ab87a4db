"""What waits for editors, counted up to a bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from claims.models import Assertion, Claim, ClaimSuggestion, MergeSuggestion
from claims.services.claim_questions import OPEN

# Further than this nobody's day reaches.
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """One queue: what waits in it, and how much, as far as it is counted. `key` names the page on
    which it is worked off."""

    key: str
    label: str
    number: int

    @property
    def is_capped(self) -> bool:
        return self.number >= MOST_COUNTED


def waiting_for_editors() -> list[Waiting]:
    """The queues of editors, one query each."""
    return [
        Waiting("statements", "statements not reviewed", _counted(unreviewed_statements())),
        Waiting(
            "claims",
            "questions on which claims ask the same",
            _counted(ClaimSuggestion.objects.filter(state__in=OPEN)),
        ),
        Waiting(
            "speakers",
            "questions on which speakers are one",
            _counted(MergeSuggestion.objects.filter(state=MergeSuggestion.State.PENDING)),
        ),
        Waiting(
            "re-review",
            "decisions that need re-review",
            _counted(Claim.objects.listed().filter(needs_review=True)),
        ),
    ]


def unreviewed_statements() -> QuerySet[Assertion]:
    """Statements as a machine left them."""
    draft = Assertion.ReviewState.DRAFT
    return Assertion.objects.filter(review_state=draft, is_withdrawn=False)


def _counted(rows: QuerySet[Any]) -> int:
    return rows.order_by()[:MOST_COUNTED].count()
