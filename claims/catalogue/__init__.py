"""The catalogue of claim types: data in `types/*.toml`, checked when loaded."""

from claims.catalogue.loading import (
    Catalogue,
    CatalogueError,
    default_catalogue,
    load_catalogue,
    use_own_types,
)
from claims.catalogue.types import ClaimType, FigureRule, Grammar, Pattern

__all__ = [
    "Catalogue",
    "CatalogueError",
    "ClaimType",
    "FigureRule",
    "Grammar",
    "Pattern",
    "default_catalogue",
    "load_catalogue",
    "use_own_types",
]
