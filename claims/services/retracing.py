"""Where statements come from after their speakers turned out to be others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from claims.models import Assertion, Attribution, Origin, OriginQuote, Speaker, SpeakerAlias
from claims.services.journal import Journal, Step
from claims.services.tracing import (
    Occasion,
    family_of,
    find_occasion,
    learned,
    origin_label,
    speakers_origin,
)


def move_voices(journal: Journal, *, merged: Speaker, survivor: Speaker) -> None:
    """The origins of `merged` become the survivor's; one that is then the same occasion as another
    is unified with it, and leads there."""
    for origin in Origin.objects.filter(speakers=merged, merged_into=None).order_by("id"):
        journal.remove("voice", [{"origin_id": origin.pk, "speaker_id": merged.pk}])
        journal.add("voice", {"origin_id": origin.pk, "speaker_id": survivor.pk})
        speakers = list(origin.speakers.order_by("id"))
        family = family_of(s.pk for s in speakers)
        twin = find_occasion(family=family, occasion=occasion_of(origin), beside=origin)
        _move_family(journal, origin, family)
        if twin is None:
            change_origin(journal, origin, {"label": origin_label(speakers, origin.medium)})
        else:
            unify(journal, origin, twin)


def occasion_of(origin: Origin) -> Occasion:
    """What is known of an origin's occasion."""
    quotes = origin.quotes.order_by("-id").values_list("words", flat=True)[:20]
    return Occasion(origin.medium, origin.dated_on, origin.date_is_stated, tuple(quotes))


def _move_family(journal: Journal, origin: Origin, family: str) -> None:
    """An origin, what leads to it, and their quotes are now found among those of other speakers."""
    ids = [origin.pk, *origin.merged_from.order_by("pk").values_list("pk", flat=True)]
    for old in set(Origin.objects.filter(pk__in=ids).values_list("family", flat=True)):
        own = Origin.objects.filter(pk__in=ids, family=old).values_list("pk", flat=True)
        journal.set("origin", list(own), "family", old, family)
        quotes = OriginQuote.objects.filter(origin__in=ids, family=old)
        journal.set("quote", list(quotes.values_list("pk", flat=True)), "family", old, family)
    origin.family = family


def unify(journal: Journal, origin: Origin, twin: Origin) -> None:
    """Make `origin` a variant of `twin`: what comes from it, and what led to it, does so there."""
    statements = list(Assertion.objects.filter(origin=origin).values_list("pk", flat=True))
    journal.set("assertion", statements, "origin_id", origin.pk, twin.pk)
    variants = list(origin.merged_from.values_list("pk", flat=True))
    journal.set("origin", variants, "merged_into_id", origin.pk, twin.pk)
    change_origin(journal, origin, {"merged_into_id": twin.pk})
    change_origin(journal, twin, learned(twin, occasion_of(origin)))


def retrace(journal: Journal, assertion_ids: Collection[int]) -> None:
    """Give statements whose speakers are no longer those of their origin the origin of their
    speakers. Origins that a person set stay."""
    speakers: dict[int, set[int]] = defaultdict(set)
    rows = Attribution.objects.filter(assertion__in=assertion_ids)
    for assertion_id, speaker_id in rows.values_list("assertion_id", "speaker_id"):
        speakers[assertion_id].add(speaker_id)
    statements = Assertion.objects.filter(
        pk__in=speakers, origin_set_by=None, origin__kind=Origin.Kind.SPEAKERS
    ).select_related("origin")
    groups: dict[tuple[int, frozenset[int]], list[int]] = defaultdict(list)
    origins: dict[int, Origin] = {}
    for statement in statements.defer("search").prefetch_related("origin__speakers").order_by("pk"):
        origin = statement.origin
        assert origin is not None
        wanted = frozenset(speakers[statement.pk])
        if wanted != {s.pk for s in origin.speakers.all()}:
            origins[origin.pk] = origin
            groups[origin.pk, wanted].append(statement.pk)
    for (origin_id, wanted), ids in groups.items():
        target = _origin_for(journal, origins[origin_id], wanted)
        journal.set("assertion", ids, "origin_id", origin_id, target.pk)


