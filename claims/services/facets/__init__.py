"""Facets of the list of claims: counted for a filter, and kept up to date with the statements."""

from claims.services.facets.counting import LONG, SHOWN, Window, count_facets
from claims.services.facets.types import FacetCount, FacetCounts, FacetValue

__all__ = [
    "LONG",
    "SHOWN",
    "FacetCount",
    "FacetCounts",
    "FacetValue",
    "Window",
    "count_facets",
]
