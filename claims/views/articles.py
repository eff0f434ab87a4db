"""The list of articles, and one article with its statements marked in the text."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.marking import marked_text
from claims.models import AssertionFlag, Attribution, Credibility
from claims.services.chains import CHAIN
from sources.filters import ArticleFilter
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import Article, Outlet
from sources.parsing.json import zones_from_json
from sources.services.copy_page import copies_shown

ORDERS = {
    "newest": ("Newest first", Keyset(("id",))),
}


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    articles = (
        Article.objects.select_related("outlet", "syndicated_from")
        .defer("text", "search", "zones")
        .annotate(statement_count=Count("assertions", filter=Q(assertions__is_withdrawn=False)))
    )
    listing = list_page(request, articles, ArticleFilter, ORDERS)
    context = {"list": listing, "outlets": Outlet.objects.order_by("name")[:300]}
    return render(request, "claims/article_list.html", context)


@require_safe
def article(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(
        Article.objects.select_related(
            "outlet", "syndicated_from", "text_from", "source_file", "copy_of__outlet", "receipt"
        ),
        public_id=public_id,
    )
    statements = list(
        found.assertions.filter(is_withdrawn=False)
        .select_related("claim", "origin")
        .prefetch_related(
            Prefetch("attributions", Attribution.objects.select_related("speaker")),
            AssertionFlag.beside_statements(),
            CHAIN,
        )
        .order_by("span_start", "anchor_start", "id")
    )
    passages = marked_text(found.text, zones_from_json(found.zones), statements)
    receipt = getattr(found, "receipt", None)
    numbers = {one.public_id: number for number, one in enumerate(statements, 1)}
    context = {
        "article": found,
        "statements": statements,
        "receipt": receipt,
        "added": _numbered(receipt.lines, numbers) if receipt else (),
        "passages": passages,
        "grades": Credibility.choices,
        "set_aside_count": sum(len(one.blocks) for one in passages if one.is_set_aside),
        "copies": copies_shown(found),
    }
    return render(request, "claims/article.html", context)


def _numbered(
    lines: list[tuple[str, str, list[str]]], numbers: Mapping[str, int]
) -> list[tuple[int, str, list[tuple[str, int]]]]:
    """The lines of a receipt: how many, what of them, and those still shown by id and number."""
    return [
        (len(ids), label, [(one, numbers[one]) for one in ids if one in numbers])
        for _, label, ids in lines
    ]
