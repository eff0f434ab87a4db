"""How fast articles are read: one process, parsed text to assertions, beside trafilatura on web pages.

usage: python -m tests.bench.extraction_speed ARTICLES [PAGES]

ARTICLES is a folder of articles (`*.txt`, `*.html`, with sidecars), PAGES one of web pages
(`*.html.gz`) on which trafilatura alone is timed in the same run. Then texts of 1 MB that are made to
be hard are read, each with its seconds. Times are those of the process, not of the wall.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import trafilatura
from rich.console import Console
from rich.table import Table

from claims.extraction import Document, extract
from sources.parsing import ParsedArticle, parse
from sources.services.collecting import collect

MEGABYTE = 1_000_000
HARD = {
    "digits": "1234567890",
    "numbers": "12 people, ",
    "facts": "12 people were killed and ",
    "lists": "12 dead, 13 injured, ",
    "ranges": "12 of 12 to ",
    "one sentence": "the people who were in the city and ",
    "quotation marks": '"',
    "quotations": '"a" ',
    "speakers": "he said ",
    "capitals": "Aa ",
    "countries": "Russia ",
    "hyphens": "a-",
    "brackets": "(",
    "commas": ",",
    "short sentences": "A. ",
    "short paragraphs": "Ten died.\n\n",
    "spaces": " ",
    "lines": "\n",
}


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def articles(folder: Path) -> Iterator[ParsedArticle]:
    for found in collect([str(folder)]):
        if found.path is not None:
            yield parse(found.path.read_bytes(), name=found.name, sidecar=found.sidecar)


def document(article: ParsedArticle) -> Document:
    about = article.metadata
    return Document(article.text, article.zones, about.title, about.outlet, about.published_on)


def speeds(table: Table, name: str, pieces: int, size: int, spent: float) -> None:
    table.add_row(name, str(pieces), f"{pieces / spent:.1f}", f"{size / MEGABYTE / spent:.2f}")


def main(folder: Path, pages: Path | None) -> None:
    console = Console()
    table = Table("one process", "pieces", "pieces/s", "MB/s")
    documents = [document(article) for article in articles(folder)]
    extract(Document("Twelve people were killed."))  # compiles the catalogue
    spent = seconds(lambda: [extract(one) for one in documents])
    size = sum(len(one.text.encode()) for one in documents)
    speeds(table, "articles read (text to assertions)", len(documents), size, spent)
    if pages is not None:
        sources = [gzip.decompress(path.read_bytes()) for path in sorted(pages.glob("*.html.gz"))]
        spent = seconds(lambda: [trafilatura.extract(page) for page in sources])
        speeds(table, "web pages, trafilatura alone", len(sources), sum(map(len, sources)), spent)
    console.print(table)
    hard = Table("1 MB of", "seconds")
    for name, unit in HARD.items():
        text = (unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE]
        hard.add_row(name, f"{seconds(lambda text=text: extract(Document(text))):.2f}")  # type: ignore[misc]
    console.print(hard)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
