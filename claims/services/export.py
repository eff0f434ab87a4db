"""Rows for exports, streamed in the order of ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from claims.models import Assertion, Attribution, Claim
from claims.services.chains import CHAIN
from sources.models import Article

_CHUNK = 1000


def assertion_rows() -> Iterator[dict[str, Any]]:
    """Every statement in force. `source` is the path as ingested; offsets are code points."""
    statements = (
        Assertion.objects.filter(is_withdrawn=False)
        .exclude(review_state=Assertion.ReviewState.REJECTED)
        .select_related("article__source_file", "article__outlet", "claim", "origin")
        .defer("search", "article__text", "article__search", "article__zones", "claim__search")
        .prefetch_related(
            Prefetch("attributions", Attribution.objects.select_related("speaker")), CHAIN
        )
        .order_by("id")
    )
    for row in statements.iterator(chunk_size=_CHUNK):
        attributions = list(row.attributions.all())
        yield {
            "id": row.public_id,
            "source": row.article.source_file.name,
            "article": row.article.public_id,
            "title": row.article.title,
            "outlet": row.article.outlet.name if row.article.outlet else None,
            "published": row.article.published_on,
            "type": row.type,
            "excerpt": row.excerpt,
            "start": row.span_start,
            "end": row.span_end,
            "figure": _figure(row),
            "who": row.who,
            "roles": row.roles,
            "place": row.place or None,
            "event_first": row.event_first,
            "event_last": row.event_last,
            "speakers": [a.speaker.name for a in attributions],
            "via": list(dict.fromkeys(medium for a in attributions for medium in a.via)),
            "chain": [link.label for link in row.links.all()],
            "stance": row.stance,
            "modality": row.modality,
            "claim": row.claim.public_id if row.claim else None,
            "claim_title": row.claim.title if row.claim else None,
            "origins": [row.origin.label] if row.origin else [],
            "review_state": row.review_state,
            "extractor": row.extractor,
            "extractor_version": row.extractor_version,
            "extractor_prompt": row.extractor_prompt or None,
        }


def claim_rows() -> Iterator[dict[str, Any]]:
    """Every claim that was not merged into another."""
    for row in (
        Claim.objects.filter(merged_into=None).defer("search").order_by("id").iterator(_CHUNK)
    ):
        yield {
            "id": row.public_id,
            "type": row.type,
            "title": row.title,
            "status": row.status,
            "computed_status": row.computed_status,
            "decided_status": row.decided_status or None,
            "needs_review": row.needs_review,
            "figure": _figure(row),
            "figures_agree": row.figures_agree,
            "independent_origins": row.independent_count,
            "reports": row.report_count,
            "outlets": row.outlet_count,
            "mentions_without_figure": row.unfigured_count,
            "challenges": row.challenge_count,
            "place": row.place or None,
            "event_first": row.event_first,
            "event_last": row.event_last,
            "first_reported": row.first_reported_on,
            "last_reported": row.last_reported_on,
        }


def article_rows() -> Iterator[dict[str, Any]]:
    """Every article, with its text."""
    articles = Article.objects.select_related(
        "source_file", "outlet", "syndicated_from", "text_from", "copy_of"
    )
    for row in articles.defer("search").order_by("id").iterator(chunk_size=_CHUNK):
        yield {
            "id": row.public_id,
            "source": row.source_file.name,
            "sha256": row.source_file.sha256,
            "title": row.title,
            "byline": row.byline or None,
            "outlet": row.outlet.name if row.outlet else None,
            "syndicated_from": row.syndicated_from.name if row.syndicated_from else None,
            "copy_of": row.copy_of.public_id if row.copy_of else None,
            "text_from": row.text_from.name if row.text_from else None,
            "published": row.published_on,
            "language": row.language or None,
            "url": row.url or None,
            "text": row.text,
        }


ROWS = {"assertions": assertion_rows, "claims": claim_rows, "articles": article_rows}


def _figure(row: Assertion | Claim) -> dict[str, Any] | None:
    if not row.figure_quantifier:
        return None
    return {
        "text": row.figure_text,
        "quantifier": row.figure_quantifier,
        "low": _number(row.figure_low),
        "high": _number(row.figure_high),
        "unit": row.figure_unit,
    }


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
