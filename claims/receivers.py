"""What claims do when sources have stored an article, or found what it is a copy of."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.dispatch import receiver

from claims.services.copies import follow_source
from claims.services.reading import read_article
from sources.models import SourceFile
from sources.signals import article_ingested, article_source_changed


@receiver(article_ingested, dispatch_uid="claims.read_article")
def read_ingested_article(
    *, article_id: int, advance: Callable[[SourceFile.State], None], **_: Any
) -> None:
    """Read the claims of an article."""
    read_article(article_id=article_id, advance=advance)


@receiver(article_source_changed, dispatch_uid="claims.follow_source")
def follow_changed_source(*, article_ids: Collection[int], **_: Any) -> None:
    """Statements in an outlet's own voice follow the text they stand in to where it came from."""
    follow_source(article_ids=article_ids)
