"""Storing what was parsed as an article."""

from __future__ import annotations

import hashlib
import re

from django.db import transaction

from sources.models import Article, SourceFile
from sources.parsing import ParsedArticle
from sources.parsing.json import zones_to_json
from sources.services.locks import lock_for_transaction
from sources.services.outlets import find_or_create_outlet
from sources.services.repeated_lines import count_lines


def text_fingerprint(parsed: ParsedArticle) -> str:
    """sha256 of the words outside page furniture: equal for two articles with the same text."""
    words: list[str] = []
    for zone in parsed.zones:
        if not zone.kind.is_furniture:
            words += re.findall(r"\w+", parsed.text[zone.start : zone.end].casefold())
    if not words:
        words = re.findall(r"\w+", parsed.text.casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


@transaction.atomic
def store_article(*, source_file: SourceFile, parsed: ParsedArticle) -> Article:
    """The article of a source file, made once; later calls give the same one.

    An article with the same text as an earlier one links to the first of them as a copy. Its lines
    are counted for its outlet, in the same transaction: exactly once.
    """
    fingerprint = text_fingerprint(parsed)
    lock_for_transaction(f"article:{fingerprint}")
    existing = Article.objects.filter(source_file=source_file).first()
    if existing:
        return existing
    original = Article.objects.filter(text_sha256=fingerprint, copy_of=None).order_by("id").first()
    about = parsed.metadata
    outlet = find_or_create_outlet(name=about.outlet, domain=about.outlet_domain)
    origin = find_or_create_outlet(name=about.syndicated_from, domain=about.syndicated_domain)
    SourceFile.objects.filter(pk=source_file.pk).update(media_type=parsed.media_type)
    article = Article.objects.create(
        source_file=source_file,
        title=about.title[:1000],
        byline=about.byline[:500],
        dateline=about.dateline[:200],
        outlet=outlet,
        syndicated_from=origin if origin != outlet else None,
        copy_of=original,
        published_on=about.published_on,
        language=about.language[:35],
        url=about.url[:2000],
        text=parsed.text,
        text_sha256=fingerprint,
        zones=zones_to_json(parsed.zones),
        basis=dict(about.basis),
    )
    count_lines(article=article)
    return article
