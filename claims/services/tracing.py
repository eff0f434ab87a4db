"""Tracing where a statement comes from: its origin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from rapidfuzz import fuzz

from claims.models import Origin, Speaker
from sources.models import Outlet
from sources.services.locks import lock_for_transaction

# The same speakers through the same medium, or with no medium named, within this time are taken for
# one occasion: papers pick an interview up for weeks.
ONE_OCCASION = timedelta(days=45)
# Two transliterations of one paper's name score above this (0..100, Levenshtein ratio).
SAME_MEDIUM = 80
UNKNOWN_KEY = "unknown"
_GENERIC_MEDIUM = re.compile(
    r"^(?:\w+ )?(?:state|local|national|foreign) (?:media|television|tv|radio)$", re.I
)


def named_medium(via: Sequence[str]) -> str:
    """The first medium of a chain that has a name of its own."""
    return next((medium for medium in via if not _GENERIC_MEDIUM.match(medium)), "")


def unknown_origin() -> Origin:
    """Where reports come from that name nobody."""
    origin, _created = Origin.objects.get_or_create(
        key=UNKNOWN_KEY, defaults={"kind": Origin.Kind.UNKNOWN, "label": "Unknown origin"}
    )
    return origin


def outlet_origin(outlet: Outlet | None) -> Origin:
    """An outlet's own voice; unknown when the outlet is."""
    if outlet is None:
        return unknown_origin()
    origin, _created = Origin.objects.get_or_create(
        key=f"outlet:{outlet.pk}",
        defaults={"kind": Origin.Kind.OUTLET, "outlet": outlet, "label": f"{outlet.name} itself"},
    )
    return origin


@transaction.atomic
def speakers_origin(*, speakers: Sequence[Speaker], medium: str, dated_on: date | None) -> Origin:
    """The origin of what these speakers said, jointly, on one occasion; made when new."""
    if all(s.kind == Speaker.Kind.REPORTS for s in speakers):
        return unknown_origin()
    family = family_of(s.pk for s in speakers)
    lock_for_transaction(f"origin:{family}")
    if origin := find_occasion(family=family, medium=medium, dated_on=dated_on):
        changes = learned(origin, medium, dated_on)
        for name, value in changes.items():
            setattr(origin, name, value)
        if changes:
            origin.save(update_fields=list(changes))
        return origin
    origin = Origin.objects.create(
        key=next_key(family),
        kind=Origin.Kind.SPEAKERS,
        label=origin_label(speakers, medium),
        occasion="Interview" if medium else "Statement",
        medium=medium[:200],
        dated_on=dated_on,
    )
    origin.speakers.set(speakers)
    return origin


def family_of(speaker_ids: Iterable[int]) -> str:
    """What the keys of all origins of these speakers, jointly, begin with."""
    return "speakers:" + ",".join(map(str, sorted(speaker_ids)))


def next_key(family: str) -> str:
    """A key that no origin of the family has yet."""
    keys = Origin.objects.filter(key__startswith=f"{family}|").values_list("key", flat=True)
    number = max((int(key.rpartition("|")[2]) for key in keys), default=0) + 1
    return f"{family}|{number}"[:600]


def find_occasion(
    *, family: str, medium: str, dated_on: date | None, beside: Origin | None = None
) -> Origin | None:
    """The origin of a family that is the same occasion; `beside` is left out."""
    for origin in Origin.objects.filter(key__startswith=f"{family}|").order_by("id"):
        if origin != beside and _same_occasion(origin, medium, dated_on):
            return origin
    return None


def _same_occasion(origin: Origin, medium: str, dated_on: date | None) -> bool:
    if origin.medium and medium and fuzz.ratio(_plain(origin.medium), _plain(medium)) < SAME_MEDIUM:
        return False
    return not (origin.dated_on and dated_on and abs(origin.dated_on - dated_on) > ONE_OCCASION)


def learned(origin: Origin, medium: str, dated_on: date | None) -> dict[str, object]:
    """What another report knows more about the occasion, by field."""
    changes: dict[str, object] = {}
    if medium and not origin.medium:
        speakers = list(origin.speakers.order_by("id"))
        changes = {
            "medium": medium[:200],
            "occasion": "Interview",
            "label": origin_label(speakers, medium),
        }
    if dated_on and (origin.dated_on is None or dated_on < origin.dated_on):
        changes["dated_on"] = dated_on
    return changes


def origin_label(speakers: Sequence[Speaker], medium: str) -> str:
    """An origin in words."""
    names = " and ".join(s.name for s in speakers)
    return (f"{names}, through {medium}" if medium else names)[:600]


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(
        r"^the |[^\w ]", "", "".join(c for c in decomposed if not unicodedata.combining(c))
    )
