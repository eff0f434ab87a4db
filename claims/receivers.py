"""What claims do when sources have stored an article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.dispatch import receiver

from claims.services.reading import read_article
from sources.models import SourceFile
from sources.signals import article_ingested


@receiver(article_ingested, dispatch_uid="claims.read_article")
def read_ingested_article(
    *, article_id: int, advance: Callable[[SourceFile.State], None], **_: Any
) -> None:
    """Read the claims of an article."""
    read_article(article_id=article_id, advance=advance)
