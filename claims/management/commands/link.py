"""`manage.py link [--rebuild]`: place what waits, or everything anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.services.assessing import assess_claims
from claims.services.linking import articles_that_wait, link_article
from claims.services.rebuild import AlreadyRunningError, Summary, rebuild


class Command(BaseCommand):
    """Works in this process, also while workers run; what people decided stays."""

    help = "Link the statements that have no claim yet; with --rebuild, all that no person placed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="decide anew on every statement that no person placed, and write what differs",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rebuild"]:
            self._rebuild()
            return
        articles = 0
        for article in articles_that_wait():
            assess_claims(link_article(article=article))
            articles += 1
        self.stdout.write(f"{articles:,} articles had statements that waited for a claim.")

    def _rebuild(self) -> None:
        try:
            summary = rebuild(say=self.stdout.write)
        except AlreadyRunningError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_in_words(summary))


def _in_words(summary: Summary) -> str:
    lines = [
        f"{summary.statements:,} statements linked anew, {summary.changes:,} changes:",
        f"  {summary.moved:,} statements moved to another claim, "
        f"{summary.made:,} claims made, {summary.emptied:,} left without a statement",
        f"  {summary.refreshed:,} claims brought in line with their statements",
        f"  {summary.asked:,} new questions to editors, {summary.closed:,} closed",
    ]
    if summary.left:
        lines.append(
            f"  {summary.left:,} statements were changed by others meanwhile and left as they are"
        )
    return "\n".join(lines)
