"""Footnotes to copy."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Assertion, Challenge, Claim
from claims.services.citing import Citation, cite_claim, cite_statement
from claims.services.claim_revisions import Kept
from claims.services.provenance_tree import Provenance


def claim_citation(
    request: HttpRequest,
    claim: Claim,
    tree: Provenance | None,
    against: Sequence[Challenge],
    newest: Kept | None,
) -> Citation | None:
    """The footnote of a claim, retrieved now from this site; None without a tree."""
    if tree is None:
        return None
    site, at = _site(request), timezone.localtime()
    return cite_claim(claim, tree, against=against, newest=newest, site=site, at=at)


@require_safe
def statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """The footnote of one statement."""
    row = get_object_or_404(
        Assertion.objects.select_related("claim", "article").defer("search", "article__text"),
        public_id=public_id,
    )
    cite = cite_statement(row, site=_site(request), at=timezone.localtime())
    return render(request, "claims/statement_cite.html", {"statement": row, "cite": cite})


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
