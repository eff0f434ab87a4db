"""Where the reports of a claim come from, and its footnote, each as a page of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims.services.assessing import weighed
from claims.services.claim_revisions import kept_of
from claims.services.disputes import challenges_of
from claims.services.evidence import evidence_of
from claims.services.provenance import provenance as tree_of
from claims.services.scope import EVERYTHING, UnknownSourceError, scope_without
from claims.views.citing import claim_citation
from claims.views.claim_changes import claim_here


@require_safe
def provenance(request: HttpRequest, public_id: str) -> HttpResponse:
    """The tree; for the page of a claim as a part of it."""
    claim = claim_here(public_id)
    if claim.merged_into_id:
        return redirect("claim-provenance", claim.survivor.public_id, permanent=True)
    scope, warnings = EVERYTHING, []
    try:
        scope = scope_without(request.GET.getlist("without"))
    except UnknownSourceError as error:
        warnings.append(f"without: nothing is left out. {error}")
    loaded = evidence_of(claim.pk, scope)
    tree = tree_of(claim.pk, loaded, weighed(loaded)[0], scope)
    is_part = bool(request.htmx) and not request.htmx.boosted  # type: ignore[attr-defined]
    context = {
        "claim": claim,
        "tree": tree,
        "left_out": scope.left_out,
        "list": {"warnings": warnings},
    }
    return render(request, "claims/_tree.html" if is_part else "claims/provenance.html", context)


@require_safe
def cite(request: HttpRequest, public_id: str) -> HttpResponse:
    """The footnote of a claim."""
    claim = claim_here(public_id)
    if claim.merged_into_id:
        return redirect("claim-cite", claim.survivor.public_id, permanent=True)
    loaded = evidence_of(claim.pk)
    tree = tree_of(claim.pk, loaded, weighed(loaded)[0])
    found = claim_citation(request, claim, tree, challenges_of(claim), kept_of(claim))
    return render(request, "claims/claim_cite.html", {"claim": claim, "cite": found})
