"""How lists of claims and assertions are narrowed: the same on the pages and in the API."""

from __future__ import annotations

import django_filters as filters
from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.catalogue import default_catalogue
from claims.models import (
    Assertion,
    AssertionFlag,
    Attribution,
    Claim,
    ClaimSuggestion,
    EditorialChange,
    MergeSuggestion,
    NoveltyReceipt,
    Origin,
    Speaker,
    SpeakerChange,
    Status,
)
from claims.models.speaker import SpeakerQuerySet
from sources.filters import ArticleFilter
from sources.models import Article, Outlet


def type_choices() -> list[tuple[str, str]]:
    """Every claim type of the catalogue, by label."""
    return sorted(
        ((t.key, t.label) for t in default_catalogue().types.values()), key=lambda c: c[1]
    )


def _of_claim(**conditions: object) -> Exists:
    """Claims that hold a statement with these properties."""
    held = Assertion.objects.filter(claim=OuterRef("pk"), is_withdrawn=False, **conditions)
    return Exists(held)


class ClaimFilter(filters.FilterSet):
    """`q` searches titles, places and the statements themselves; dates are days of report."""

    q = filters.CharFilter(method="search", label="Search")
    type = filters.MultipleChoiceFilter(choices=type_choices, label="Type")
    status = filters.MultipleChoiceFilter(choices=Status.choices, label="Status")
    outlet = filters.ModelChoiceFilter(
        queryset=Outlet.objects.all(), to_field_name="public_id", method="by_outlet", label="Outlet"
    )
    speaker = filters.ModelChoiceFilter(
        queryset=Speaker.objects.all(),
        to_field_name="public_id",
        method="by_speaker",
        label="Speaker",
    )
    origin = filters.ModelChoiceFilter(
        queryset=Origin.objects.all(), to_field_name="public_id", method="by_origin", label="Origin"
    )
    after = filters.DateFilter(
        field_name="last_reported_on", lookup_expr="gte", label="Reported from"
    )
    before = filters.DateFilter(
        field_name="first_reported_on", lookup_expr="lte", label="Reported until"
    )
    min_origins = filters.NumberFilter(
        field_name="independent_count",
        lookup_expr="gte",
        label="Least independent origins",
        min_value=0,
        max_value=1000,
    )
    needs_review = filters.BooleanFilter(label="Needs re-review")
    challenged = filters.BooleanFilter(method="by_challenge", label="Challenged")

    class Meta:
        model = Claim
        fields = ()

    def search(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        query = SearchQuery(value, config="english", search_type="websearch")
        # As a set of ids, so that each of the two text indexes can be used.
        stated = Assertion.objects.filter(search=query, is_withdrawn=False).values("claim_id")
        return queryset.filter(Q(search=query) | Q(pk__in=stated))

    def by_outlet(self, queryset: QuerySet[Claim], name: str, value: Outlet) -> QuerySet[Claim]:
        return queryset.filter(_of_claim(article__outlet=value))

    def by_speaker(self, queryset: QuerySet[Claim], name: str, value: Speaker) -> QuerySet[Claim]:
        said = Attribution.objects.filter(speaker=value.survivor, assertion__is_withdrawn=False)
        return queryset.filter(pk__in=said.values("assertion__claim_id"))

    def by_origin(self, queryset: QuerySet[Claim], name: str, value: Origin) -> QuerySet[Claim]:
        return queryset.filter(_of_claim(origin=value))

    def by_challenge(self, queryset: QuerySet[Claim], name: str, value: bool) -> QuerySet[Claim]:
        return (
            queryset.filter(challenge_count__gt=0) if value else queryset.filter(challenge_count=0)
        )


class AssertionFilter(filters.FilterSet):
    """Statements, by what they say and where."""

    q = filters.CharFilter(method="search", label="Search")
    type = filters.MultipleChoiceFilter(choices=type_choices)
    stance = filters.MultipleChoiceFilter(choices=Assertion.Stance.choices)
    review_state = filters.MultipleChoiceFilter(choices=Assertion.ReviewState.choices)
    claim = filters.ModelChoiceFilter(queryset=Claim.objects.all(), to_field_name="public_id")
    article = filters.ModelChoiceFilter(queryset=Article.objects.all(), to_field_name="public_id")
    origin = filters.ModelChoiceFilter(queryset=Origin.objects.all(), to_field_name="public_id")
    outlet = filters.ModelChoiceFilter(
        queryset=Outlet.objects.all(), to_field_name="public_id", field_name="article__outlet"
    )
    speaker = filters.ModelChoiceFilter(
        queryset=Speaker.objects.all(),
        to_field_name="public_id",
        field_name="attributions__speaker",
    )
    flag = filters.ChoiceFilter(choices=AssertionFlag.Kind.choices, field_name="flags__kind")

    class Meta:
        model = Assertion
        fields = ()

    def search(self, queryset: QuerySet[Assertion], name: str, value: str) -> QuerySet[Assertion]:
        return queryset.filter(search=SearchQuery(value, config="english", search_type="websearch"))


class SpeakerFilter(filters.FilterSet):
    """Speakers by part of a name, and by what they are."""

    q = filters.CharFilter(method="search", label="Name")
    kind = filters.MultipleChoiceFilter(choices=Speaker.Kind.choices)
    country = filters.CharFilter(field_name="country", lookup_expr="iexact")

    class Meta:
        model = Speaker
        fields = ()

    def search(self, queryset: SpeakerQuerySet, name: str, value: str) -> SpeakerQuerySet:
        return queryset.called(value)


class SuggestionFilter(filters.FilterSet):
    """Questions on who is who, by state and speaker."""

    state = filters.MultipleChoiceFilter(choices=MergeSuggestion.State.choices)
    speaker = filters.ModelChoiceFilter(
        queryset=Speaker.objects.all(), to_field_name="public_id", method="by_speaker"
    )

    class Meta:
        model = MergeSuggestion
        fields = ()

    def by_speaker(
        self, queryset: QuerySet[MergeSuggestion], name: str, value: Speaker
    ) -> QuerySet[MergeSuggestion]:
        return queryset.filter(Q(first=value) | Q(second=value))


class ChangeFilter(filters.FilterSet):
    """Changes of speakers, by kind and speaker."""

    kind = filters.MultipleChoiceFilter(choices=SpeakerChange.Kind.choices)
    speaker = filters.ModelChoiceFilter(
        queryset=Speaker.objects.all(), to_field_name="public_id", method="by_speaker"
    )

    class Meta:
        model = SpeakerChange
        fields = ()

    def by_speaker(
        self, queryset: QuerySet[SpeakerChange], name: str, value: Speaker
    ) -> QuerySet[SpeakerChange]:
        return queryset.filter(Q(speaker=value) | Q(other=value))


class ClaimSuggestionFilter(filters.FilterSet):
    """Questions which claims ask the same, by state and by a claim they are about."""

    state = filters.MultipleChoiceFilter(choices=ClaimSuggestion.State.choices)
    claim = filters.ModelChoiceFilter(
        queryset=Claim.objects.all(), to_field_name="public_id", method="by_claim"
    )

    class Meta:
        model = ClaimSuggestion
        fields = ()

    def by_claim(
        self, queryset: QuerySet[ClaimSuggestion], name: str, value: Claim
    ) -> QuerySet[ClaimSuggestion]:
        return queryset.filter(Q(first=value) | Q(second=value))


class EditorialChangeFilter(filters.FilterSet):
    """Acts of editors, by what they are about and by who did them."""

    kind = filters.MultipleChoiceFilter(choices=EditorialChange.Kind.choices)
    claim = filters.ModelChoiceFilter(
        queryset=Claim.objects.all(), to_field_name="public_id", method="by_claim"
    )
    assertion = filters.ModelChoiceFilter(
        queryset=Assertion.objects.all(), to_field_name="public_id"
    )
    outlet = filters.ModelChoiceFilter(queryset=Outlet.objects.all(), to_field_name="public_id")
    by = filters.CharFilter(field_name="by__username")

    class Meta:
        model = EditorialChange
        fields = ()

    def by_claim(
        self, queryset: QuerySet[EditorialChange], name: str, value: Claim
    ) -> QuerySet[EditorialChange]:
        return queryset.filter(Q(claim=value) | Q(other=value))


class OriginFilter(filters.FilterSet):
    """Origins by kind and speaker."""

    kind = filters.MultipleChoiceFilter(choices=Origin.Kind.choices)
    speaker = filters.ModelChoiceFilter(
        queryset=Speaker.objects.all(), to_field_name="public_id", field_name="speakers"
    )

    class Meta:
        model = Origin
        fields = ()


class ReadArticleFilter(ArticleFilter):
    """Articles, also by whether statements of theirs wait for review."""

    unreviewed = filters.BooleanFilter(method="by_review", label="With unreviewed statements")

    def by_review(self, queryset: QuerySet[Article], name: str, value: bool) -> QuerySet[Article]:
        draft = Assertion.objects.filter(
            article=OuterRef("pk"), is_withdrawn=False, review_state=Assertion.ReviewState.DRAFT
        )
        return queryset.filter(Exists(draft) if value else ~Exists(draft))


class ReceiptFilter(filters.FilterSet):
    """Receipts by outlet."""

    outlet = filters.ModelChoiceFilter(
        queryset=Outlet.objects.all(), to_field_name="public_id", field_name="article__outlet"
    )

    class Meta:
        model = NoveltyReceipt
        fields = ()
