"""Claims to edit, and what an act on them may touch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model

from claims.models import (
    Assertion,
    Challenge,
    Claim,
    ClaimSuggestion,
    Exclusion,
    Placement,
)
from claims.services.acting import By
from tests.factories import ingest_article

HAITI, MALI = "Kenyan troops sent to Haiti", "Kenyan troops sent to Mali"
# What computing a claim anew may not give back.
_TIMES = {"version", "changed_at", "decided_at", "created_at", "search"}


def report(who: str, *, figure: str = "300", to: str = "Haiti", number: int = 0) -> Assertion:
    """The one statement of a new article: how many soldiers went from Kenya to a country."""
    text = f"Report {number}\n\nKenya has sent {figure} soldiers to {to}, {who} said."
    article = ingest_article(text, outlet=f"Outlet {number}", published="2025-03-03")
    return article.assertions.get()


def deny(to: str = "Haiti", number: int = 90) -> Assertion:
    """The one statement of a new article: a denial."""
    text = f"Denial {number}\n\n{to} denied that Kenya has sent 300 soldiers to {to}."
    article = ingest_article(text, outlet=f"Outlet {number}", published="2025-03-04")
    return article.assertions.get()


def because(user: User, reason: str = "seen in the text", version: int | None = None) -> By:
    return By(user, reason, version)


def second_editor() -> User:
    """Somebody else who edits."""
    user = User.objects.create_user("editor-two")
    user.groups.add(Group.objects.get(name="editor"))
    return user


def suggest(first: Claim, second: Claim) -> ClaimSuggestion:
    """A question to editors whether two claims ask the same."""
    older, newer = sorted((first, second), key=lambda claim: claim.pk)
    return ClaimSuggestion.objects.create(
        first=older, second=newer, score=0.7, reasons=["+0.60 same parties: Kenya"]
    )


def now(claim: Claim) -> Claim:
    """The claim as it is stored."""
    return Claim.objects.get(pk=claim.pk)


def snapshot() -> dict[str, Any]:
    """Everything that counts, but versions and times; rows that ended or were never in force aside."""
    made = set(Claim.objects.filter(is_empty=True).values_list("pk", flat=True))
    return {
        "claims": _rows(Claim.objects.exclude(pk__in=made)),
        "statements": _rows(Assertion.objects.all()),
        "placements": _rows(Placement.objects.filter(is_live=True)),
        "exclusions": _rows(Exclusion.objects.filter(is_live=True)),
        "challenges": _rows(Challenge.objects.all()),
        "questions": _rows(ClaimSuggestion.objects.exclude(state="moot")),
    }


def _rows(rows: Iterable[Model]) -> list[dict[str, Any]]:
    found = rows.order_by("pk").values()  # type: ignore[attr-defined]
    return [{name: row[name] for name in row if name not in _TIMES} for row in found]
