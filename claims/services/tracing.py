"""Tracing where a statement comes from: its origin."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from ulid import ULID

from claims.extraction.occasions import same_quote
from claims.models import Origin, OriginQuote, Speaker
from claims.services.chains import rebuild_chains
from claims.services.media import same_medium
from sources.models import Outlet
from sources.services.locks import lock_for_transaction

# The same speakers through the same medium, or with no medium named, within this time are taken for
# one occasion: papers pick an interview up for weeks.
ONE_OCCASION = timedelta(days=45)
# A statement is compared with at most this many occasions and quotes of its speakers, however much
# they say.
_OCCASIONS = 50
_QUOTES = 200
UNKNOWN_KEY = "unknown"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an article tells of the occasion on which something was said. `is_stated`: the article
    says when; otherwise `dated_on` is the day of the report. `quotes` are plain words."""

    medium: str = ""
    dated_on: date | None = None
    is_stated: bool = False
    quotes: tuple[str, ...] = ()


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
def speakers_origin(*, speakers: Sequence[Speaker], occasion: Occasion) -> Origin:
    """The origin of what these speakers said, jointly, on one occasion; made when new."""
    if all(s.kind == Speaker.Kind.REPORTS for s in speakers):
        return unknown_origin()
    family = family_of(s.pk for s in speakers)
    lock_for_transaction(f"origin:{family}")
    origin = find_occasion(family=family, occasion=occasion)
    if origin is None:
        origin = new_origin(speakers, occasion)
    elif changes := learned(origin, occasion):
        for name, value in changes.items():
            setattr(origin, name, value)
        origin.save(update_fields=list(changes))
        if "medium" in changes:
            rebuild_chains(list(origin.assertions.values_list("pk", flat=True)))
    _remember_quotes(origin, family, occasion.quotes)
    return origin


def new_origin(speakers: Sequence[Speaker], occasion: Occasion) -> Origin:
    """A new origin of these speakers."""
    family = family_of(s.pk for s in speakers)
    origin = Origin.objects.create(
        key=f"{family}|{ULID()}",
        family=family,
        kind=Origin.Kind.SPEAKERS,
        label=origin_label(speakers, occasion.medium),
        occasion="Interview" if occasion.medium else "Statement",
        medium=occasion.medium[:200],
        dated_on=occasion.dated_on,
        date_is_stated=occasion.is_stated,
    )
    origin.speakers.set(speakers)
    return origin


def family_of(speaker_ids: Iterable[int]) -> str:
    """What all origins of these speakers, jointly, have in common."""
    family = "speakers:" + ",".join(map(str, sorted(speaker_ids)))
    if len(family) > 150:
        family = f"speakers:{hashlib.sha256(family.encode()).hexdigest()}"
    return family


def find_occasion(
    *, family: str, occasion: Occasion, beside: Origin | None = None
) -> Origin | None:
    """The origin of a family that is the same occasion; `beside` is left out.

    One through the same medium comes before one whose medium nobody named, the nearer in time
    before the farther. What was quoted is known whenever and wherever it was printed.
    """
    rows = Origin.objects.filter(family=family).select_related("merged_into")
    if beside is not None:
        rows = rows.exclude(pk=beside.pk).exclude(merged_into=beside)
    day = occasion.dated_on
    if day:
        around = Q(dated_on__range=(day - ONE_OCCASION, day + ONE_OCCASION))
        rows = rows.filter(around | Q(dated_on=None))
    near = [
        (_rank(origin, occasion), origin)
        for origin in rows.order_by("-dated_on", "id")[:_OCCASIONS]
        if _media_agree(origin.medium, occasion.medium)
    ]
    if near:
        return min(near, key=lambda found: found[0])[1].survivor
    return _quoted_origin(family, occasion.quotes, beside)


def _rank(origin: Origin, occasion: Occasion) -> tuple[bool, int, int]:
    days = 0
    if origin.dated_on and occasion.dated_on:
        days = abs((origin.dated_on - occasion.dated_on).days)
    return (bool(origin.medium) != bool(occasion.medium), days, origin.pk)


def _media_agree(first: str, second: str) -> bool:
    return not (first and second) or same_medium(first, second)


def _quoted_origin(family: str, quotes: Sequence[str], beside: Origin | None) -> Origin | None:
    if not quotes:
        return None
    known = OriginQuote.objects.filter(family=family).select_related("origin__merged_into")
    if beside is not None:
        known = known.exclude(origin=beside).exclude(origin__merged_into=beside)
    for row in known.order_by("-id")[:_QUOTES]:
        if any(same_quote(row.words, words) for words in quotes):
            return row.origin.survivor
    return None


def _remember_quotes(origin: Origin, family: str, quotes: Sequence[str]) -> None:
    OriginQuote.objects.bulk_create(
        [
            OriginQuote(origin=origin, family=family, words=words[:600], digest=_digest(words))
            for words in quotes
        ],
        ignore_conflicts=True,
    )


def _digest(words: str) -> int:
    digest = hashlib.blake2b(words.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def learned(origin: Origin, occasion: Occasion) -> dict[str, object]:
    """What another report knows more about the occasion, by field."""
    changes: dict[str, object] = {}
    if occasion.medium and not origin.medium:
        speakers = list(origin.speakers.order_by("id"))
        changes = {
            "medium": occasion.medium[:200],
            "occasion": "Interview",
            "label": origin_label(speakers, occasion.medium),
        }
    if occasion.dated_on and _dates_better(origin, occasion):
        changes["dated_on"] = occasion.dated_on
        if occasion.is_stated != origin.date_is_stated:
            changes["date_is_stated"] = occasion.is_stated
    return changes


def _dates_better(origin: Origin, occasion: Occasion) -> bool:
    """A day that a text states comes before the day of a report, the earlier before the later."""
    assert occasion.dated_on is not None
    if origin.dated_on is None or occasion.is_stated != origin.date_is_stated:
        return origin.dated_on is None or occasion.is_stated
    return occasion.dated_on < origin.dated_on


def origin_label(speakers: Sequence[Speaker], medium: str) -> str:
    """An origin in words."""
    names = " and ".join(s.name for s in speakers)
    return (f"{names}, through {medium}" if medium else names)[:600]
