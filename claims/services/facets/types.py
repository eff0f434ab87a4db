"""What counting facets gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value as it stands in an address and in words, and how many claims would be listed with it:
    those that meet every other facet."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetCount:
    """Values of one facet, and how many it has in all."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    value_count: int

    @property
    def left(self) -> int:
        """How many values are not given."""
        return max(0, self.value_count - len(self.values))

    @property
    def chosen(self) -> tuple[FacetValue, ...]:
        return tuple(v for v in self.values if v.is_chosen)


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """Facets by name, and how many claims the filter leaves: `total`, or so many and more.

    `counted` None = among all claims; otherwise among so many, those that changed last.
    """

    facets: dict[str, FacetCount]
    total: int
    is_exact: bool
    counted: int | None

    @property
    def total_text(self) -> str:
        return f"{self.total:,}" if self.is_exact else f"{self.total:,}+"
