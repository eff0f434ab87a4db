"""What editors decide on who is who: merging, splitting, naming, and taking it back.

Each is one transaction: it takes the lock that workers share while they write statements, so that it
sees all of them and none is written for a speaker that is on its way; locks the speakers' rows in the
order of their ids, so that two editors never wait for each other; moves names, statements, members and
origins; and assesses every claim that this touches.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import F, Q

from claims.extraction.types import SpeakerKind, SpeakerMention
from claims.identity import speaker_key
from claims.models import Speaker, SpeakerAlias, SpeakerChange
from claims.services.acting import By, ChangeRefusedError, UndoBlockedError
from claims.services.assessing import assess_claims
from claims.services.chains import rebuild_chains
from claims.services.journal import Journal, take_back
from claims.services.moving import answer_questions, move_memberships, rebuild_blocks
from claims.services.retracing import (
    claims_of,
    follow_aliases,
    move_voices,
    retrace,
    statements_of,
    statements_touched,
)
from claims.services.speakers import MOVING_SPEAKERS
from sources.services.locks import lock_for_transaction

Kind = SpeakerChange.Kind
_MOVES = frozenset({Kind.MERGE.value, Kind.SPLIT.value})
_APART = frozenset({Speaker.Kind.PERSON, Speaker.Kind.COUNTRY, Speaker.Kind.REPORTS})


class StaleSpeakerError(Exception):
    """The speaker changed after the caller read it; the message says which version is current. `since`
    is what editors did meanwhile, newest first."""

    def __init__(self, message: str, since: Sequence[SpeakerChange] = ()) -> None:
        self.since = tuple(since)
        super().__init__(message)


@transaction.atomic
def merge_speakers(*, survivor: Speaker, merged: Speaker, by: By) -> SpeakerChange:
    """Make two speakers one. `merged` keeps its id, which leads to the survivor.

    Raises ChangeRefusedError, StaleSpeakerError.
    """
    survivor, merged = locked(by, survivor, merged)
    refuse_merge(survivor, merged)
    journal = Journal()
    answer_questions(
        journal, merged=merged, survivor=survivor, reason=by.reason.strip(), by=by.user
    )
    aliases = list(merged.aliases.values_list("pk", flat=True))
    journal.set("alias", aliases, "speaker_id", merged.pk, survivor.pk)
    follow_aliases(journal, aliases)
    nameless = list(merged.attributions.values_list("pk", flat=True))
    journal.set("attribution", nameless, "speaker_id", merged.pk, survivor.pk)
    move_memberships(journal, merged=merged, survivor=survivor)
    move_voices(journal, merged=merged, survivor=survivor)
    for field in ("role", "affiliation", "country"):
        if not getattr(survivor, field):
            journal.set("speaker", [survivor.pk], field, "", getattr(merged, field))
    journal.set("speaker", [merged.pk], "merged_into_id", None, survivor.pk)
    summary = f"{merged.name} merged into {survivor.name}"
    return record_change(Kind.MERGE, survivor, merged, by, summary, journal)


def refuse_merge(survivor: Speaker, merged: Speaker) -> None:
    """Raise ChangeRefusedError when two speakers cannot be one."""
    if survivor.pk == merged.pk:
        raise ChangeRefusedError("A speaker cannot be merged into itself.")
    if survivor.merged_into_id or merged.merged_into_id:
        raise ChangeRefusedError("One of them was merged into another speaker already.")
    if survivor.kind != merged.kind and _APART & {survivor.kind, merged.kind}:
        ours, theirs = (s.get_kind_display().lower() for s in (survivor, merged))
        raise ChangeRefusedError(f"One is a {ours}, the other a {theirs}: they cannot be one.")
    for group, member in ((survivor, merged), (merged, survivor)):
        if group.members.filter(pk=member.pk).exists():
            raise ChangeRefusedError(f"{group.name} contains {member.name}: they are not one.")


@transaction.atomic
def split_speaker(
    *, speaker: Speaker, aliases: Collection[SpeakerAlias], to: Speaker | str, by: By
) -> SpeakerChange:
    """Give some of a speaker's names, with all statements under them, to another speaker: one that
    is there, or a new one of the name `to`.

    Raises ChangeRefusedError, StaleSpeakerError.
    """
    beside = [to] if isinstance(to, Speaker) else []
    speaker = locked(by, speaker, *beside)[0]
    ids = {alias.pk for alias in aliases}
    own = set(speaker.aliases.values_list("pk", flat=True))
    if not ids or not ids <= own:
        raise ChangeRefusedError("Choose at least one name of this speaker.")
    if ids == own:
        raise ChangeRefusedError("At least one name has to stay; to move all of them, merge.")
    if speaker in beside:
        raise ChangeRefusedError("The names are this speaker's already.")
    if isinstance(to, str) and not to.strip():
        raise ChangeRefusedError("The new speaker needs a name.")
    target = to if isinstance(to, Speaker) else _like(speaker, to.strip())
    if target.merged_into_id:
        raise ChangeRefusedError(f"{target.name} was merged into another speaker.")
    journal = Journal()
    journal.set("alias", sorted(ids), "speaker_id", speaker.pk, target.pk)
    follow_aliases(journal, ids)
    retrace(journal, statements_of(ids))
    summary = f"{len(ids)} of the names of {speaker.name} given to {target.name}"
    return record_change(Kind.SPLIT, speaker, target, by, summary, journal)


@transaction.atomic
def rename(*, speaker: Speaker, name: str, by: By) -> SpeakerChange:
    """Call a speaker by another name; origins that it speaks for keep their label.

    Raises ChangeRefusedError, StaleSpeakerError.
    """
    (speaker,) = locked(by, speaker)
    name = name.strip()[:300]
    if not name or name == speaker.name:
        raise ChangeRefusedError("Give a name that is not the present one.")
    journal = Journal()
    before = speaker.name
    journal.set("speaker", [speaker.pk], "name", before, name)
    return record_change(Kind.RENAME, speaker, None, by, f"{before} renamed {name}", journal)


@transaction.atomic
def add_alias(*, speaker: Speaker, name: str, by: By) -> SpeakerChange:
    """Tell the machine a name by which it will know the speaker from now on.

    Raises ChangeRefusedError when another speaker has it, StaleSpeakerError.
    """
    (speaker,) = locked(by, speaker)
    name = name.strip()[:300]
    kind = SpeakerKind(speaker.kind)
    key = speaker_key(SpeakerMention(name, name, kind, 0, 0, affiliation=speaker.country))
    owner = SpeakerAlias.objects.filter(key=key).select_related("speaker").first()
    if not name or owner:
        whose = f"{owner.speaker.name} has this name already." if owner else "Give a name."
        raise ChangeRefusedError(whose)
    alias = SpeakerAlias.objects.create(speaker=speaker, key=key, name=name, set_by=by.user)
    journal = Journal()
    journal.created("alias", alias.pk)
    return record_change(
        Kind.ALIAS, speaker, None, by, f"{name} is a name of {speaker.name}", journal
    )


@transaction.atomic
def undo(*, change: SpeakerChange, by: By) -> SpeakerChange:
    """Take a change back: everything is as it was before, and what came since under the names that
    moved goes back with them.

    Undoing twice does nothing more. Raises ChangeRefusedError, UndoBlockedError.
    """
    lock_for_transaction(MOVING_SPEAKERS)
    if done := SpeakerChange.objects.filter(undoes=change).first():
        return done
    if change.kind == Kind.UNDO:
        raise ChangeRefusedError("An undo cannot be undone; make the change again.")
    locked(by, *filter(None, [change.speaker, change.other]))
    if blocked := blocking(change):
        raise UndoBlockedError(blocked)
    if change.kind == Kind.ALIAS and statements_of(_aliases_in(change)):
        raise ChangeRefusedError("Statements are known by this name; split it off instead.")
    touched = [change.speaker_id, change.other_id or change.speaker_id]
    claims = claims_of(touched)
    take_back(change.journal)
    journal = Journal()
    if change.kind == Kind.SPLIT and change.other and not change.other.aliases.exists():
        journal.set("speaker", [change.other.pk], "merged_into_id", None, change.speaker_id)
    if aliases := _aliases_in(change):
        follow_aliases(journal, aliases)
        retrace(journal, statements_of(aliases))
    summary = f"Undone: {change.summary}"[:700]
    return record_change(
        Kind.UNDO, change.speaker, change.other, by, summary, journal, change, claims
    )


def blocking(change: SpeakerChange) -> list[SpeakerChange]:
    """Later changes that build on this one and stand, newest first: what moved may have moved on, and
    a name may have been replaced."""
    kinds = _MOVES if change.kind in _MOVES else {change.kind}
    touched = list(filter(None, [change.speaker_id, change.other_id]))
    later = SpeakerChange.objects.filter(pk__gt=change.pk, kind__in=kinds, undone_by=None)
    found = later.filter(Q(speaker__in=touched) | Q(other__in=touched))
    rows = list(found.select_related("speaker").order_by("-pk"))
    if change.kind != Kind.DESCRIBE:
        return rows
    return [one for one in rows if _described(change) & _described(one)]


def _described(change: SpeakerChange) -> set[str]:
    """The details that a change set: fields, and members one by one."""
    return {step.get("field") or f"member {step['row']}" for step in change.journal}


def _aliases_in(change: SpeakerChange) -> list[int]:
    return [pk for s in change.journal if s["what"] == "alias" for pk in s.get("ids", [])] + [
        s["row"]["id"] for s in change.journal if s["what"] == "alias" and s["do"] == "add"
    ]


def locked(by: By, *speakers: Speaker) -> list[Speaker]:
    """The speakers, locked and as they are now, in the given order; the reason and the version of
    the first are checked."""
    if not by.reason.strip():
        raise ChangeRefusedError("A change needs a reason.")
    lock_for_transaction(MOVING_SPEAKERS)
    rows = Speaker.objects.select_for_update().filter(pk__in=[s.pk for s in speakers])
    found = {row.pk: row for row in rows.order_by("pk")}
    current = found[speakers[0].pk].version
    if by.version is not None and by.version != current:
        acts = SpeakerChange.objects.filter(Q(speaker=speakers[0]) | Q(other=speakers[0]))
        since = acts.select_related("by")[: max(0, min(20, current - by.version))]
        raise StaleSpeakerError(
            f"The speaker changed after you read it (now version {current}, you saw {by.version}). "
            "Look at it again, then decide.",
            list(since),
        )
    return [found[s.pk] for s in speakers]


def _like(speaker: Speaker, name: str) -> Speaker:
    """A new speaker of the same kind and side."""
    return Speaker.objects.create(
        name=name[:300],
        kind=speaker.kind,
        affiliation=speaker.affiliation,
        country=speaker.country,
        story=speaker.story,
    )


def record_change(
    kind: SpeakerChange.Kind,
    speaker: Speaker,
    other: Speaker | None,
    by: By,
    summary: str,
    journal: Journal,
    undoes: SpeakerChange | None = None,
    claims: Collection[int] = (),
) -> SpeakerChange:
    """Store the change, raise the versions, and bring keys and claims up to date."""
    touched = [s.pk for s in (speaker, other) if s]
    Speaker.objects.filter(pk__in=touched).update(version=F("version") + 1)
    for pk in touched:
        rebuild_blocks(pk)
    change = SpeakerChange.objects.create(
        kind=kind,
        speaker=speaker,
        other=other,
        by=by.user,
        reason=by.reason.strip(),
        summary=summary[:700],
        journal=journal.steps,
        undoes=undoes,
    )
    steps = [*journal.steps, *(undoes.journal if undoes else ())]
    rebuild_chains(statements_touched(steps))
    assess_claims({*claims, *claims_of(touched)})
    return change
