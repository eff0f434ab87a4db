"""The list of claims, and all values of one of its facets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from claims.filters import ClaimFilter, ListedClaimFilter
from claims.models import Claim, ClaimSuggestion
from claims.services.claim_lines import lines_of
from claims.services.claim_lists import ORDERS
from claims.services.facets import LONG, SHOWN, FacetCount, FacetValue, Window, count_facets
from claims.services.facets.chips import chips_of, ways_out
from claims.services.open_search import OpenSearch, open_search_of
from sources.listing import Listing, list_page
from sources.models import IngestBatch

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# So many open questions are counted for the link to them.
COUNTED_QUESTIONS = 100
# Open before anything is chosen in them; the others open when something is.
OPEN_FACETS = ("status", "type", "outlet", "speaker")
VALUES_ON_A_PAGE = 100
# Facets with nothing to choose but yes.
_FLAGS = ("needs_review", "challenged")
# What has a control beside the facets.
_CONTROLS = ("q", "sort", "after", "before", "min_origins")
# Not part of what narrows the list.
_NO_FILTERS = ("cursor", "find", "page")


@dataclass(frozen=True, slots=True)
class FacetBox:
    """A facet as the page shows it: some values at once, some folded, and a way to the rest."""

    name: str
    label: str
    shown: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...]
    value_count: int
    has_more: bool
    is_open: bool


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    claims = Claim.objects.listed().defer("profile", "status_reasons", "roles", "search")
    listing = list_page(request, claims, ListedClaimFilter, ORDERS)
    opened, listing = _open_search(request, listing)
    narrowed = listing.filter
    assert isinstance(narrowed, ClaimFilter)
    counts = count_facets(narrowed)
    chips, lines = chips_of(narrowed, listing.query), lines_of(listing.rows)
    is_empty = not listing.rows and not chips and not Claim.objects.listed().exists()
    htmx = request.htmx  # type: ignore[attr-defined]
    is_partial = bool(htmx and not htmx.boosted and not htmx.history_restore_request)
    context = {
        "list": listing,
        "opened": opened,
        # What is saved, exported and followed; the list itself also knows which search is open.
        "query": _without_search(listing.query),
        "lines": lines,
        "has_pictures": any(line.picture for line in lines),
        "form": narrowed.form,
        "counts": counts,
        "boxes": [_box(f) for f in counts.facets.values() if f.values and f.name not in _FLAGS],
        "flags": [counts.facets[name] for name in _FLAGS if counts.facets[name].values],
        "chips": chips,
        "kept": _kept(listing),
        "ways": () if listing.rows else ways_out(chips),
        "is_empty": is_empty,
        "questions": _open_questions(request),
        "is_partial": is_partial,
        "has_batches": is_empty and IngestBatch.objects.exists(),
    }
    template = "claims/claim_list.html#claims" if is_partial else "claims/claim_list.html"
    answer = render(request, template, context)
    patch_vary_headers(answer, ["HX-Request"])
    return push_url(answer, _address(listing.query)) if is_partial else answer


def _open_search(request: HttpRequest, listing: Listing) -> tuple[OpenSearch | None, Listing]:
    """The saved search that the address names, and the list without one that is not there."""
    named = QueryDict(listing.query).get("saved", "")
    if not named:
        return None, listing
    person: User = request.user  # type: ignore[assignment]
    query = _without_search(listing.query)
    opened = open_search_of(named, query=query, person=person)
    if opened is not None:
        return opened, listing
    warning = "saved: you see no such saved search; the filters are in force all the same."
    return None, replace(listing, query=query, warnings=(*listing.warnings, warning))


def _without_search(query: str) -> str:
    asked = QueryDict(query, mutable=True)
    asked.pop("saved", None)
    return asked.urlencode()


def _box(facet: FacetCount) -> FacetBox:
    is_long = facet.name in LONG
    shown = facet.values if is_long else _first(facet.values)
    return FacetBox(
        name=facet.name,
        label=facet.label,
        shown=shown,
        folded=tuple(v for v in facet.values if v not in shown),
        value_count=facet.value_count,
        has_more=facet.left > 0,
        is_open=facet.name in OPEN_FACETS or bool(facet.chosen),
    )


def _first(values: tuple[FacetValue, ...]) -> tuple[FacetValue, ...]:
    return tuple(v for place, v in enumerate(values) if place < SHOWN or v.is_chosen)


def _address(query: str) -> str:
    return f"{reverse('claim-list')}{'?' if query else ''}{query}"


def _kept(listing: Listing) -> list[tuple[str, str]]:
    """What stands in the address and has no control on the page; the form must not lose it."""
    assert isinstance(listing.filter, ClaimFilter)
    shown = {*listing.filter.facets, *_CONTROLS}
    data = QueryDict(listing.query)
    return [(n, v) for n, values in data.lists() if n not in shown for v in values]


def _open_questions(request: HttpRequest) -> int:
    """How many questions on which claims ask the same wait for an editor, as far as they are counted."""
    if not request.user.has_perm("claims.edit_claims"):
        return 0
    pending = ClaimSuggestion.objects.filter(state=ClaimSuggestion.State.PENDING)
    return pending[:COUNTED_QUESTIONS].count()


@require_safe
def facet_values(request: HttpRequest, name: str) -> HttpResponse:
    """All values of one facet with their counts, in pages and by a part of their name."""
    if name not in LONG:
        raise Http404(f"There is no facet {name!r} with many values.")
    asked = request.GET.copy()
    find, page = asked.get("find", "").strip().replace("\x00", "")[:100], asked.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 else 1
    for other in _NO_FILTERS:
        asked.pop(other, None)
    narrowed = _valid(asked)
    window = Window(VALUES_ON_A_PAGE, (number - 1) * VALUES_ON_A_PAGE, find)
    facet = count_facets(narrowed, [name], window).facets[name]
    rows = [(value, _toggled(asked, name, value)) for value in facet.values]
    context = {
        "facet": facet,
        "rows": rows,
        "chips": chips_of(narrowed, asked.urlencode()),
        "kept": [(n, v) for n, values in asked.lists() for v in values if v],
        "query": asked.urlencode(),
        "find": find,
        "previous": number - 1,
        "next": number + 1 if number * VALUES_ON_A_PAGE < facet.value_count else None,
    }
    return render(request, "claims/claim_facet.html", context)


def _valid(asked: QueryDict) -> ClaimFilter:
    """The filter of an address, without what in it is wrong: the list itself says so."""
    narrowed = ClaimFilter(asked, queryset=Claim.objects.listed())
    for name in narrowed.errors:
        asked.pop(name, None)
    narrowed = ClaimFilter(asked, queryset=Claim.objects.listed())
    narrowed.is_valid()
    return narrowed


def _toggled(asked: QueryDict, name: str, value: FacetValue) -> str:
    """The address of the list with the value chosen, or not any more."""
    changed = asked.copy()
    values = [one for one in changed.getlist(name) if one != value.value]
    changed.setlist(name, values if value.is_chosen else [*values, value.value])
    return _address(changed.urlencode())
