"""What editors correct on an article itself: outlet, title, day and byline; it can be taken back.

What follows from these is not kept but computed anew, in both directions: where the text came from among
its copies, whose own words it has, the chains, and the claims; and the article is read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.models import Assertion, EditorialChange, Origin
from claims.services.acting import By, ChangeRefusedError, ConflictError
from claims.services.article_upkeep import BY_EDITOR, count_for_outlet
from claims.services.editorial import record
from claims.services.journal import Journal
from claims.services.reviewing import lock_article
from sources.models import Article, Outlet
from sources.services.outlets import find_or_create_outlet

Kind = EditorialChange.Kind
_WORDS = {
    "outlet_id": "outlet",
    "title": "title",
    "published_on": "published",
    "byline": "byline",
    "syndicated_from_id": "taken from",
}


@dataclass(frozen=True, slots=True)
class ArticleDetails:
    """What an article says about itself, as an editor knows it. `outlet` is a name or domain, empty when
    nobody knows; a name that no outlet has becomes one."""

    outlet: str
    title: str
    published_on: date | None
    byline: str


def article_version(article: Article) -> int:
    """The version of an article's details: 1, and one more for each act on them."""
    return 1 + EditorialChange.objects.filter(article=article).count()


@transaction.atomic
def correct_article(*, article: Article, details: ArticleDetails, by: By) -> EditorialChange:
    """Say, with a reason, who published an article, when, under which title and byline.

    Statements in the outlet's own voice get its origin, claims are weighed anew, and the article is read
    again, since days in its text are counted from its own; what people reviewed stays. Raises
    ChangeRefusedError, ConflictError.
    """
    if not by.reason.strip():
        raise ChangeRefusedError("Correcting an article needs a reason.")
    row = lock_article(article.pk)
    _refuse_old_version(row, by)
    if details.published_on and details.published_on > timezone.localdate() + timedelta(days=1):
        raise ChangeRefusedError("An article cannot be published in the future.")
    outlet = _outlet_called(details.outlet, row)
    changed = _changed(row, outlet, details)
    if not changed:
        raise ChangeRefusedError("Nothing was changed: all this is so already.")
    journal, said = Journal(), []
    for field, (old, new) in changed.items():
        journal.set("article", [row.pk], field, old, new)
        said.append(f"{_WORDS[field]}: {_shown(field, old)} → {_shown(field, new)}")
    _say_who_said_it(journal, row, changed)
    if "published_on" in changed:
        _date_occasions(journal, row, *changed["published_on"])
    if outlet is not None and "outlet_id" in changed:
        count_for_outlet(row.pk)
    summary = f"{row}: {'; '.join(said)}"
    return record(Kind.ARTICLE, by=by, journal=journal, summary=summary, article=row)


def _refuse_old_version(row: Article, by: By) -> None:
    current = article_version(row)
    if by.version is not None and by.version != current:
        acts = EditorialChange.objects.filter(article=row).select_related("by")
        since = acts[: max(0, min(20, current - by.version))]
        raise ConflictError("article", seen=by.version, version=current, since=since)


def _outlet_called(name: str, row: Article) -> Outlet | None:
    name = " ".join(name.split())
    if row.outlet is not None and name == row.outlet.name:
        return row.outlet
    is_domain = "." in name and " " not in name
    return find_or_create_outlet(name=name, domain=name.lower() if is_domain else "")


def _changed(
    row: Article, outlet: Outlet | None, details: ArticleDetails
) -> dict[str, tuple[Any, Any]]:
    """What is different, by field, before and after, as it is stored."""
    outlet_id = outlet.pk if outlet else None
    # Nobody takes a text from themselves.
    taken_from = None if row.syndicated_from_id == outlet_id else row.syndicated_from_id
    wanted = {
        "outlet_id": outlet_id,
        "syndicated_from_id": taken_from,
        "title": " ".join(details.title.split())[:1000],
        "published_on": _stored(details.published_on),
        "byline": " ".join(details.byline.split())[:500],
    }
    before = {field: _stored(getattr(row, field)) for field in wanted}
    return {f: (before[f], new) for f, new in wanted.items() if before[f] != new}


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _shown(field: str, value: Any) -> str:
    if value in (None, ""):
        return "unknown"
    if field in ("outlet_id", "syndicated_from_id"):
        return str(Outlet.objects.get(pk=value))
    return str(value)


def _say_who_said_it(journal: Journal, row: Article, changed: dict[str, tuple[Any, Any]]) -> None:
    """What a detail rests on is now an editor; the first step keeps what it rested on."""
    names = [field.removesuffix("_id") for field in changed]
    journal.steps[0]["basis"] = {name: row.basis.get(name) for name in names}
    basis = {**row.basis, **dict.fromkeys(names, BY_EDITOR)}
    Article.objects.filter(pk=row.pk).update(basis=basis)


def _date_occasions(journal: Journal, row: Article, old: str | None, new: str | None) -> None:
    """Occasions that are dated by this article alone are dated by its day."""
    here = Assertion.objects.filter(article=row, origin__date_is_stated=False)
    dated = {"origin__dated_on__isnull": True} if old is None else {"origin__dated_on": old}
    said = here.filter(origin__kind=Origin.Kind.SPEAKERS, **dated)
    ids = set(said.values_list("origin_id", flat=True))
    elsewhere = Assertion.objects.filter(origin__in=ids).exclude(article=row)
    ids -= set(elsewhere.values_list("origin_id", flat=True))
    journal.set("origin", sorted(ids), "dated_on", old, new)
