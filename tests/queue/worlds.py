"""Work for editors: statements, claims and questions that wait, and the pages they are done on."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from claims.models import Assertion, Claim, ClaimSuggestion, Placement, ReviewQueue
from claims.models.review_item import Item
from claims.services.acting import By
from claims.services.assessing import assess_claims
from claims.services.upkeep import refresh_claims
from sources.models import Article
from tests.editing.worlds import report, suggest
from tests.factories import ingest_article

COUNTRIES = ("Haiti", "Mali", "Chad", "Niger", "Sudan", "Ghana", "Togo", "Benin", "Kenya", "Malawi")


def work(count: int) -> list[Assertion]:
    """Statements that nobody has reviewed, each of an article of its own and about something else."""
    return [
        report("the army", figure=str(300 + 10 * n), to=COUNTRIES[n % 10], number=n)
        for n in range(count)
    ]


def apart(place: str, killed: int) -> Assertion:
    """The one statement of an article about something else altogether."""
    text = f"Ferry at {place}\n\nA ferry sank off {place} and {killed} people were killed, the police said."
    article = ingest_article(text, outlet=f"{place} Mail", published="2025-01-07")
    return article.assertions.get()


def many(count: int, *, beside: Assertion) -> None:
    """More statements like one, in its article and its claim, without reading them from a text."""
    article = Article.objects.get(pk=beside.article_id)
    start = len(article.text)
    line = f"\n\n{beside.excerpt}"
    Article.objects.filter(pk=article.pk).update(text=article.text + line * count)
    values = {
        f.attname: getattr(beside, f.attname)
        for f in beside._meta.concrete_fields
        if not f.generated and f.attname not in ("id", "public_id")
    }
    rows = []
    for n in range(count):
        moved = start + n * len(line) + 2 - beside.span_start
        places = {
            name: values[name] + moved
            for name in ("span_start", "span_end", "anchor_start", "anchor_end")
        }
        rows.append(Assertion(**{**values, **places}))
    Assertion.objects.bulk_create(rows)
    Placement.objects.bulk_create(
        Placement(assertion=row, claim_id=row.claim_id, score=0.9) for row in rows
    )
    refresh_claims([beside.claim_id])
    assess_claims([beside.claim_id])


def question(number: int = 0) -> ClaimSuggestion:
    """Two claims that may ask the same, and a question about them."""
    first = report("the army", to=COUNTRIES[number % 10], number=10 * number + 1)
    second = report(
        "the navy", figure="900", to=COUNTRIES[(number + 1) % 10], number=10 * number + 2
    )
    assert first.claim is not None
    assert second.claim is not None
    return suggest(first.claim, second.claim)


def disputed(to: str = "Haiti", number: int = 60) -> Claim:
    """A claim that somebody denies."""
    report("Kenya", to=to, number=number)
    text = f"Denial {number}\n\n{to} denied that Kenya has sent 300 soldiers to {to}."
    article = ingest_article(text, outlet=f"Outlet {number + 1}", published="2025-03-04")
    claim = article.assertions.get().claim
    assert claim is not None
    assert claim.computed_status == "disputed"
    return claim


def another_editor(name: str = "editor-two") -> User:
    user = User.objects.create_user(name)
    user.groups.add(Group.objects.get(name="editor"))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def because(user: User, reason: str = "") -> By:
    return By(user, reason)


def go_on(client: Client, queue: str = "new", **beside: str) -> Any:
    """What comes next in a queue."""
    return client.get(reverse("review-next"), {"queue": queue, **beside}, follow=True)


def item_in(answer: Any) -> Item | None:
    """The item that a page shows; None where it shows that nothing is left."""
    return answer.context.get("item")


def send(client: Client, name: str, item: Item, /, queue: str = "", **fields: Any) -> Any:
    """Send one of the forms of an item's page as it is now, with some fields filled in."""
    queue = queue or default_queue(item)
    page = client.get(reverse("review-item", args=[item.public_id]), {"queue": queue})
    known = page.context.get("carried") or {}
    if name == "decide":
        known = page.context["decide_form"].initial
    data = {"queue": queue, **known, **fields}
    return client.post(reverse(f"review-{name}", args=[item.public_id]), data, follow=True)


def default_queue(item: Item) -> str:
    kinds = {Assertion: ReviewQueue.NEW, Claim: ReviewQueue.DECIDE}
    return kinds.get(type(item), ReviewQueue.DUPLICATES).value


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())
