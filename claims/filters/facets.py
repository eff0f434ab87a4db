"""Filters of claims that are facets: several values of one are alternatives, and each has a count."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Model, Q, QuerySet

from claims.models import Claim, ClaimFacet

# What "how many independent origins" ends with: this many or more.
MOST_ORIGINS = 5
NOT_DECIDED = "none"
_YES_NO = {"": None, "true": True, "1": True, "false": False, "0": False}


class FacetFilter(filters.Filter):
    """A filter whose condition is known without a queryset, so that its values can be counted as if
    it were not set."""

    @abstractmethod
    def condition(self, value: Any) -> Q:
        """What claims with one of the chosen values have."""

    @abstractmethod
    def chosen(self, value: Any) -> list[str]:
        """The chosen values, each as it stands in an address."""

    def filter(self, qs: QuerySet[Claim], value: Any) -> QuerySet[Claim]:
        return qs.filter(self.condition(value)) if self.is_set(value) else qs

    def is_set(self, value: Any) -> bool:
        """True when something is chosen."""
        return bool(value)


class ColumnFacet(FacetFilter, filters.MultipleChoiceFilter):
    """Values that stand in a column of the claim."""

    def condition(self, value: Iterable[str]) -> Q:
        return Q(**{f"{self.field_name}__in": list(value)})

    def chosen(self, value: Iterable[str]) -> list[str]:
        return list(value)


class DecidedFacet(ColumnFacet):
    """What editors decided; `none` for claims that nobody has decided on."""

    def condition(self, value: Iterable[str]) -> Q:
        return super().condition("" if one == NOT_DECIDED else one for one in value)


class OriginCountFacet(ColumnFacet):
    """How many independent origins there are, the last number standing for it and more."""

    def condition(self, value: Iterable[str]) -> Q:
        numbers = [int(one) for one in value]
        few = Q(independent_count__in=[n for n in numbers if n < MOST_ORIGINS])
        return few | Q(independent_count__gte=MOST_ORIGINS) if MOST_ORIGINS in numbers else few


class AnyTextsField(forms.MultipleChoiceField):
    """Texts that nobody listed beforehand."""

    def valid_value(self, value: str) -> bool:
        ProhibitNullCharactersValidator()(value)
        return True


class PlaceFacet(ColumnFacet):
    """Places as claims name them."""

    field_class = AnyTextsField


class YesNoField(forms.Field):
    """Says so when it is told neither."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> bool | None:
        said = str(value or "").lower()
        if said not in _YES_NO:
            raise ValidationError(f"Say true or false, not “{value}”.")
        return _YES_NO[said]


class YesNoFacet(FacetFilter, filters.BooleanFilter):
    """True or false."""

    field_class = YesNoField

    def is_set(self, value: bool | None) -> bool:
        return value is not None

    def condition(self, value: bool) -> Q:
        return Q(**{self.field_name: value})

    def chosen(self, value: bool) -> list[str]:
        return ["true" if value else "false"]


class ChallengedFacet(YesNoFacet):
    """True for claims that a challenge stands against."""

    def condition(self, value: bool) -> Q:
        return Q(challenge_count__gt=0) if value else Q(challenge_count=0)


class HeldFacet(FacetFilter):
    """Values that statements of the claim have, kept by claim in a table of their own."""

    facet: ClaimFacet.Facet

    @abstractmethod
    def numbers(self, value: Any) -> list[int]:
        """The chosen values as that table has them."""

    def condition(self, value: Any) -> Q:
        held = ClaimFacet.objects.filter(facet=self.facet, value__in=self.numbers(value))
        return Q(pk__in=held.values("claim_id"))


class RowFacet(HeldFacet, filters.ModelMultipleChoiceFilter):
    """Outlets, speakers or origins, by public id; one that was merged stands for what it is now.

    `field_name` is the way from the claim to them, which the table saves going.
    """

    def __init__(self, facet: ClaimFacet.Facet, **kwargs: Any) -> None:
        super().__init__(to_field_name="public_id", **kwargs)
        self.facet = facet

    def numbers(self, value: Iterable[Model]) -> list[int]:
        return [getattr(row, "survivor", row).pk for row in value]

    def chosen(self, value: Iterable[Any]) -> list[str]:
        return [row.public_id for row in value]


class ReviewFacet(HeldFacet, filters.MultipleChoiceFilter):
    """States of review of the statements a claim holds."""

    facet = ClaimFacet.Facet.REVIEW

    def numbers(self, value: Iterable[str]) -> list[int]:
        by_state = {str(state): number for number, state in ClaimFacet.REVIEW_STATES.items()}
        return [by_state[one] for one in value]

    def chosen(self, value: Iterable[str]) -> list[str]:
        return list(value)
