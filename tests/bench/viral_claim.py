"""What one claim costs as its statements grow: assessing it, its page, its page without a source, and
the receipt of one more article.

    python -m tests.bench.viral_claim [STATEMENTS...]

Every article of 40 outlets states the claim once: two thirds on the word of one of 30 speakers, the
others in the outlet's own words; figures scatter around 12,000. All in one transaction that is rolled
back.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import django

SIZES = (100, 1_000, 10_000, 50_000)
_STARTED = date(2025, 1, 1)


def main(sizes: list[int]) -> None:
    """Print milliseconds of computing, here and in the database, by number of statements."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimbase.settings")
    django.setup()
    from django.db import connection, reset_queries, transaction

    from claims.models import Origin
    from claims.services.assessing import assess_claims
    from claims.services.claim_page import claim_page
    from claims.services.receipts import write_receipt
    from claims.services.scope import scope_without

    print("statements  assess    page  without  receipt  queries (page)   ms of CPU, best of three")
    for size in sizes:
        try:
            with transaction.atomic():
                claim, article = _build(size)
                with connection.cursor() as cursor:
                    cursor.execute("analyze claims_assertion, sources_article")
                assess_claims([claim.pk])
                claim.refresh_from_db()
                origin = Origin.objects.filter(kind="speakers").first()
                assert origin is not None
                scope = scope_without([origin.public_id])
                costs = [
                    _best(lambda claim=claim: assess_claims([claim.pk])),
                    _best(lambda claim=claim: claim_page(claim)),
                    _best(lambda claim=claim, scope=scope: claim_page(claim, scope)),
                    _best(lambda article=article: write_receipt(article=article), times=1),
                ]
                connection.force_debug_cursor = True
                reset_queries()
                claim_page(claim)
                queries = len(connection.queries)
                connection.force_debug_cursor = False
                print(f"{size:10}" + "".join(f"{ms:8.0f}" for ms in costs) + f"{queries:9}")
                raise _Rollback
        except _Rollback:
            continue


class _Rollback(Exception):
    """Ends the transaction without keeping anything."""


def _best(act: Callable[[], object], times: int = 3) -> float:
    found = []
    for _ in range(times):
        began = _cpu()
        act()
        found.append(_cpu() - began)
    return min(found) * 1000


def _cpu() -> float:
    """Seconds that this process and its database connection's have computed for, so that a busy
    machine does not count; a database elsewhere is left out."""
    from django.db import connection

    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    ticks = 0
    if stat.exists():
        values = stat.read_text().rpartition(")")[2].split()
        ticks = int(values[11]) + int(values[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _build(size: int):  # type: ignore[no-untyped-def]
    """The claim with so many statements, and the newest of its articles."""
    from claims.models import Assertion, Claim, Origin, Speaker
    from sources.models import Article, Outlet, SourceFile

    chance = random.Random(size)  # noqa: S311 - the same load every time
    outlets = Outlet.objects.bulk_create(Outlet(name=f"Bench outlet {n}") for n in range(40))
    own = Origin.objects.bulk_create(
        Origin(key=f"bench-outlet:{o.pk}", kind="outlet", label=f"{o} itself", outlet=o)
        for o in outlets
    )
    speakers = Speaker.objects.bulk_create(
        Speaker(name=f"Bench speaker {n}", kind="person") for n in range(30)
    )
    said = Origin.objects.bulk_create(
        Origin(key=f"bench:{s.pk}|1", kind="speakers", label=s.name) for s in speakers
    )
    for origin, speaker in zip(said, speakers, strict=True):
        origin.speakers.add(speaker)
    claim = Claim.objects.create(type="troops_deployed", title="Bench claim")
    files = SourceFile.objects.bulk_create(
        (SourceFile(sha256=f"{n:064x}", name=f"{n}.txt", size=1) for n in range(size)),
        batch_size=5000,
    )
    articles = Article.objects.bulk_create(
        (
            Article(
                source_file=file,
                title=f"Article {n}",
                text="Soldiers were sent.",
                text_sha256=f"{n:064x}",
                outlet=outlets[n % 40],
                published_on=_STARTED + timedelta(days=n % 50),
            )
            for n, file in enumerate(files)
        ),
        batch_size=5000,
    )
    Assertion.objects.bulk_create(
        (
            Assertion(
                article=article,
                claim=claim,
                origin=chance.choice(said) if n % 3 else own[n % 40],
                type="troops_deployed",
                excerpt="Soldiers were sent.",
                span_start=0,
                span_end=19,
                anchor_start=0,
                anchor_end=8,
                figure_text=str(number),
                figure_quantifier="approximately",
                figure_low=number,
                figure_high=number,
                figure_unit="people",
                extractor="bench",
                extractor_version="1",
            )
            for n, article in enumerate(articles)
            for number in [chance.choice((11_800, 11_900, 12_000, 12_100))]
        ),
        batch_size=5000,
    )
    return claim, articles[-1]


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
