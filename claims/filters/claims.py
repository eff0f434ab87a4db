"""How the list of claims is narrowed."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from claims.filters.choices import type_choices
from claims.filters.facets import (
    MOST_ORIGINS,
    NOT_DECIDED,
    ChallengedFacet,
    ColumnFacet,
    DecidedFacet,
    FacetFilter,
    OriginCountFacet,
    PlaceFacet,
    ReviewFacet,
    RowFacet,
    YesNoFacet,
)
from claims.models import Assertion, Claim, ClaimFacet, Origin, Speaker, Status, Topic
from claims.models.claim import DECISIONS
from sources.filters import DayFilter
from sources.models import IngestBatch, Outlet

Facet = ClaimFacet.Facet
_REVIEW = [(state.value, state.label) for state in ClaimFacet.REVIEW_STATES.values()]
_DECIDED = [(NOT_DECIDED, "Not decided"), *(c for c in DECISIONS if c[0] != Status.UNASSESSED)]
_ORIGINS = [(str(n), str(n)) for n in range(MOST_ORIGINS)] + [
    (str(MOST_ORIGINS), f"{MOST_ORIGINS} or more")
]


class ClaimFilter(filters.FilterSet):
    """One rule: of several values of one facet any will do, and every facet has to be met.

    `q` searches titles, places, statements and the names of those who made them. Days are days of
    report, but `changed_since`.
    """

    q = filters.CharFilter(method="search", label="Search")
    status = ColumnFacet(choices=Status.choices, label="Status")
    computed = ColumnFacet(
        field_name="computed_status", choices=Status.choices, label="Computed status"
    )
    decided = DecidedFacet(
        field_name="decided_status", choices=_DECIDED, label="Decided by editors"
    )
    type = ColumnFacet(choices=type_choices, label="Type")
    outlet = RowFacet(
        Facet.OUTLET,
        field_name="assertions__article__outlet",
        queryset=Outlet.objects.all(),
        label="Outlet",
    )
    speaker = RowFacet(
        Facet.SPEAKER,
        field_name="assertions__attributions__speaker",
        queryset=Speaker.objects.all(),
        label="Speaker",
    )
    origin = RowFacet(
        Facet.ORIGIN,
        field_name="assertions__origin",
        queryset=Origin.objects.all(),
        label="Origin",
    )
    place = PlaceFacet(label="Place")
    origins = OriginCountFacet(choices=_ORIGINS, label="Independent origins")
    review = ReviewFacet(choices=_REVIEW, label="Review of its statements")
    topic = filters.ModelMultipleChoiceFilter(
        queryset=Topic.objects.all(), to_field_name="public_id", method="by_topic", label="Topic"
    )
    batch = filters.ModelChoiceFilter(
        queryset=IngestBatch.objects.all(),
        to_field_name="public_id",
        method="by_batch",
        label="From the batch",
    )
    needs_review = YesNoFacet(label="Needs re-review")
    challenged = ChallengedFacet(label="Challenged")
    after = DayFilter(field_name="last_reported_on", lookup_expr="gte", label="Reported from")
    before = DayFilter(field_name="first_reported_on", lookup_expr="lte", label="Reported until")
    changed_since = filters.IsoDateTimeFilter(
        field_name="changed_at", lookup_expr="gte", label="Changed since"
    )
    min_origins = filters.NumberFilter(
        field_name="independent_count",
        lookup_expr="gte",
        label="Least independent origins",
        min_value=0,
        max_value=1000,
    )

    class Meta:
        model = Claim
        fields = ()

    def search(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        query = SearchQuery(value, config="english", search_type="websearch")
        # As sets of ids, so that each of the text indexes can be used.
        stated = Assertion.objects.filter(search=query, is_withdrawn=False).exclude(
            review_state=Assertion.ReviewState.REJECTED
        )
        named = Speaker.objects.listed().called(value)
        said = ClaimFacet.objects.filter(facet=Facet.SPEAKER, value__in=named.values("pk"))
        return queryset.filter(
            Q(search=query)
            | Q(pk__in=stated.values("claim_id"))
            | Q(pk__in=said.values("claim_id"))
        )

    def by_topic(self, queryset: QuerySet[Claim], name: str, value: list[Topic]) -> QuerySet[Claim]:
        return queryset.filter(Topic.objects.covering(value)) if value else queryset

    def by_batch(self, queryset: QuerySet[Claim], name: str, value: IngestBatch) -> QuerySet[Claim]:
        stated = Assertion.objects.filter(
            article__source_file__batch_items__batch=value, is_withdrawn=False
        ).exclude(review_state=Assertion.ReviewState.REJECTED)
        # As a set of ids, which starts from the files of the batch.
        return queryset.filter(pk__in=stated.values("claim_id"))

    @property
    def facets(self) -> dict[str, FacetFilter]:
        """The filters that are facets, by name, in the order in which they are shown."""
        return {name: f for name, f in self.filters.items() if isinstance(f, FacetFilter)}

    @property
    def chosen(self) -> dict[str, Any]:
        """Of each facet that is set what is chosen in it."""
        data = self.form.cleaned_data
        return {name: data[name] for name, f in self.facets.items() if f.is_set(data[name])}

    def without_facets(self) -> QuerySet[Claim]:
        """The claims, narrowed by everything but the facets."""
        found: QuerySet[Claim] = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in self.facets:
                found = self.filters[name].filter(found, value)
        return found


class ListedClaimFilter(ClaimFilter):
    """The filters of the page of the list. `saved` is the id of the saved search that is open; it narrows
    nothing by itself."""

    saved = filters.CharFilter(method="unchanged", label="Saved search")

    def unchanged(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return queryset