def _origin_for(journal: Journal, old: Origin, speaker_ids: Iterable[int]) -> Origin:
    """The same occasion as `old`, said by these speakers; made when new."""
    speakers = list(Speaker.objects.filter(pk__in=list(speaker_ids)).order_by("pk"))
    family = family_of(s.pk for s in speakers)
    occasion = occasion_of(old)
    found = find_occasion(family=family, occasion=occasion)
    if found is None:
        return speakers_origin(speakers=speakers, occasion=occasion)
    change_origin(journal, found, learned(found, occasion))
    return found


def change_origin(journal: Journal, origin: Origin, changes: dict[str, Any]) -> None:
    """Set fields of an origin so that it can be taken back."""
    for field, value in changes.items():
        journal.set("origin", [origin.pk], field, _stored(getattr(origin, field)), _stored(value))
        setattr(origin, field, value)


def _stored(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def statements_of(aliases: Collection[int]) -> list[int]:
    """Ids of the statements whose speakers are known by these aliases."""
    rows = Attribution.objects.filter(alias__in=aliases)
    return list(rows.values_list("assertion_id", flat=True).distinct())


def statements_touched(steps: Iterable[Step]) -> set[int]:
    """Ids of the statements whose speakers or origin the steps of a change moved, or whose origin's
    medium or whose speakers' kind they set."""
    found: set[int] = set()
    attributions: set[int] = set()
    origins: set[int] = set()
    speakers: set[int] = set()
    for step in steps:
        if step["what"] == "assertion":
            found |= set(step["ids"]) if "ids" in step else {step["row"]["id"]}
        elif step["what"] == "origin" and step.get("field") == "medium":
            origins |= set(step["ids"])
        elif step["what"] == "speaker" and step.get("field") == "kind":
            speakers |= set(step["ids"])
        elif step["what"] == "attribution" and step["do"] == "set":
            attributions |= set(step["ids"])
        elif step["what"] == "attribution" and "assertion_id" in step["row"]:
            found.add(step["row"]["assertion_id"])
    rows = Attribution.objects.filter(Q(pk__in=attributions) | Q(speaker__in=speakers))
    found |= set(Assertion.objects.filter(origin__in=origins).values_list("pk", flat=True))
    return found | set(rows.values_list("assertion_id", flat=True))


def claims_of(speaker_ids: Collection[int]) -> list[int]:
    """Ids of the claims with statements of these speakers, or of groups that contain them."""
    said = Attribution.objects.filter(
        Q(speaker__in=speaker_ids) | Q(speaker__members__in=speaker_ids)
    )
    return list(
        Assertion.objects.filter(pk__in=said.values("assertion_id"), claim__isnull=False)
        .values_list("claim_id", flat=True)
        .distinct()
    )


def follow_aliases(journal: Journal, alias_ids: Collection[int]) -> None:
    """Attribute statements to the speakers that their aliases now belong to.

    A statement that is attributed to that speaker already keeps the one attribution.
    """
    for alias in SpeakerAlias.objects.filter(pk__in=alias_ids).order_by("pk"):
        moving = Attribution.objects.filter(alias=alias).exclude(speaker=alias.speaker_id)
        there = Attribution.objects.filter(speaker=alias.speaker_id)
        doubled = moving.filter(assertion__in=there.values("assertion_id"))
        journal.remove("attribution", [_values(row) for row in doubled])
        by_speaker: dict[int, list[int]] = defaultdict(list)
        for pk, speaker_id in moving.values_list("pk", "speaker_id"):
            by_speaker[speaker_id].append(pk)
        for speaker_id, ids in by_speaker.items():
            journal.set("attribution", ids, "speaker_id", speaker_id, alias.speaker_id)


def _values(row: Attribution) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
