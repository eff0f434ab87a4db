"""How lists of articles, outlets and source files are narrowed: the same on pages and in the API."""

from __future__ import annotations

import django_filters as filters
from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from sources.models import Article, IngestBatch, Outlet, SourceFile


class ArticleFilter(filters.FilterSet):
    """`q` searches titles and texts; dates are days of publication."""

    q = filters.CharFilter(method="search", label="Search")
    outlet = filters.ModelChoiceFilter(
        queryset=Outlet.objects.all(), to_field_name="public_id", label="Outlet"
    )
    after = filters.DateFilter(field_name="published_on", lookup_expr="gte", label="Published from")
    before = filters.DateFilter(
        field_name="published_on", lookup_expr="lte", label="Published until"
    )
    is_copy = filters.BooleanFilter(
        field_name="copy_of", lookup_expr="isnull", exclude=True, label="Copies"
    )

    class Meta:
        model = Article
        fields = ()

    def search(self, queryset: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        return queryset.filter(search=SearchQuery(value, config="english", search_type="websearch"))


class OutletFilter(filters.FilterSet):
    """Outlets by part of a name, family and reliability."""

    q = filters.CharFilter(field_name="name", lookup_expr="icontains", label="Name")
    family = filters.CharFilter(field_name="family", lookup_expr="iexact")
    reliability = filters.CharFilter(field_name="reliability", lookup_expr="iexact")

    class Meta:
        model = Outlet
        fields = ()


class SourceFileFilter(filters.FilterSet):
    """Source files by state, hash and batch."""

    state = filters.MultipleChoiceFilter(choices=SourceFile.State.choices, label="State")
    sha256 = filters.CharFilter(lookup_expr="iexact")
    batch = filters.ModelChoiceFilter(
        queryset=IngestBatch.objects.all(),
        to_field_name="public_id",
        field_name="batch_items__batch",
    )

    class Meta:
        model = SourceFile
        fields = ()
