"""What the page of an outlet shows besides its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from claims.models import EditorialChange
from claims.services.outlet_numbers import OutletNumbers, outlet_numbers
from sources.models import Article, Outlet

SHOWN_CHANGES = 50
_FAMILY = 12


@dataclass(frozen=True, slots=True)
class OutletPage:
    """`relatives` are other outlets of the same family; `changes` what editors decided on it."""

    numbers: OutletNumbers
    relatives: tuple[Outlet, ...]
    changes: tuple[EditorialChange, ...]


def outlet_page(outlet: Outlet) -> OutletPage:
    """Gather the page of an outlet, in six queries."""
    relatives = Outlet.objects.filter(family=outlet.family).exclude(pk=outlet.pk)
    changes = EditorialChange.objects.filter(outlet=outlet).order_by("-id").defer("journal")
    return OutletPage(
        numbers=outlet_numbers(outlet),
        relatives=tuple(relatives.order_by("name")[:_FAMILY]) if outlet.family else (),
        changes=tuple(changes.select_related("by", "undoes", "undone_by")[:SHOWN_CHANGES]),
    )


def articles_of(outlet: Outlet) -> QuerySet[Article]:
    """Its articles, with what is shown of each."""
    return (
        Article.objects.filter(outlet=outlet)
        .select_related("syndicated_from", "text_from", "receipt")
        .defer("text", "search", "zones")
    )
