"""How lists other than that of claims are narrowed: the same on the pages and in the API."""

from __future__ import annotations

import django_filters as filters
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.filters.choices import type_choices
from claims.identity.words import words_of
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
    Topic,
)
from claims.models.speaker import SpeakerQuerySet
from sources.filters import ArticleFilter
from sources.models import Article, Outlet


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


class SaidFilter(filters.FilterSet):
    """What is attributed to a speaker, by type, by stance and by words of the statement."""

    q = filters.CharFilter(method="search", label="Search")
    type = filters.MultipleChoiceFilter(choices=type_choices, field_name="assertion__type")
    stance = filters.MultipleChoiceFilter(
        choices=Assertion.Stance.choices, field_name="assertion__stance"
    )

    class Meta:
        model = Attribution
        fields = ()

    def search(
        self, queryset: QuerySet[Attribution], name: str, value: str
    ) -> QuerySet[Attribution]:
        query = SearchQuery(value, config="english", search_type="websearch")
        return queryset.filter(assertion__search=query)


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
    """Origins by the beginnings of words in their label or in a speaker's name, by kind and speaker."""

    q = filters.CharFilter(method="search", label="Search")
    kind = filters.MultipleChoiceFilter(choices=Origin.Kind.choices)
    speaker = filters.ModelChoiceFilter(
        queryset=Speaker.objects.all(), to_field_name="public_id", field_name="speakers"
    )

    class Meta:
        model = Origin
        fields = ()

    def search(self, queryset: QuerySet[Origin], name: str, value: str) -> QuerySet[Origin]:
        words = words_of(value)
        if not words:
            return queryset.none()
        query = SearchQuery(
            " & ".join(f"{word}:*" for word in words), search_type="raw", config="simple"
        )
        labelled = Origin.objects.annotate(words=SearchVector("label", config="simple"))
        said = Origin.speakers.through.objects.filter(
            speaker__in=Speaker.objects.called(value).values("pk")
        )
        return queryset.filter(
            Q(pk__in=labelled.filter(words=query).values("pk")) | Q(pk__in=said.values("origin_id"))
        )


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


class TopicFilter(filters.FilterSet):
    """Topics by part of a name."""

    q = filters.CharFilter(field_name="name", lookup_expr="icontains", label="Name")

    class Meta:
        model = Topic
        fields = ()
