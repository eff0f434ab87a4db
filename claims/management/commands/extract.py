"""`manage.py extract FILE...`: what would be read from files, without touching a database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.extraction import Document, ExtractedAssertion
from claims.readers import Reader, ReaderError, ReaderSettingsError
from claims.services.readers import configured_reader, read, reader_named
from sources.parsing import ParseError, parse
from sources.services.collecting import Found, collect


class Command(BaseCommand):
    """Prints one assertion a line as JSON; offsets are code points of the parsed text."""

    help = "Print the assertions of files as JSON lines, without a database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE")
        parser.add_argument(
            "--reader",
            help="rules, llm, or the dotted path of a class (default: CLAIMBASE_READER)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        choice = options["reader"]
        try:
            reader = reader_named(choice) if choice else configured_reader()
        except ReaderSettingsError as error:
            raise CommandError(error.message) from error
        try:
            for found in collect(options["paths"]):
                failed += not self._extract(found, reader)
        except FileNotFoundError as error:
            raise CommandError(f"There is no file or folder {error}.") from error
        if failed:
            raise CommandError(f"{failed} files could not be read.")

    def _extract(self, found: Found, reader: Reader) -> bool:
        data = found.path.read_bytes() if found.path else found.data
        try:
            if found.problem:
                raise found.problem
            article = parse(data, name=found.name, sidecar=found.sidecar)
        except ParseError as error:
            self.stderr.write(f"{found.name}: {error.message}")
            return False
        about = article.metadata
        document = Document(
            article.text, article.zones, about.title, about.outlet, about.published_on
        )
        try:
            assertions = read(reader, document)
        except ReaderError as error:
            self.stderr.write(f"{found.name}: {error.message}")
            return False
        for assertion in assertions:
            row = {"source": found.name, **_plain(assertion), **_provenance(reader)}
            sys.stdout.write(f"{json.dumps(row, ensure_ascii=False, default=str)}\n")
        return True


def _provenance(reader: Reader) -> dict[str, str]:
    return {
        "extractor": reader.name,
        "extractor_version": reader.version,
        "extractor_prompt": reader.prompt,
    }


def _plain(one: ExtractedAssertion) -> dict[str, Any]:
    figure = one.figure
    return {
        "type": one.type,
        "excerpt": one.excerpt,
        "start": one.start,
        "end": one.end,
        "figure": figure
        and {
            "text": figure.text,
            "quantifier": figure.quantifier,
            "low": _number(figure.low),
            "high": _number(figure.high),
        },
        "who": one.who,
        "roles": dict(one.roles),
        "place": one.place,
        "event": one.event_date and [one.event_date.first, one.event_date.last],
        "speakers": [speaker.name for speaker in one.speakers],
        "via": list(one.via),
        "stance": one.stance,
        "modality": one.modality,
        "confidence": one.confidence,
        "reasons": list(one.reasons),
    }


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
