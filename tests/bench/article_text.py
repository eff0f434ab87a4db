"""How well the article's text is found in web pages, beside trafilatura alone.

    python -m tests.bench.article_text FOLDER

FOLDER holds `ground-truth.json` (`{id: {"articleBody": …, "url": …}}`) and `html/ID.html.gz`, as the
article extraction benchmark of Zyte has them. Per page, precision and recall over the multiset of
4-token shingles; printed are their means and the F1 of the two means, as that benchmark defines it.

Ours is what is read for claims: every zone but page furniture and the title, which the gold leaves out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from sources.parsing import ParseError, ZoneKind, parse

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the benchmark."""

    name: str
    data: bytes
    url: str
    gold: str


@dataclass(frozen=True, slots=True)
class Score:
    """What one reader scored on all pages, and how fast it was."""

    precision: float
    recall: float
    seconds: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def ours(page: Page) -> str:
    """The text of one page that claims are read from."""
    try:
        article = parse(page.data, name="page.html", sidecar={"url": page.url})
    except ParseError:
        return ""
    return "\n".join(
        article.text[zone.start : zone.end]
        for zone in article.zones
        if not zone.kind.is_furniture and zone.kind is not ZoneKind.TITLE
    )


def trafilatura_alone(page: Page) -> str:
    """The text that trafilatura finds with its defaults."""
    return trafilatura.extract(page.data, url=page.url, include_comments=False) or ""


def pages(folder: Path) -> Iterator[Page]:
    """The pages of the benchmark, in the order of its gold file."""
    gold = json.loads((folder / "ground-truth.json").read_text())
    for name, truth in gold.items():
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Page(name, data, truth.get("url", ""), truth["articleBody"])


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The 4-token shingles of a text; a shorter text is one shingle."""
    tokens = _TOKEN.findall(text)
    last = max(1, len(tokens) - _SHINGLE + 1)
    return Counter(tuple(tokens[at : at + _SHINGLE]) for at in range(last) if tokens)


def compared(found: str, gold: str) -> tuple[float, float]:
    """Precision and recall of one text."""
    mine, truth = shingles(found), shingles(gold)
    common = (mine & truth).total()
    return (
        common / mine.total() if mine else float(not truth),
        common / truth.total() if truth else float(not mine),
    )


def measure(
    read: Callable[[Page], str], all_pages: list[Page]
) -> tuple[Score, list[tuple[float, float]]]:
    """The score of a reader, and precision and recall of every page."""
    began = time.process_time()
    texts = [read(page) for page in all_pages]
    seconds = time.process_time() - began
    rows = [compared(text, page.gold) for text, page in zip(texts, all_pages, strict=True)]
    precision = sum(p for p, _ in rows) / len(rows)
    recall = sum(r for _, r in rows) / len(rows)
    return Score(precision, recall, seconds), rows


def main() -> None:
    """Measure both readers and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name N pages of ours")
    options = parser.parse_args()
    all_pages = list(pages(options.folder))
    megabytes = sum(len(page.data) for page in all_pages) / 1e6
    print(f"{len(all_pages)} pages, {megabytes:.1f} MB")
    print(f"{'':20}{'precision':>10}{'recall':>10}{'F1':>10}{'pages/s':>10}{'MB/s':>10}")
    for name, read in (("claimbase", ours), ("trafilatura alone", trafilatura_alone)):
        read(all_pages[0])
        score, rows = measure(read, all_pages)
        print(
            f"{name:20}{score.precision:10.4f}{score.recall:10.4f}{score.f1:10.4f}"
            f"{len(all_pages) / score.seconds:10.1f}{megabytes / score.seconds:10.2f}"
        )
        if read is ours:
            worst = sorted(zip(rows, all_pages, strict=True), key=lambda row: sum(row[0]))
    for (precision, recall), page in worst[: options.worst]:
        print(f"{precision:8.3f}{recall:8.3f}  {page.name[:12]}  {page.url}")


if __name__ == "__main__":
    main()
