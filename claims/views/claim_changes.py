"""Editors merge, split and name claims: look at what would result, then confirm."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from claims.claim_forms import ReasonForm, TitleForm
from claims.models import Claim, EditorialChange
from claims.services.claim_changes import merge_claims, retitle
from claims.services.claim_search import find_claims, questions_on
from claims.services.previews import preview
from claims.views.acting import by_of, edits_claims, tell
from claims.views.attempts import Attempt, attempt, carried
from claims.views.claims import show


def claim_here(public_id: str) -> Claim:
    """The claim of an address; also one that was merged, on which acts are refused with a reason."""
    return get_object_or_404(Claim.objects.select_related("merged_into"), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@edits_claims
def merge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Find the other claims, look at what results, confirm."""
    claim = claim_here(public_id)
    if request.method != "POST":
        if claim.merged_into_id:
            return redirect(claim.survivor)
        others = _named(request.GET.getlist("with"), claim)
        return _merge_page(request, claim, others, ReasonForm(initial=carried(claim)))
    others = _named(request.POST.getlist("with"), claim)
    form = ReasonForm(request.POST)
    names = ", ".join(f"“{other}”" for other in others)
    asked = Attempt(
        f"Merge {names} into this claim",
        claim,
        form,
        lambda status: _merge_page(request, claim, others, form, status),
    )

    def done(changes: list[EditorialChange]) -> HttpResponse:
        for change in changes:
            tell(request, change)
        return redirect(claim)

    return attempt(
        request, asked, lambda by: merge_claims(survivor=claim, merged=others, by=by), done
    )


def _named(ids: list[str], claim: Claim) -> list[Claim]:
    """Claims by their ids, each once; those that were merged meanwhile as they are now."""
    found = Claim.objects.filter(public_id__in=ids).select_related("merged_into")
    named = {one.public_id: one for one in found}
    return [named[public_id] for public_id in dict.fromkeys(ids) if public_id in named]


def _merge_page(
    request: HttpRequest,
    claim: Claim,
    others: list[Claim],
    form: ReasonForm,
    status: int = 200,
) -> HttpResponse:
    query = request.GET.get("q", "")
    # Those that were merged meanwhile are offered as what they are now.
    others = list({o.survivor.pk: o.survivor for o in others}.values())
    chosen = {other.pk for other in others}

    def merged() -> list[Claim]:
        merge_claims(survivor=claim, merged=others, by=by_of(request, "preview"))
        return [claim]

    context = {
        "claim": claim,
        "others": others,
        "preview": preview(merged, [claim, *others]) if others else None,
        "form": form,
        "query": query,
        "found": [
            one
            for one in find_claims(query, type_key=claim.type, but=claim)
            if one.pk not in chosen
        ],
        "questions": questions_on(claim) if not (others or query) else [],
    }
    return render(request, "claims/claim_merge.html", context, status=status)


@require_POST
@edits_claims
def rename(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a claim another title."""
    claim = claim_here(public_id)
    form = TitleForm(request.POST)
    asked = Attempt(
        "Change the title",
        claim,
        form,
        lambda status: show(request, claim, title_form=form, status=status),
    )

    def done(change: EditorialChange) -> HttpResponse:
        tell(request, change)
        return redirect(Claim.objects.get(pk=claim.pk))

    return attempt(
        request,
        asked,
        lambda by: retitle(claim=claim, title=form.cleaned_data["title"], by=by),
        done,
    )
