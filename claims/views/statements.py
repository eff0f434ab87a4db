"""One statement: what it says, what editors said about it, and their acts on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.catalogue import default_catalogue
from claims.models import Assertion, Attribution, Credibility, EditorialChange
from claims.review_forms import ActForm, CorrectForm, GradeForm, RejectForm
from claims.services.acting import ChangeRefusedError, ConflictError
from claims.services.chains import CHAIN
from claims.services.correcting import correct as correct_statement
from claims.services.differences import in_words
from claims.services.link_reasons import placed
from claims.services.reviewing import accept as accept_statement
from claims.services.reviewing import grade as grade_statement
from claims.services.reviewing import reject as reject_statement
from claims.services.statement_page import form_values, history_of, side_by_side
from claims.views.acting import by_of, edits_claims, next_page, tell
from claims.views.conflicts import compared, merged_form
from claims.views.statement_input import changes_of


@require_safe
def statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """The permanent page of a statement; with `beside` another one at its side."""
    row, wanted = found(public_id), request.GET.get("beside", "")
    other = statements_shown().filter(public_id=wanted).first() if wanted else None
    is_unknown = bool(wanted) and other is None
    warnings = (f"beside: there is no statement {wanted[:60]!r}.",) if is_unknown else ()
    more = {
        "other": other,
        "facts": side_by_side(row, other) if other else (),
        "list": {"warnings": warnings},
    }
    return show(request, row, more=more)


def show(
    request: HttpRequest,
    row: Assertion,
    mistakes: Any = None,
    status: int = 200,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page; `mistakes` are what was wrong with an act, by field, `more` what else it shows."""
    known = default_catalogue().types.get(row.type)
    context = {
        "statement": row,
        "type_label": known.label if known else row.type,
        "parties": in_words(row.roles),
        "placed": placed(row),
        "history": history_of(row),
        "grades": Credibility.choices,
        "mistakes": mistakes or {},
        **(more or {}),
    }
    return render(request, "claims/statement.html", context, status=status)


@require_POST
@edits_claims
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    return _act(request, public_id, "accept", ActForm, lambda data: accept_statement)


@require_POST
@edits_claims
def reject(request: HttpRequest, public_id: str) -> HttpResponse:
    return _act(request, public_id, "reject", RejectForm, lambda data: reject_statement)


@require_POST
@edits_claims
def grade(request: HttpRequest, public_id: str) -> HttpResponse:
    def act(data: dict[str, Any]) -> Callable[..., EditorialChange]:
        return partial(grade_statement, credibility=data["credibility"])

    return _act(request, public_id, "grade", GradeForm, act)


def _act(
    request: HttpRequest,
    public_id: str,
    name: str,
    form_class: type[ActForm],
    act_of: Callable[[dict[str, Any]], Callable[..., EditorialChange]],
) -> HttpResponse:
    """Do one of the small acts; a mistake shows the page with what was typed, a conflict both sides."""
    row, form = found(public_id), form_class(request.POST)
    if not form.is_valid():
        return show(request, row, form.errors, 422)
    data = form.cleaned_data
    try:
        change = act_of(data)(assertion=row, by=by_of(request, data["reason"], data["version"]))
    except ConflictError as error:
        again = form_class({**request.POST.dict(), "version": error.version})
        return conflict(request, found(public_id), again, error, f"statement-{name}")
    except ChangeRefusedError as error:
        messages.error(request, str(error))
    else:
        tell(request, change)
    return redirect(next_page(request, row.get_absolute_url()))


@require_http_methods(["GET", "HEAD", "POST"])
@edits_claims
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change what was read wrong."""
    row = found(public_id)
    values = form_values(row)
    if request.method != "POST":
        return _correct_page(request, row, CorrectForm(initial=values))
    form = CorrectForm(chosen(request), initial=values)
    if not form.is_valid():
        return _correct_page(request, row, form, 422)
    by = by_of(request, form.cleaned_data["reason"], form.cleaned_data["version"])
    try:
        changes = changes_of(form.cleaned_data, form.changed, row)
        change = correct_statement(assertion=row, changes=changes, by=by)
    except ConflictError as error:
        row = found(public_id)
        merged = merged_form(form, form_values(row))
        rows = compared(form, merged, form_values(row))
        return conflict(request, row, merged, error, "statement-correct", rows)
    except ChangeRefusedError as error:
        form.refuse(error)
        return _correct_page(request, row, form, 422)
    tell(request, change)
    return redirect(row)


def conflict(
    request: HttpRequest,
    row: Assertion,
    form: Any,
    error: ConflictError,
    act: str,
    rows: Any = (),
) -> HttpResponse:
    """Both sides: what was typed, and what others did since."""
    shown = {side.field.name for side in rows} | {"reason", "version"}
    context = {
        "statement": row,
        "form": form,
        "since": error.since,
        "act": act,
        "rows": rows,
        # What nobody changed goes along unseen.
        "others": [field for field in form if field.name not in shown] if rows else [],
    }
    return render(request, "claims/statement_conflict.html", context, status=409)


def chosen(request: HttpRequest) -> Any:
    """What was sent, with the other side's value wherever it was chosen."""
    data = request.POST.copy()
    for name, value in request.POST.items():
        field = name.removeprefix("choice-")
        if name != field and value == "theirs":
            data[field] = data.get(f"initial-{field}", "")
    return data


def _correct_page(
    request: HttpRequest, row: Assertion, form: CorrectForm, status: int = 200
) -> HttpResponse:
    context = {"statement": row, "form": form}
    return render(request, "claims/statement_correct.html", context, status=status)


def found(public_id: str) -> Assertion:
    """The statement with what its pages show of it. Raises Http404."""
    return get_object_or_404(statements_shown(), public_id=public_id)


def statements_shown() -> QuerySet[Assertion]:
    """Statements with what their pages show of them."""
    return (
        Assertion.objects.select_related("article__outlet", "claim", "origin")
        .prefetch_related(Attribution.with_speakers(), CHAIN)
        .defer("search", "article__search", "article__zones", "claim__search")
    )
