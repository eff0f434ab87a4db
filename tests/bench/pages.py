"""What the pages cost in a library of 100,000 assertions: server time, queries and bytes.

    python -m tests.bench.pages [--library FOLDER] [--assertions 100000] [--times 30]

Without a FOLDER that `tests.bench.library` filled, one is filled in a temporary place first. Every page
is asked for by an editor through the whole of Django (middleware, session, templates), with caches as
they are after one visit; `first` is that visit. Time is the clock's, in milliseconds, so the machine
should be idle.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.database import own_database

LIMIT = 150


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of the first visit, and of the others; queries and bytes of the last."""

    first: float
    rest: list[float]
    queries: int
    size: int


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--library", type=Path)
    options.add_argument("--assertions", type=int, default=100_000)
    options.add_argument("--times", type=int, default=30)
    options.add_argument("--only", default="", help="Pages whose name holds this.")
    asked = options.parse_args()
    with own_database(asked.library):
        from claims.models import Assertion

        if not Assertion.objects.exists():
            from tests.bench.library import fill

            fill(asked.assertions)
        _print([page for page in pages() if asked.only in page[0]], asked.times)


def pages() -> Iterator[tuple[str, str]]:
    """Name and address of each page."""
    from claims.models import Claim

    viral = Claim.objects.get(report_count__gt=0, pk=_fullest("claim_id", 500))
    yield "claims", "/claims/"
    yield "claims, three facets", f"/claims/?{_three_facets()}"
    yield "claims, three facets and words", f"/claims/?q=killed&{_three_facets()}"
    yield "claims, by independent origins", "/claims/?sort=origins"
    yield "claim of 500 statements", viral.get_absolute_url()
    # Of so large a claim these come by requests of their own.
    yield "its figures", f"/claims/{viral.public_id}/figure/"
    yield "its provenance", f"/claims/{viral.public_id}/provenance/"
    yield (
        "claim of 250 statements",
        Claim.objects.get(pk=_fullest("claim_id", 250)).get_absolute_url(),
    )
    yield "article of 200 statements", _longest_article()
    yield "dashboard", "/"
    yield "review", "/review/"
    yield "an item of the review", f"/review/items/{_a_draft()}/?queue=new"
    yield "articles", "/articles/"
    yield "speakers", "/speakers/"
    yield "outlets", "/outlets/"
    yield "outlet of most articles", f"/outlets/{_large_outlets()[0]}/"
    yield "four large outlets compared", f"/compare/outlets/?{_compared()}"
    yield "the same, where they differ", f"/compare/outlets/?differing=true&{_compared()}"
    yield "origins", "/origins/"
    yield "origins, by statements", "/origins/?sort=reports"
    yield "speakers, by statements", "/speakers/?sort=statements"


def _three_facets() -> str:
    from sources.models import Outlet

    outlets = Outlet.objects.order_by("id")[:2]
    chosen = "&".join(f"outlet={outlet.public_id}" for outlet in outlets)
    return f"status=single_source&status=disputed&type=killed&type=wounded&{chosen}"


def _large_outlets() -> list[str]:
    """Ids of the four outlets with most articles."""
    from django.db.models import Count

    from sources.models import Outlet

    largest = Outlet.objects.annotate(size=Count("articles")).order_by("-size", "id")[:4]
    return [outlet.public_id for outlet in largest]


def _compared() -> str:
    return "&".join(f"outlet={public_id}" for public_id in _large_outlets())


def _fullest(column: str, most: int) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            f"""select {column} from claims_assertion group by 1 having count(*) <= %s
                order by count(*) desc limit 1""",  # noqa: S608
            [most],
        )
        return int(cursor.fetchone()[0])


def _longest_article() -> str:
    from sources.models import Article

    found = Article.objects.get(pk=_fullest("article_id", 200))
    return found.get_absolute_url()


def _a_draft() -> str:
    from claims.models import Assertion

    return (
        Assertion.objects.filter(review_state="draft", claim__isnull=False).latest("id").public_id
    )


def _print(asked: list[tuple[str, str]], times: int) -> None:
    client = _editor()
    table = Table("page", "median ms", "95 %", "first", "queries", "kB", "within")
    for name, address in asked:
        found = _timed(client, address, times)
        median = statistics.median(found.rest)
        worst = sorted(found.rest)[int(len(found.rest) * 0.95)]
        table.add_row(
            name, f"{median:.0f}", f"{worst:.0f}", f"{found.first:.0f}", str(found.queries),
            f"{found.size / 1000:.0f}", "yes" if median < LIMIT else "NO",
        )  # fmt: skip
    Console(width=110).print(table)


def _timed(client: Any, address: str, times: int) -> Timed:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took = []
    for _ in range(times + 1):
        begin = time.perf_counter()
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        took.append(1000 * (time.perf_counter() - begin))
        if response.status_code != 200:
            raise SystemExit(f"{address} answers {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return Timed(took[0], took[1:], len(captured), len(body))


def _editor() -> Any:
    # Loads and settles what a web worker does.
    from django.conf import settings
    from django.contrib.auth.models import Group, User
    from django.test import Client

    import claimbase.wsgi  # noqa: F401

    settings.ALLOWED_HOSTS = ["testserver"]
    user, _ = User.objects.get_or_create(username="bench")
    user.groups.add(Group.objects.get(name="editor"))
    client = Client()
    client.force_login(user)
    return client


if __name__ == "__main__":
    main()
