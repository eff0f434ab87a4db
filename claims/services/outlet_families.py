"""Which house an outlet belongs to: outlets of one family are not independent of each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from claims.models import Assertion, Speaker
from claims.services.journal import Step
from sources.models import Outlet, OutletAlias
from sources.services.outlets import outlet_key


def outlets_regrouped(steps: Iterable[Step]) -> set[int]:
    """Ids of the outlets whose family the steps of an act set."""
    return {
        pk
        for step in steps
        if step["what"] == "outlet" and step.get("field") == "family"
        for pk in step["ids"]
    }


def claims_told_by(outlet_ids: Collection[int]) -> set[int]:
    """Ids of the claims that rest on the own word of these outlets, or on them as a medium that is
    quoted: those whose independence depends on their families."""
    if not outlet_ids:
        return set()
    keys = set(OutletAlias.objects.filter(outlet__in=outlet_ids).values_list("key", flat=True))
    media = Speaker.objects.filter(kind=Speaker.Kind.MEDIUM).values_list("pk", "name")
    quoted = [pk for pk, name in media if outlet_key(name) in keys]
    rests = Q(origin__outlet__in=outlet_ids) | Q(origin__speakers__in=quoted)
    found = Assertion.objects.filter(rests, claim__isnull=False, is_withdrawn=False)
    return set(found.values_list("claim_id", flat=True))


def families() -> list[str]:
    """The families that are known, for choosing."""
    known = Outlet.objects.exclude(family="").order_by("family").values_list("family", flat=True)
    return list(known.distinct()[:200])
