"""Claims in numbers, and what programs make of exports and feeds."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from django.test import Client

from claims.models import Assertion, Claim
from tests.factories import ingest_article

ATOM = "{http://www.w3.org/2005/Atom}"
_START = datetime(2025, 3, 1, tzinfo=UTC)


def claims(number: int, **values: Any) -> list[Claim]:
    """So many claims, some of them alike in what lists are ordered by."""
    rows = [
        Claim(
            type="troops_deployed",
            title=f"Troops sent to country {n}",
            independent_count=n % 3,
            report_count=n % 5,
            last_reported_on=date(2025, 3, 1) + timedelta(days=n % 7) if n % 4 else None,
            **values,
        )
        for n in range(number)
    ]
    made = Claim.objects.bulk_create(rows)
    for n, row in enumerate(made):
        row.changed_at = _START + timedelta(hours=n // 2)
    Claim.objects.bulk_update(made, ["changed_at"])
    return made


def report(text: str, *, outlet: str = "Lorne Mail", **about: str) -> Assertion:
    """The one statement of a new article."""
    article = ingest_article(
        f"Report of {outlet}\n\n{text}", outlet=outlet, published="2025-03-03", **about
    )
    return article.assertions.get()


def kenya(outlet: str = "Lorne Mail", figure: str = "about 1,000", **about: str) -> Assertion:
    """A statement on Kenyan troops in Haiti."""
    text = f"Kenya has sent {figure} soldiers to Haiti, Kenyan officials said."
    return report(text, outlet=outlet, **about)


def content(client: Client, address: str, status: int = 200, **options: Any) -> str:
    """What an address answers, streamed or not."""
    answer = client.get(address, **options)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == status, body[:500]
    return body.decode()


def lines(text: str) -> list[dict[str, Any]]:
    """The rows of NDJSON, which has to be whole."""
    *rows, last = [json.loads(line) for line in text.splitlines()]
    assert last == {"_end": True, "count": len(rows)}
    return rows


def table(text: str) -> list[dict[str, str]]:
    """The rows of CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def feed(text: str) -> ElementTree.Element:
    """A feed, with what RFC 4287 asks of every feed and entry."""
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1, name
        assert one.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo
        assert one.find(f"{ATOM}link[@rel='alternate']").get("href").startswith("http")
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    return root


def entries(root: ElementTree.Element) -> list[str]:
    """The titles of a feed's entries."""
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]
