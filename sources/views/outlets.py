"""The list of outlets."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sources.filters import OutletFilter
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import Outlet
from sources.models.outlet import Reliability
from sources.services.outlet_list import outlet_lines, with_article_count

ORDERS = {
    "name": ("Name", Keyset(("name", "id"), is_ascending=True)),
    "newest": ("Newest first", Keyset(("id",))),
    "articles": ("Most articles", Keyset(("article_count", "id"))),
}


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    outlets = Outlet.objects.all()
    if request.GET.get("sort") == "articles":
        outlets = with_article_count(outlets)
    listing = list_page(request, outlets, OutletFilter, ORDERS)
    families = Outlet.objects.exclude(family="").order_by("family").values_list("family", flat=True)
    context = {
        "list": listing,
        "lines": outlet_lines(listing.rows),
        "families": list(families.distinct()[:200]),
        "ratings": Reliability.choices,
    }
    return render(request, "sources/outlet_list.html", context)
