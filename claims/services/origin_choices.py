"""Origins that an editor may mean, found by words instead of ids, each with what tells it from others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.filters import OriginFilter
from claims.models import Assertion, Origin
from claims.services.origin_page import OriginCounts, listed_origins, with_counts

# So many of each group are offered; words find the others.
OFFERED = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """An origin to choose, why it is offered, and what rests on it."""

    origin: Origin
    because: str
    counts: OriginCounts


def choices_for(assertion: Assertion, *, query: str = "", chosen: str = "") -> list[Choice]:
    """What the origin of a statement may be: what words find first, then what is chosen already,
    origins of its claim, and of its speakers. Four queries, and as many to count."""
    found = [(one, "found") for one in find_origins(query)]
    if chosen:
        found += [(one, "chosen") for one in listed_or_not(chosen)]
    if assertion.claim_id is not None:
        rests = listed_origins().filter(
            pk__in=Assertion.objects.filter(
                claim=assertion.claim_id, origin__isnull=False, is_withdrawn=False
            )
            .order_by()
            .values("origin")
        )
        found += [(one, "of this claim") for one in rests.order_by("id")[:OFFERED]]
    said = Origin.objects.filter(
        speakers__in=assertion.attributions.values("speaker"), merged_into=None
    )
    same = said.select_related("outlet").prefetch_related("speakers").distinct()
    found += [(one, "of these speakers") for one in same.order_by("-id")[:OFFERED]]
    return _counted((one, why) for one, why in found if one.pk != assertion.origin_id)


def same_occasions(origin: Origin, *, query: str = "", chosen: str = "") -> list[Choice]:
    """Which other origins may be the same occasion: what words find, and others of the same speakers."""
    found = [(one, "found") for one in find_origins(query)]
    if chosen:
        found += [(one, "chosen") for one in listed_or_not(chosen)]
    if origin.family:
        others = Origin.objects.filter(family=origin.family, merged_into=None)
        others = others.select_related("outlet").prefetch_related("speakers")
        others = others.order_by("-dated_on", "id")
        found += [(one, "of the same speakers") for one in others[: OFFERED + 1]]
    return _counted((one, why) for one, why in found if one.pk != origin.pk)


def find_origins(text: str) -> list[Origin]:
    """Origins by an id, or by beginnings of words of their label or speakers as in the list of origins;
    the newest first."""
    text = text.strip()
    if not text:
        return []
    if text.startswith("org_"):
        return listed_or_not(text)
    return list(OriginFilter({"q": text}, queryset=listed_origins()).qs.order_by("-id")[:OFFERED])


def listed_or_not(public_id: str) -> list[Origin]:
    """The origin with this id as what it is now, if there is one."""
    rows = Origin.objects.select_related("outlet", "merged_into").prefetch_related("speakers")
    found = rows.filter(public_id=public_id[:60]).first()
    return [found.survivor] if found else []


def _counted(found: Iterable[tuple[Origin, str]]) -> list[Choice]:
    """Each once, for the first of its reasons."""
    why: dict[int, str] = {}
    rows: dict[int, Origin] = {}
    for origin, because in found:
        why.setdefault(origin.pk, because)
        rows.setdefault(origin.pk, origin)
    return [
        Choice(origin, why[origin.pk], counts)
        for origin, counts, _ in with_counts(list(rows.values()))
    ]
