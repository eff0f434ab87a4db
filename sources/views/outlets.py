"""Outlets: the list, and one outlet with its articles."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sources.filters import OutletFilter
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import Article, Outlet

ORDERS = {"newest": ("Newest first", Keyset(("id",)))}


def outlet_list(request: HttpRequest) -> HttpResponse:
    outlets = Outlet.objects.annotate(article_count=Count("articles"))
    return render(
        request,
        "sources/outlet_list.html",
        {"list": list_page(request, outlets, OutletFilter, ORDERS)},
    )


def outlet(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Outlet.objects.prefetch_related("aliases"), public_id=public_id)
    newest = Article.objects.filter(outlet=found).defer("text", "search", "zones")
    articles = newest.order_by("-published_on", "-id")[:50]
    republished = found.syndicated_articles.select_related("outlet").defer("text", "search")[:50]
    return render(
        request,
        "sources/outlet.html",
        {"outlet": found, "articles": articles, "republished": republished},
    )
