"""How lists are narrowed: the same on the pages and in the API."""

from claims.filters.choices import type_choices
from claims.filters.claims import ClaimFilter, ListedClaimFilter
from claims.filters.facets import FacetFilter
from claims.filters.lists import (
    AssertionFilter,
    ChangeFilter,
    ClaimSuggestionFilter,
    EditorialChangeFilter,
    OriginFilter,
    ReadArticleFilter,
    ReceiptFilter,
    SaidFilter,
    SpeakerFilter,
    SuggestionFilter,
    TopicFilter,
)

__all__ = [
    "AssertionFilter",
    "ChangeFilter",
    "ClaimFilter",
    "ClaimSuggestionFilter",
    "EditorialChangeFilter",
    "FacetFilter",
    "ListedClaimFilter",
    "OriginFilter",
    "ReadArticleFilter",
    "ReceiptFilter",
    "SaidFilter",
    "SpeakerFilter",
    "SuggestionFilter",
    "TopicFilter",
    "type_choices",
]
