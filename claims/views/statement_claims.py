"""Editors say to which claim a statement belongs, and to which it does not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.claim_forms import PlaceForm, ReasonForm
from claims.models import Assertion, Claim, EditorialChange
from claims.services.claim_search import find_claims
from claims.services.hand_placing import exclude_statement, place_statement
from claims.services.previews import Preview, preview
from claims.views.acting import by_of, edits_claims, tell
from claims.views.attempts import Attempt, attempt, carried

NEW = "new"


def _statement(public_id: str) -> Assertion:
    rows = Assertion.objects.select_related("article__outlet", "claim", "origin")
    return get_object_or_404(
        rows.defer("search", "article__search", "article__zones", "claim__search"),
        public_id=public_id,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@edits_claims
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Find the claim it belongs to, or a new one; look at what results; confirm."""
    statement = _statement(public_id)
    if request.method != "POST":
        initial = {**carried(statement), "into": request.GET.get("to", "")}
        return _place_page(request, statement, PlaceForm(initial=initial))
    form = PlaceForm(request.POST)
    asked = Attempt(
        "Move the statement",
        statement,
        form,
        lambda status: _place_page(request, statement, form, status),
    )
    return attempt(
        request,
        asked,
        lambda by: place_statement(
            assertion=statement,
            to=form.cleaned_data["into"] or form.cleaned_data["title"],
            by=by,
        ),
        lambda change: _told(request, change, change.claim),
    )


def _told(request: HttpRequest, change: EditorialChange, claim: Claim | None) -> HttpResponse:
    tell(request, change)
    return redirect(claim.survivor if claim else "claim-list")


def _place_page(
    request: HttpRequest, statement: Assertion, form: PlaceForm, status: int = 200
) -> HttpResponse:
    query = request.GET.get("q", "")
    wanted = request.GET.get("to", "") or request.POST.get("into", "") or NEW
    is_asked = "to" in request.GET or request.method == "POST"
    found = Claim.objects.filter(public_id=wanted).first() if is_asked else None
    # One that was merged meanwhile is offered as what it is now.
    target = found.survivor if found else None
    is_chosen = is_asked and (target is not None or wanted == NEW)
    context = {
        "statement": statement,
        "target": target,
        "is_chosen": is_chosen,
        "preview": _placed(request, statement, target) if is_chosen else None,
        "form": form,
        "query": query,
        "found": find_claims(query, type_key=statement.type, but=statement.claim),
    }
    return render(request, "claims/statement_place.html", context, status=status)


def _placed(request: HttpRequest, statement: Assertion, target: Claim | None) -> Preview:
    def moved() -> list[Claim]:
        change = place_statement(assertion=statement, to=target or "", by=by_of(request))
        return [one for one in (change.other, change.claim) if one]

    return preview(moved, [one for one in (statement.claim, target) if one])


@require_http_methods(["GET", "HEAD", "POST"])
@edits_claims
def exclude(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that a statement is not about its claim, after seeing where it goes."""
    statement = _statement(public_id)
    if statement.claim is None:
        return redirect(statement)
    if request.method != "POST":
        return _exclude_page(request, statement, ReasonForm(initial=carried(statement)))
    form = ReasonForm(request.POST)
    asked = Attempt(
        f"Say that the statement is not about “{statement.claim}”",
        statement,
        form,
        lambda status: _exclude_page(request, statement, form, status),
    )
    return attempt(
        request,
        asked,
        lambda by: exclude_statement(assertion=statement, by=by),
        lambda change: _told(request, change, change.claim),
    )


def _exclude_page(
    request: HttpRequest, statement: Assertion, form: ReasonForm, status: int = 200
) -> HttpResponse:
    def gone() -> list[Claim]:
        change = exclude_statement(assertion=statement, by=by_of(request, "preview"))
        return [one for one in (change.claim, change.other) if one]

    context = {
        "statement": statement,
        "preview": preview(gone, [statement.claim] if statement.claim else []),
        "form": form,
    }
    return render(request, "claims/statement_exclude.html", context, status=status)
