"""What counting repeated lines costs at ingest, as the articles of one outlet grow.

    python manage.py shell -c "from tests.bench.repeated_lines import main; main()"

Stores articles of 30 lines, 6 of them shared by all, in one transaction that is rolled back.
"""

from __future__ import annotations

import io
import time

from django.db import transaction

from sources.models import IngestBatch
from sources.parsing import parse
from sources.services import articles, repeated_lines
from sources.services.articles import store_article
from sources.services.receiving import open_batch, receive_stream

_ARTICLES = 2000
_SHARED = [f"A line number {n} that stands under every article of the outlet" for n in "abcdef"]


def _article(number: int) -> str:
    own = [
        f"Paragraph {line} of article {number} tells what happened in town {number * line} that day."
        for line in range(24)
    ]
    return "\n\n".join([f"Title of article {number}", *own, *_SHARED])


class _Rollback(Exception):
    """Ends the transaction without keeping anything."""


def main() -> None:
    """Print the mean milliseconds per article, and those of counting alone, by 500 articles."""
    spent = 0.0
    count = repeated_lines.count_lines

    def timed(**arguments: object) -> None:
        nonlocal spent
        began = time.perf_counter()
        count(**arguments)  # type: ignore[arg-type]
        spent += time.perf_counter() - began

    articles.count_lines = timed  # type: ignore[assignment]
    try:
        with transaction.atomic():
            batch = open_batch(channel=IngestBatch.Channel.COMMAND)
            began = time.perf_counter()
            for number in range(_ARTICLES):
                data = _article(number).encode()
                received = receive_stream(io.BytesIO(data), name="a.txt", sidecar={}, batch=batch)
                parsed = parse(data, name="a.txt", sidecar={"outlet": "Bench Mail"})
                store_article(source_file=received.source_file, parsed=parsed)
                if (number + 1) % 500 == 0:
                    whole = time.perf_counter() - began
                    print(
                        f"{number + 1:6} {whole / 0.5:8.2f} ms each, counting {spent / 0.5:6.2f} ms"
                    )
                    began, spent = time.perf_counter(), 0.0
            raise _Rollback
    except _Rollback:
        articles.count_lines = count
