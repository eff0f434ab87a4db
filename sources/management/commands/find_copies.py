"""`manage.py find_copies`: look for copies among the articles that are stored."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sources.models import Article
from sources.services.copies import find_copies, forget_sketches, without_sketch


class Command(BaseCommand):
    """Compares articles that were not compared yet; run twice it changes nothing."""

    help = "Find copies among stored articles, and tie each to the source of its text."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="compare every article anew, after CLAIMBASE_COPY_SHARE was changed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            forget_sketches()
        count = 0
        for article_id in list(without_sketch().values_list("pk", flat=True)):
            find_copies(article_id=article_id)
            count += 1
        copies = Article.objects.exclude(copy_of=None).count()
        self.stdout.write(f"{count:,} articles compared; {copies:,} are copies of another.")
