"""What linking an assertion costs among 10 thousand, 100 thousand and a million others.

    python -m tests.bench.linking [--sizes 10000 100000 1000000] [--articles 400] [--workers 4]

Starts PostgreSQL in a temporary folder, and leaves nothing. Stories (`tests.bench.stories` says what they
are like) are loaded by COPY in the numbers asked for, claims, profiles and keys made by the functions
that linking uses. Then new articles, three of four about stories that are known, go one by one through
`link_article`, and through `assess_claims`, as a worker would; each is one transaction, and the time of
each is divided by the number of its assertions. Time is the processor's, of the worker and of its
PostgreSQL backend together, which other load on the machine hardly moves; the clock's is beside it. Memory
is the worker's own (VmRSS), before and after the articles of `--memory`.

`--workers N` links the same new articles once by one process and once by N at a time, from the same
10,000 assertions, and compares what ends up together.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.database import own_database

SEED = 11
CONSOLE = Console(width=120)


def main() -> None:
    options = _options()
    with own_database():
        if options.workers:
            compare_workers(options.workers, options.articles)
        else:
            compare_sizes(options.sizes, options.articles, options.memory)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--memory", type=int, default=800)
    parser.add_argument("--workers", type=int, default=0)
    return parser.parse_args()


def compare_sizes(sizes: list[int], articles: int, memory: int) -> None:
    """Print a line for each size, and how much the largest costs more than the smallest."""
    table = Table("assertions", "claims", "keys", "loaded s", "link median ms", "mean", "95 %",
                  "clock mean", "assess mean ms", "worst", "MB before", "after")  # fmt: skip
    means, medians = [], []
    for size in sizes:
        line = measure(size, articles, memory)
        means.append(line["mean"])
        medians.append(line["median"])
        table.add_row(*map(str, line["row"]))
        CONSOLE.print(table)
    CONSOLE.print(
        f"largest against smallest: mean {means[-1] / means[0]:.2f}, median {medians[-1] / medians[0]:.2f}"
    )


def measure(size: int, articles: int, memory: int) -> dict[str, Any]:
    """Load so many assertions into an empty database, link new articles, and give what it cost."""
    from tests.bench.story_load import store_unlinked

    begin = time.perf_counter()
    loader, newsroom = load(size)
    loaded = time.perf_counter() - begin
    link_all(store_unlinked(newsroom.further(50), loader))
    runs = link_all(store_unlinked(newsroom.further(articles), loader))
    before = _megabytes()
    link_all(store_unlinked(newsroom.further(memory), loader))
    count = sum(run.assertions for run in runs)
    cost = sorted(1000 * run.linking / run.assertions for run in runs)
    mean, median = 1000 * sum(run.linking for run in runs) / count, statistics.median(cost)
    row = [
        f"{size:,}", f"{_rows('claims_claim'):,}", f"{_rows('claims_claimblock'):,}", f"{loaded:.0f}",
        f"{median:.2f}", f"{mean:.2f}", f"{cost[int(len(cost) * 0.95)]:.2f}",
        f"{1000 * sum(run.clock for run in runs) / count:.2f}",
        f"{1000 * sum(run.assessing for run in runs) / count:.2f}",
        f"{1000 * max(run.assessing for run in runs):.0f}", f"{before:.0f}", f"{_megabytes():.0f}",
    ]  # fmt: skip
    return {"mean": mean, "median": median, "row": row}


def load(size: int) -> Any:
    """An empty database filled with so many assertions."""
    from django.core.management import call_command
    from django.db import connection

    from tests.bench.stories import Newsroom
    from tests.bench.story_load import Loader

    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    newsroom = Newsroom(SEED)
    loader = Loader(newsroom)
    loader.load(size)
    loader.profiles.clear()
    loader.claims.clear()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    return loader, newsroom


@dataclass(frozen=True, slots=True)
class Run:
    """One article: seconds of the processor for linking and for assessing, of the clock for linking."""

    assertions: int
    linking: float
    clock: float
    assessing: float


def link_all(articles: list[Any]) -> list[Run]:
    """Link and assess articles."""
    from claims.models import Assertion
    from claims.services.assessing import assess_claims
    from claims.services.linking import link_article

    runs, used = [], _processor()
    for article in articles:
        number = Assertion.objects.filter(article=article).count()
        begin, clock = used(), time.perf_counter()
        claims = link_article(article=article)
        between, clock = used(), time.perf_counter() - clock
        assess_claims(claims)
        runs.append(Run(number, between - begin, clock, used() - between))
    return runs


def _processor() -> Callable[[], float]:
    """Seconds of the processor that this process and its database backend have used."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    # Nanoseconds on the processor come first.
    return lambda: time.process_time() + int(backend.read_text().split()[0]) / 1e9


def compare_workers(workers: int, articles: int) -> None:
    """Print whether several workers end in the same claims as one."""
    found = [_together(number, articles) for number in (1, workers)]
    pairs = [{(a, b) for group in one for a in group for b in group if a < b} for one in found]
    common = len(pairs[0] & pairs[1])
    CONSOLE.print(
        f"1 worker: {len(found[0])} claims; {workers} workers: {len(found[1])} claims; "
        f"{len(found[0] & found[1])} of them the same; of the pairs that are together in either, "
        f"{common / max(1, len(pairs[0] | pairs[1])):.4f} are together in both"
    )


def _together(workers: int, articles: int) -> set[frozenset[int]]:
    from django.db import connection, connections

    from tests.bench.story_load import store_unlinked

    loader, newsroom = load(10_000)
    ids = [a.pk for a in store_unlinked(newsroom.further(articles), loader)]
    connections.close_all()
    begin = time.perf_counter()
    with ProcessPoolExecutor(workers, get_context("spawn"), _set_up_worker) as pool:
        list(pool.map(_link_one, ids))
    CONSOLE.print(f"{workers} workers: {time.perf_counter() - begin:.1f} s")
    groups: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(
            "select claim_id, id from claims_assertion where article_id = any(%s)", [ids]
        )
        for claim, pk in cursor.fetchall():
            groups[claim].add(pk)
    return {frozenset(group) for group in groups.values()}


def _set_up_worker() -> None:
    import django

    django.setup()


def _link_one(article_id: int) -> None:
    from sources.models import Article

    link_all([Article.objects.select_related("outlet").defer("search").get(pk=article_id)])


def _rows(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")  # noqa: S608
        return int(cursor.fetchone()[0])


def _megabytes() -> float:
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
