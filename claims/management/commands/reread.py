"""`manage.py reread`: have articles read again by the configured reader."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from claims.readers import ReaderError, ReaderSettingsError
from claims.services.readers import configured_reader
from claims.services.reading import read_article
from claims.services.rereading import articles_read_otherwise
from sources.models import Article


class Command(BaseCommand):
    """Reads, links and assesses again in this process; what people did stays."""

    help = "Read again the articles whose statements come from another reader, version or prompt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="ids of articles")
        parser.add_argument("--all", action="store_true", help="every article")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reader = configured_reader()
        except ReaderSettingsError as error:
            raise CommandError(error.message) from error
        if options["articles"]:
            articles = _named(options["articles"])
        elif options["all"]:
            articles = Article.objects.order_by("pk")
        else:
            articles = articles_read_otherwise(reader)
        ids = list(articles.values_list("pk", "public_id"))
        failed = sum(not self._read(*article) for article in ids)
        by = f"{reader.name} {reader.version}"
        self.stdout.write(f"{len(ids) - failed} articles read again by {by}.")
        if failed:
            raise CommandError(f"{failed} articles could not be read; they stay as they were.")

    def _read(self, article_id: int, public_id: str) -> bool:
        try:
            read_article(article_id=article_id, advance=lambda state: None)
        except ReaderError as error:
            self.stderr.write(f"{public_id}: {error.message}")
            return False
        return True


def _named(wanted: list[str]) -> QuerySet[Article]:
    articles = Article.objects.filter(public_id__in=wanted).order_by("pk")
    if unknown := set(wanted) - set(articles.values_list("public_id", flat=True)):
        raise CommandError(f"There is no article {', '.join(sorted(unknown))}.")
    return articles
