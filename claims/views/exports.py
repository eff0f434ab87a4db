"""What the claims list shows, as files."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.downloads import download
from claims.services.claim_lists import BadQueryError
from claims.services.exporting import COLUMNS, Form, What, export


@require_safe
@permission_required("claims.export_claim", raise_exception=True)
def export_list(request: HttpRequest, what: What, form: Form) -> HttpResponseBase:
    """The claims of the list's query string, or the statements behind them, as a download."""
    try:
        found = export(what=what, form=form, query=request.GET)
    except BadQueryError as error:
        context = {"problems": error.problems}
        return render(request, "claims/export_refused.html", context, status=400)
    return download(request, found)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the columns of exports say, and how to notice that one was cut off."""
    columns = {what.value: list(found.items()) for what, found in COLUMNS.items()}
    return render(request, "claims/exports_help.html", {"columns": columns})
