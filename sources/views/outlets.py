"""The list of outlets."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sources.filters import OutletFilter
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import Outlet

ORDERS = {"newest": ("Newest first", Keyset(("id",)))}


def outlet_list(request: HttpRequest) -> HttpResponse:
    outlets = Outlet.objects.annotate(article_count=Count("articles"))
    return render(
        request,
        "sources/outlet_list.html",
        {"list": list_page(request, outlets, OutletFilter, ORDERS)},
    )
