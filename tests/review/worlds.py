"""Articles with statements, for tests of what editors say about them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from claims.models import (
    Assertion,
    Attribution,
    Challenge,
    Claim,
    EditorialChange,
    Exclusion,
    Origin,
    Placement,
    Speaker,
)
from claims.services.acting import By
from claims.services.adding import add_statement, selected
from claims.services.editorial import undo
from claims.services.readers import configured_reader
from claims.services.reading import document_of, read_article, store_assertions
from claims.services.voices import Voice
from sources.models import Article, Outlet
from tests.factories import ingest_article

KENYA = "Kenya has sent about 12,000 soldiers to Haiti, Kenyan officials said."
FRANCE = "Kenya has sent about 11,500 soldiers to Haiti, according to France."
MORE = "The mayor of Lorne spoke on Monday. He was seen at the port, where 40 nurses wait."


def statement(text: str = KENYA, outlet: str = "Lorne Mail") -> Assertion:
    """The one statement of an article that has more to find in it."""
    number = Article.objects.count()
    article = ingest_article(
        f"Report {number}\n\n{text}\n\n{MORE}", outlet=outlet, published="2025-03-04"
    )
    return Assertion.objects.get(article=article, type="troops_deployed")


def because(user: User, reason: str = "", version: int | None = None) -> By:
    return By(user, reason, version)


def now(row: Assertion) -> Assertion:
    return Assertion.objects.get(pk=row.pk)


def read_again(article: Article) -> None:
    """What a worker does when an article is read and linked once more."""
    read_article(article_id=article.pk, advance=lambda state: None)


def read_nothing(article: Article) -> None:
    """Another reader finds nothing in the article."""
    store_assertions(article=article, found=[], reader=configured_reader())


def read_under_another_rule(article: Article, **different: Any) -> None:
    """Another reader finds the same statements, a little different."""
    from dataclasses import replace

    found = configured_reader().extract(document_of(article))
    store_assertions(
        article=article,
        found=[replace(one, **different) for one in found],
        reader=configured_reader(),
    )


def take_back(change: EditorialChange) -> None:
    undo(change=change, by=By(change.by))


def snapshot() -> dict[str, Any]:
    """Everything in force that a review may touch, but versions and times.

    Nothing is deleted: what is withdrawn, places that were left, and origins, speakers and claims without
    a statement stay as records, and are not in force.
    """
    statements = Assertion.objects.filter(is_withdrawn=False).order_by("id")
    in_force = Assertion.objects.filter(is_withdrawn=False)
    return {
        "statements": [
            {k: v for k, v in row.items() if k not in ("version", "created_at")}
            for row in statements.defer("search").values()
        ],
        "attributions": list(
            Attribution.objects.filter(assertion__in=in_force).order_by("id").values()
        ),
        "placements": list(
            Placement.objects.filter(is_live=True).order_by("id").values("id", "assertion", "claim")
        ),
        "exclusions": list(Exclusion.objects.filter(is_live=True).values("assertion", "claim")),
        "origins": list(
            Origin.objects.filter(assertions__in=in_force).order_by("id").distinct().values()
        ),
        "voices": sorted(
            Speaker.objects.filter(origins__assertions__in=in_force).values_list("id", "origins")
        ),
        "challenges": sorted(
            Challenge.objects.values_list("claim", "assertion", "kind", "closed_because")
        ),
        "claims": [
            {k: v for k, v in row.items() if k not in ("version", "created_at", "changed_at")}
            for row in Claim.objects.filter(assertions__in=in_force)
            .order_by("id")
            .distinct()
            .values()
        ],
        "outlets": list(Outlet.objects.order_by("id").values("id", "name", "reliability")),
    }


def nurses(row: Assertion, editor: User, **changes: Any) -> EditorialChange:
    """The editor adds what reading did not find."""
    said = {"type": "displaced", "voices": [Voice("Ann Kestrel", "person")], **changes}
    words = changes.pop("words", "40 nurses wait")
    return add_statement(
        article=row.article,
        selection=selected(row.article, words),
        changes={k: v for k, v in said.items() if k != "words"},
        by=because(editor, "missed"),
    )
