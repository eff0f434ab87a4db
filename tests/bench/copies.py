"""Copies of texts: how many are found, how many are wrong, and what one article costs.

    python -m tests.bench.copies [STORIES]
    python manage.py shell -c "from tests.bench.copies import run; run(20_000)"

The first makes stories, edits copies of them as newsrooms do, and compares by the same keys and texts
as the application, with a dictionary for a database. The second stores stories in the database it is
given, measures what finding copies costs among few and among many, and takes it all back.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sources.copying import CopiedText, copied_text, likeness, sketch_keys
from sources.copying.words import runs
from sources.parsing.types import Zone, ZoneKind
from tests.copies.texts import sentences

LEAST = 0.5
LENGTH = 22
COMPARED = 12
Lines = list[str]


def words_changed(lines: Lines, chance: random.Random, part: float) -> Lines:
    """Every sentence keeps its words but for some of them."""
    return [
        " ".join("other" if chance.random() < part else word for word in line.split())
        for line in lines
    ]


# What is done to a copy, by name: the story's lines, other lines that no story has, and a chance.
EDITS: dict[str, Callable[[Lines, Lines, random.Random], Lines]] = {
    "same text": lambda own, other, chance: own,
    "cut to half": lambda own, other, chance: own[: len(own) // 2],
    "cut to its first third": lambda own, other, chance: own[: len(own) // 3],
    "cut to its first fifth": lambda own, other, chance: own[: len(own) // 5],
    "rewritten lead": lambda own, other, chance: [*other[:4], *own[4:]],
    "lead and end rewritten": lambda own, other, chance: [*other[:4], *own[4:-5], *other[4:8]],
    "boilerplate added": lambda own, other, chance: [*own, *other[:8]],
    "half as long again": lambda own, other, chance: [*own, *other[:11]],
    "one word in forty changed": lambda own, other, chance: words_changed(own, chance, 0.025),
    "one word in fifteen changed": lambda own, other, chance: words_changed(own, chance, 0.067),
    "every fourth sentence replaced": lambda own, other, chance: [
        line if number % 4 else other[number] for number, line in enumerate(own)
    ],
    "cut to half, lead rewritten": lambda own, other, chance: [*other[:3], *own[3:11]],
}


@dataclass(frozen=True, slots=True)
class Made:
    """A document, the story it is of, and what was done to it."""

    lines: Lines
    story: int
    edit: str


def documents(stories: int) -> Iterator[Made]:
    """Stories; of every second one a copy; of every tenth a report apart that quotes a third of it."""
    chance = random.Random(7)  # noqa: S311
    for number in range(stories):
        own = sentences(number, LENGTH)
        yield Made(own, number, "original")
        other = sentences(1_000_000 + number, LENGTH)
        if number % 2 == 0:
            edit = list(EDITS)[number // 2 % len(EDITS)]
            yield Made(EDITS[edit](own, other, chance), number, edit)
        if number % 10 == 1:
            yield Made([*other[:14], *own[:7]], -number, "quotes a third")


def text_of(lines: Lines) -> CopiedText:
    body = "\n\n".join(lines)
    return copied_text(body, [Zone(0, len(body), ZoneKind.BODY, "text")])


def main(stories: int) -> None:
    index: dict[int, list[int]] = defaultdict(list)
    texts: list[CopiedText] = []
    made = list(documents(stories))
    found: set[tuple[int, int]] = set()
    compared = 0
    begin = time.perf_counter()
    for number, one in enumerate(made):
        text = text_of(one.lines)
        keys = sketch_keys(text)
        hits: dict[int, int] = defaultdict(int)
        for key in keys:
            for other in index[key]:
                hits[other] += 1
            index[key].append(number)
        for other in sorted(hits, key=lambda pk: (-hits[pk], pk))[:COMPARED]:
            compared += 1
            if likeness(text, texts[other], LEAST):
                found.add((other, number))
        texts.append(text)
    took = (time.perf_counter() - begin) * 1000 / len(made)
    _report(made, found, compared / len(made), took)


def _report(made: list[Made], found: set[tuple[int, int]], compared: float, took: float) -> None:
    originals = {one.story: n for n, one in enumerate(made) if one.edit == "original"}
    wanted = {(originals[m.story], n): m.edit for n, m in enumerate(made) if m.edit in EDITS}
    right = found & set(wanted)
    print(f"{len(made):,} documents, {len(wanted):,} of them copies")
    print(
        f"precision {len(right) / len(found):.4f}  recall {len(right) / len(wanted):.4f}  "
        f"{compared:.2f} texts compared and {took:.2f} ms a document"
    )
    for edit in EDITS:
        pairs = {pair for pair, name in wanted.items() if name == edit}
        shared = min(_shared(made[a], made[b]) for a, b in sorted(pairs)[:50])
        print(f"  {edit:32} {len(pairs & found):5} of {len(pairs):5}   least share {shared:.2f}")
    apart = [(originals[-m.story], n) for n, m in enumerate(made) if m.edit == "quotes a third"]
    most = max(_shared(made[a], made[b]) for a, b in apart[:50])
    print(f"  {'no copy: quotes a third':32}                 most shared {most:.2f}")


def _shared(first: Made, second: Made) -> float:
    """The share of the shorter text that stands in the other."""
    own, other = (set(runs(text_of(one.lines).words)) for one in (first, second))
    return len(own & other) / min(len(own), len(other))


def run(many: int) -> None:
    """Milliseconds to find the copies of an article, among a thousand stored and among many."""
    from django.db import connection, transaction

    with transaction.atomic():
        stored = 0
        for count in (1000, many):
            _fill(stored, count)
            stored = count
            with connection.cursor() as cursor:
                cursor.execute("analyze sources_sketchkey, sources_article, sources_articlesketch")
            times = _measure(count)
            print(
                f"{stored:>9,} articles: median {statistics.median(wall for wall, _ in times):.1f} ms, "
                f"of which the worker's own {statistics.median(own for _, own in times):.1f} ms"
            )
        transaction.set_rollback(True)


def _fill(first: int, last: int) -> None:
    from sources.copying import MADE_BY
    from sources.models import ArticleSketch, SketchKey

    for at in range(first, last, 500):
        lines = [sentences(number, LENGTH) for number in range(at, min(at + 500, last))]
        articles = _store(lines)
        keys = [sketch_keys(text_of(own)) for own in lines]
        ArticleSketch.objects.bulk_create(
            ArticleSketch(article=a, keys=k, made_by=MADE_BY)
            for a, k in zip(articles, keys, strict=True)
        )
        SketchKey.objects.bulk_create(
            [
                SketchKey(key=one, article=a)
                for a, k in zip(articles, keys, strict=True)
                for one in k
            ],
            batch_size=5000,
        )


def _store(stories: list[Lines]) -> list:
    import hashlib
    import secrets

    from sources.models import Article, SourceFile

    files = SourceFile.objects.bulk_create(
        SourceFile(
            sha256=hashlib.sha256(secrets.token_bytes(16)).hexdigest(),
            name="bench",
            size=1,
            state=SourceFile.State.DONE,
        )
        for _ in stories
    )
    bodies = ["\n\n".join(lines) for lines in stories]
    return Article.objects.bulk_create(
        Article(
            source_file=file,
            text=body,
            text_sha256="0" * 64,
            zones=[{"start": 0, "end": len(body), "kind": "body", "rule": "bench"}],
        )
        for file, body in zip(files, bodies, strict=True)
    )


def _measure(stored: int) -> list[tuple[float, float]]:
    """Wall and processor time. Half of the articles are copies of a stored one, half are new."""
    from sources.services.copies import find_copies

    times = []
    for number in range(40):
        own = sentences(number * 3 if number % 2 else 2_000_000 + stored + number, LENGTH)
        (article,) = _store([[*own, *sentences(3_000_000 + number, 2)]])
        begin, own_begin = time.perf_counter(), time.process_time()
        find_copies(article_id=article.pk)
        wall, busy = time.perf_counter() - begin, time.process_time() - own_begin
        times.append((wall * 1000, busy * 1000))
    return times


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
