"""Storing what was parsed as an article."""

from __future__ import annotations

from django.db import transaction

from sources.copying import copied_text
from sources.models import Article, SourceFile
from sources.parsing import ParsedArticle
from sources.parsing.json import zones_to_json
from sources.services.locks import lock_for_transaction
from sources.services.outlets import find_or_create_outlet
from sources.services.repeated_lines import count_lines


@transaction.atomic
def store_article(*, source_file: SourceFile, parsed: ParsedArticle) -> Article:
    """The article of a source file, made once; later calls give the same one.

    Its lines are counted for its outlet, in the same transaction: exactly once.
    """
    lock_for_transaction(f"article:{source_file.pk}")
    existing = Article.objects.filter(source_file=source_file).first()
    if existing:
        return existing
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
        published_on=about.published_on,
        language=about.language[:35],
        url=about.url[:2000],
        text=parsed.text,
        text_sha256=copied_text(parsed.text, parsed.zones).fingerprint,
        zones=zones_to_json(parsed.zones),
        basis=dict(about.basis),
    )
    count_lines(article=article)
    return article
