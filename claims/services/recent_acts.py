"""What a person did last, and what of it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.text import capfirst

from claims.models import Assessment, EditorialChange, SpeakerChange

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Act:
    """One act in words, with the page it is about. `change` or `decision` is what an undo takes back;
    who is who among speakers is taken back on the speaker's page."""

    at: datetime
    what: str
    about: str
    address: str
    change: EditorialChange | None = None
    decision: Assessment | None = None
    is_undone: bool = False

    @property
    def may_be_undone(self) -> bool:
        """True for an act that stands, and is no undo itself."""
        act = self.change or self.decision
        return act is not None and not self.is_undone and act.undoes_id is None


def recent_acts(person: User, most: int = SHOWN) -> list[Act]:
    """What somebody did last, newest first. Three queries."""
    acts = [*_changes(person, most), *_decisions(person, most), *_on_speakers(person, most)]
    return sorted(acts, key=lambda act: act.at, reverse=True)[:most]


def _changes(person: User, most: int) -> list[Act]:
    rows = EditorialChange.objects.filter(by=person).select_related(
        "claim", "assertion", "outlet", "origin", "article", "undone_by"
    )
    rows = rows.defer(
        "journal",
        "undone_by__journal",
        "claim__profile",
        "claim__search",
        "assertion__search",
        "article__text",
        "article__search",
        "article__zones",
    )
    return [
        Act(
            row.created_at,
            row.summary,
            *_about(row),
            change=row,
            is_undone=row.is_undone,
        )
        for row in rows.order_by("-id")[:most]
    ]


def _about(row: EditorialChange) -> tuple[str, str]:
    """What an act is about, and its page."""
    for name, about in (
        ("", row.claim),
        ("the statement", row.assertion),
        ("", row.outlet),
        ("", row.article),
        ("", row.origin),
    ):
        if about is not None:
            return name or str(about), about.get_absolute_url()
    return "", ""


def _decisions(person: User, most: int) -> list[Act]:
    rows = Assessment.objects.filter(by=person).select_related("claim", "undone_by")
    rows = rows.defer("evidence", "undone_by__evidence", "claim__profile", "claim__search")
    return [
        Act(
            row.created_at,
            capfirst(row.did),
            row.claim.title,
            row.claim.get_absolute_url(),
            decision=row,
            is_undone=row.is_undone,
        )
        for row in rows.order_by("-id")[:most]
    ]


def _on_speakers(person: User, most: int) -> list[Act]:
    rows = SpeakerChange.objects.filter(by=person).select_related("speaker", "undone_by")
    rows = rows.defer("journal", "undone_by__journal", "speaker__search")
    return [
        Act(
            row.created_at,
            row.summary,
            row.speaker.name,
            row.get_absolute_url(),
            is_undone=row.is_undone,
        )
        for row in rows.order_by("-id")[:most]
    ]
