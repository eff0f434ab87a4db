"""Knowing an outlet by any of its names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.db import transaction
from rapidfuzz import fuzz

from sources.models import Outlet, OutletAlias
from sources.services.locks import lock_for_transaction

# Two transliterations of one name score above this (0..100, Levenshtein ratio of their keys), and
# begin with the same letters.
_SAME_NAME = 85
_SAME_BEGINNING = 4
_PARENTHESES = re.compile(r"\([^)]*\)")
_TOP_LEVEL = re.compile(r"(\.(com?|org|net|gov|edu|ac))?\.[a-z]{2,}$")


def outlet_key(name: str) -> str:
    """A name's normalised form: "The Daily Example (Web)" and "daily example" are one."""
    plain = unicodedata.normalize("NFKD", _PARENTHESES.sub("", name)).casefold()
    plain = re.sub(r"^(the|www\.)\s*", "", plain.strip())
    return re.sub(r"[^\w]", "", plain)[:200]


def _keys(name: str, domain: str) -> dict[str, str]:
    """Every alias key of an outlet, with the name it stands for."""
    keys = {outlet_key(name): name} if name else {}
    for host in (domain, name if "." in name and " " not in name else ""):
        host = host.lower().removeprefix("www.")
        if host:
            keys.setdefault(outlet_key(host), host)
            # "example.com" is how pages write "Example".
            if len(label := outlet_key(_TOP_LEVEL.sub("", host))) > 2:
                keys.setdefault(label, host)
    return {key: value for key, value in keys.items() if key}


@transaction.atomic
def find_or_create_outlet(*, name: str, domain: str = "") -> Outlet | None:
    """The outlet that goes by this name or domain, made when new; None when both are empty."""
    keys = _keys(name, domain)
    if not keys:
        return None
    known = _known(keys)
    if known and not (domain and not known.domain):
        return known
    lock_for_transaction("outlet")
    known = _known(keys)
    outlet = known or Outlet.objects.create(name=(name or domain)[:200], domain=domain[:200])
    if known and domain and not known.domain and not Outlet.objects.filter(domain=domain).exists():
        known.domain = domain
        known.save(update_fields=["domain"])
    OutletAlias.objects.bulk_create(
        [OutletAlias(outlet=outlet, key=key, name=alias[:200]) for key, alias in keys.items()],
        ignore_conflicts=True,
    )
    return outlet


def _known(keys: dict[str, str]) -> Outlet | None:
    aliases = {
        alias.key: alias.outlet
        for alias in OutletAlias.objects.filter(key__in=keys).select_related("outlet")
    }
    return next((aliases[key] for key in keys if key in aliases), None)


def outlets_called(names: Iterable[str]) -> dict[str, Outlet]:
    """The outlets that are known by these names, or by another spelling of them; none is made."""
    keys = {name: key for name in names if (key := outlet_key(name))}
    found = OutletAlias.objects.filter(key__in=keys.values()).select_related("outlet")
    exact = {alias.key: alias.outlet for alias in found}
    known: dict[str, Outlet] = {}
    for name, key in keys.items():
        outlet = exact.get(key) or _spelt_otherwise(key)
        if outlet is not None:
            known[name] = outlet
    return known


def _spelt_otherwise(key: str) -> Outlet | None:
    if len(key) <= 2 * _SAME_BEGINNING:
        return None
    beside = OutletAlias.objects.filter(key__startswith=key[:_SAME_BEGINNING])
    scored = [
        (fuzz.ratio(alias.key, key), -alias.pk, alias.outlet)
        for alias in beside.select_related("outlet").order_by("pk")[:100]
    ]
    near = [found for found in scored if found[0] >= _SAME_NAME]
    return max(near, key=lambda found: found[:2])[2] if near else None
