"""`manage.py export assertions|claims|articles`: everything out, streamed."""

from __future__ import annotations

import csv
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from claims.services.export import ROWS
from claims.services.tables import flat, json_line


class Command(BaseCommand):
    """Writes JSON lines or CSV to a file or to standard output, one row at a time."""

    help = "Export assertions, claims or articles as JSON lines or CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=sorted(ROWS))
        parser.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
        parser.add_argument("-o", "--output", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        write = _write_csv if options["format"] == "csv" else _write_jsonl
        with _target(options["output"]) as target:
            count = write(ROWS[options["what"]](), target)
        if options["output"] and str(options["output"]) != "-":
            self.stdout.write(f"{count:,} {options['what']} written to {options['output']}.")


@contextmanager
def _target(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as target:
            yield target
        draft.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _write_jsonl(rows: Iterator[dict[str, Any]], target: IO[str]) -> int:
    count = 0
    for row in rows:
        count += 1
        target.write(json_line(row))
    return count


def _write_csv(rows: Iterator[dict[str, Any]], target: IO[str]) -> int:
    count = 0
    writer: Any = None
    for row in rows:
        count += 1
        cells = flat(row)
        if writer is None:
            writer = csv.DictWriter(target, list(cells))
            writer.writeheader()
        writer.writerow(cells)
    return count
