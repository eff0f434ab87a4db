"""How lists of articles, outlets and source files are narrowed: the same on pages and in the API."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from sources.models import Article, BatchItem, IngestBatch, Outlet, OutletAlias, SourceFile

# Before it nothing that is read here was published: such a year was typed by halves.
EARLIEST = date(1900, 1, 1)


class DayField(forms.DateField):
    """A day of report or publication; says so when its year cannot be meant."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and day < EARLIEST:
            raise forms.ValidationError(
                f"{day.isoformat()} lies before {EARLIEST.year}. Write the year with all four digits."
            )
        return day


class DayFilter(filters.DateFilter):
    """A day, as part of what a list is narrowed by."""

    field_class = DayField


class ArticleFilter(filters.FilterSet):
    """`q` searches titles and texts; dates are days of publication."""

    q = filters.CharFilter(method="search", label="Search")
    outlet = filters.ModelChoiceFilter(
        queryset=Outlet.objects.all(), to_field_name="public_id", label="Outlet"
    )
    after = DayFilter(field_name="published_on", lookup_expr="gte", label="Published from")
    before = DayFilter(field_name="published_on", lookup_expr="lte", label="Published until")
    is_copy = filters.BooleanFilter(
        field_name="copy_of", lookup_expr="isnull", exclude=True, label="Copies"
    )

    class Meta:
        model = Article
        fields = ()

    def search(self, queryset: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        return queryset.filter(search=SearchQuery(value, config="english", search_type="websearch"))


class OutletFilter(filters.FilterSet):
    """Outlets by part of any of their names or of the domain, by family and by reliability."""

    q = filters.CharFilter(method="search", label="Name")
    family = filters.CharFilter(field_name="family", lookup_expr="iexact")
    reliability = filters.CharFilter(field_name="reliability", lookup_expr="iexact")

    class Meta:
        model = Outlet
        fields = ()

    def search(self, queryset: QuerySet[Outlet], name: str, value: str) -> QuerySet[Outlet]:
        known = OutletAlias.objects.filter(name__icontains=value).values("outlet")
        named = Q(name__icontains=value) | Q(domain__icontains=value) | Q(pk__in=known)
        return queryset.filter(named)


class SourceFileFilter(filters.FilterSet):
    """Source files by state, hash, batch, and when they came in."""

    state = filters.MultipleChoiceFilter(choices=SourceFile.State.choices, label="State")
    sha256 = filters.CharFilter(lookup_expr="iexact")
    batch = filters.ModelChoiceFilter(
        queryset=IngestBatch.objects.all(),
        to_field_name="public_id",
        field_name="batch_items__batch",
    )
    received_since = filters.IsoDateTimeFilter(
        field_name="received_at", lookup_expr="gte", label="Received since"
    )

    class Meta:
        model = SourceFile
        fields = ()


class BatchFilter(filters.FilterSet):
    """Batches by part of a name, and by the door they came through."""

    q = filters.CharFilter(field_name="name", lookup_expr="icontains", label="Name")
    channel = filters.ChoiceFilter(choices=IngestBatch.Channel.choices, label="Handed in by")

    class Meta:
        model = IngestBatch
        fields = ()


class BatchItemFilter(filters.FilterSet):
    """Items of a batch by their state: the file's, once there is one."""

    state = filters.ChoiceFilter(
        choices=tuple(dict([*BatchItem.State.choices, *SourceFile.State.choices]).items()),
        method="in_state",
    )

    class Meta:
        model = BatchItem
        fields = ()

    def in_state(self, queryset: QuerySet[BatchItem], name: str, value: str) -> QuerySet[BatchItem]:
        of_file = Q(source_file__state=value)
        return queryset.filter(of_file | Q(source_file=None, state=value))
