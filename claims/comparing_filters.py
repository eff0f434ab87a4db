"""Which claims are compared: the filters of the claims list, but for the outlet."""

from __future__ import annotations

import django_filters as filters
from django.db.models import QuerySet

from claims.filters import ClaimFilter
from claims.models import Claim
from claims.services.comparing import MOST_OUTLETS
from sources.keyset import Keyset
from sources.models import Outlet

KEYSETS = {
    "changed": Keyset(("changed_at", "id")),
    "reported": Keyset(("reported_key", "id")),
    "origins": Keyset(("independent_count", "id")),
    "reports": Keyset(("report_count", "id")),
}


# What comes after so many ids is not even looked at.
_MOST_IDS = 20


class ComparedClaimFilter(ClaimFilter):
    """The filters of the claims list; `outlet` says who is compared and narrows nothing by itself,
    nor does `differing`, which chooses among the rows."""

    outlet = filters.CharFilter(method="unchanged", label="Outlets compared")
    differing = filters.BooleanFilter(method="unchanged", label="Only where they differ")
    find = filters.CharFilter(method="unchanged", label="Find an outlet")

    def unchanged(self, queryset: QuerySet[Claim], name: str, value: object) -> QuerySet[Claim]:
        return queryset


def chosen_outlets(public_ids: list[str]) -> tuple[list[Outlet], list[str]]:
    """The outlets with these ids, in their order and at most four, and what is wrong with the others."""
    wanted = list(dict.fromkeys(filter(None, public_ids)))[:_MOST_IDS]
    could_be = [one for one in wanted if "\x00" not in one]
    known = {row.public_id: row for row in Outlet.objects.filter(public_id__in=could_be)}
    wrong = [f"outlet: there is no outlet “{one[:60]}”." for one in wanted if one not in known]
    found = [known[one] for one in wanted if one in known]
    wrong += [
        f"outlet: at most {MOST_OUTLETS} outlets are compared; {row} was left out."
        for row in found[MOST_OUTLETS:]
    ]
    return found[:MOST_OUTLETS], wrong
