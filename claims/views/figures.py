"""The figures of a claim: their chart and table, and the same as files."""

from __future__ import annotations

from collections.abc import Callable

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.models import Claim
from claims.services.figure_block import (
    TABLE_ROWS,
    drawn_block,
    series_of,
    standalone_png,
    standalone_svg,
)
from claims.services.figure_drawing import DrawingError
from claims.services.figure_values import series_csv, series_values
from claims.services.scope import EVERYTHING, Scope, UnknownSourceError, scope_without
from claims.views.claim_changes import claim_here

File = Callable[[HttpRequest, Claim, Scope], HttpResponse]


@require_safe
def figures(request: HttpRequest, public_id: str) -> HttpResponse:
    """Chart and whole table; for the page of a claim the chart with its first rows."""
    claim = claim_here(public_id)
    if claim.merged_into_id:
        return _moved(request, claim, "claim-figures")
    scope, warnings = EVERYTHING, []
    try:
        scope = scope_without(request.GET.getlist("without"))
    except UnknownSourceError as error:
        warnings.append(f"without: nothing is left out. {error}")
    is_part = bool(request.htmx) and not request.htmx.boosted  # type: ignore[attr-defined]
    context = {
        "claim": claim,
        "figures": drawn_block(claim, scope, TABLE_ROWS if is_part else None),
        "left_out": scope.left_out,
        "list": {"warnings": warnings},
        "is_page": not is_part,
    }
    template = "claims/_figures.html" if is_part else "claims/figures.html"
    return render(request, template, context)


def _file(name: str, write: File) -> Callable[[HttpRequest, str], HttpResponse]:
    """A view of a claim's figures as a file."""

    @require_safe
    def view(request: HttpRequest, public_id: str) -> HttpResponse:
        claim = claim_here(public_id)
        if claim.merged_into_id:
            return _moved(request, claim, name)
        try:
            scope = scope_without(request.GET.getlist("without"))
        except UnknownSourceError as error:
            return HttpResponseBadRequest(f"without: {error}\n", content_type="text/plain")
        answer = write(request, claim, scope)
        answer["Cache-Control"] = "private, no-cache"
        return answer

    return view


def _moved(request: HttpRequest, claim: Claim, name: str) -> HttpResponse:
    query = request.GET.urlencode()
    address = reverse(name, args=[claim.survivor.public_id])
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _svg(request: HttpRequest, claim: Claim, scope: Scope) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    return _picture(lambda: standalone_svg(claim, scope, site), "image/svg+xml")


def _png(request: HttpRequest, claim: Claim, scope: Scope) -> HttpResponse:
    return _picture(lambda: standalone_png(claim, scope), "image/png")


def _picture(draw: Callable[[], str | bytes | None], media_type: str) -> HttpResponse:
    try:
        found = draw()
    except DrawingError as error:
        said = f"{error} The figures are there as CSV and JSON.\n"
        return HttpResponse(said, status=500, content_type="text/plain")
    if found is None:
        said = "Fewer than two dated figures of one unit: there is no chart.\n"
        return HttpResponse(said, status=404, content_type="text/plain")
    return HttpResponse(found, content_type=media_type)


def _csv(request: HttpRequest, claim: Claim, scope: Scope) -> HttpResponse:
    answer = HttpResponse(series_csv(series_of(claim, scope)), content_type="text/csv")
    answer["Content-Disposition"] = f'attachment; filename="{claim.public_id}-figures.csv"'
    return answer


def _json(request: HttpRequest, claim: Claim, scope: Scope) -> HttpResponse:
    return JsonResponse(series_values(claim, series_of(claim, scope)))


svg = _file("claim-figure-svg", _svg)
png = _file("claim-figure-png", _png)
as_csv = _file("claim-figure-csv", _csv)
as_json = _file("claim-figure-json", _json)
