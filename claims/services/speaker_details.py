"""What editors say of a speaker: what it is, its office, its side, whom it contains; and its removal."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from claims.extraction.countries import country_of
from claims.models import MergeSuggestion, Speaker, SpeakerChange
from claims.services.acting import By, ChangeRefusedError
from claims.services.journal import Journal
from claims.services.speaker_changes import locked, record_change

Kind = SpeakerChange.Kind
# A group with more of them is no group that anybody can look through.
MOST_MEMBERS = 100
_WORDS = {"kind": "kind", "role": "role", "affiliation": "belongs to", "country": "speaks for"}
_CONTAINED = """
with recursive inside(id) as (
    select to_speaker_id from claims_speaker_members where from_speaker_id = any(%s::bigint[])
    union select m.to_speaker_id from claims_speaker_members m join inside on m.from_speaker_id = inside.id
) select id from inside
"""


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a speaker. `country` is the country or bloc whose voice it is part of, empty for
    none; `members` are whom a group contains."""

    kind: str
    role: str = ""
    affiliation: str = ""
    country: str = ""
    members: tuple[Speaker, ...] = ()


@transaction.atomic
def describe_speaker(*, speaker: Speaker, details: Details, by: By) -> SpeakerChange:
    """Say what a speaker is; the machine leaves alone from then on what was changed here. The claims
    it speaks in are weighed anew.

    Raises ChangeRefusedError, StaleSpeakerError.
    """
    (speaker,) = locked(by, speaker)
    members = {one.pk: one for one in (m.survivor for m in details.members)}
    before = {one.pk: one for one in speaker.members.all()}
    values = {
        "kind": details.kind,
        "role": " ".join(details.role.split())[:300],
        "affiliation": " ".join(details.affiliation.split())[:300],
        "country": side_called(details.country, speaker),
    }
    _refuse_kind(speaker, values["kind"])
    _refuse_members(speaker, values["kind"], members, members.keys() - before.keys())
    journal, said = Journal(), []
    for field, value in values.items():
        old = getattr(speaker, field)
        if old != value:
            journal.set("speaker", [speaker.pk], field, old, value)
            said.append(f"{_WORDS[field]}: {_shown(field, old)} → {_shown(field, value)}")
    for pk in sorted(before.keys() - members.keys()):
        journal.remove("membership", [_row(speaker, pk)])
        said.append(f"without {before[pk].name}")
    for pk in sorted(members.keys() - before.keys()):
        journal.add("membership", _row(speaker, pk))
        said.append(f"with {members[pk].name}")
    if not said:
        raise ChangeRefusedError("Nothing was changed: all this is so already.")
    summary = f"{speaker.name}: {'; '.join(said)}"
    return record_change(Kind.DESCRIBE, speaker, None, by, summary, journal)


def side_called(text: str, speaker: Speaker) -> str:
    """The country or bloc that a text names; what the speaker has already is right.

    Raises ChangeRefusedError when it names none.
    """
    text = " ".join(text.split())
    if text in ("", speaker.country):
        return text
    found = country_of(text) or country_of(text.title())
    known = Speaker.objects.filter(country__iexact=text).values_list("country", flat=True).first()
    if not (found or known):
        raise ChangeRefusedError(
            f"No country or bloc is called “{text}”. What is no country goes into “belongs to”."
        )
    return known or found


def _refuse_kind(speaker: Speaker, kind: str) -> None:
    if kind not in Speaker.Kind.values:
        raise ChangeRefusedError(f"There is no kind of speaker called {kind}.")
    if kind != speaker.kind and Speaker.Kind.REPORTS in (kind, speaker.kind):
        raise ChangeRefusedError(
            "Unnamed reports are nobody: that cannot become a speaker, nor a speaker that. "
            "Correct the origin of the statements instead."
        )


def _refuse_members(
    speaker: Speaker, kind: str, members: dict[int, Speaker], added: set[int]
) -> None:
    if members and kind != Speaker.Kind.GROUP:
        raise ChangeRefusedError(
            "Only an anonymous group contains others. Take its members out, or leave it a group."
        )
    if len(members) > MOST_MEMBERS:
        raise ChangeRefusedError(f"A group has at most {MOST_MEMBERS} members.")
    if speaker.pk in members:
        raise ChangeRefusedError("A group does not contain itself.")
    with connection.cursor() as cursor:
        cursor.execute(_CONTAINED, [sorted(added)])
        if speaker.pk in {row[0] for row in cursor.fetchall()}:
            raise ChangeRefusedError("One of the members contains this group already.")
    for pk in added:
        if members[pk].kind == Speaker.Kind.REPORTS:
            raise ChangeRefusedError("Unnamed reports are nobody, and no member of a group.")


def _row(speaker: Speaker, member_id: int) -> dict[str, int]:
    return {"from_speaker_id": speaker.pk, "to_speaker_id": member_id}


def _shown(field: str, value: str) -> str:
    return Speaker.Kind(value).label.lower() if field == "kind" else value or "–"


@transaction.atomic
def remove_speaker(*, speaker: Speaker, by: By) -> SpeakerChange:
    """Take a speaker to whom nothing is attributed off the lists. It keeps its address, and comes back
    by itself when somebody is read to say something under its name.

    Raises ChangeRefusedError, StaleSpeakerError.
    """
    (speaker,) = locked(by, speaker)
    if not Speaker.objects.unused().filter(pk=speaker.pk).exists():
        raise ChangeRefusedError(
            "Only a speaker to whom nothing is attributed, and that is part of no group, can be "
            "removed. To make it somebody else, merge it."
        )
    journal = Journal()
    asked = MergeSuggestion.objects.filter(state=MergeSuggestion.State.PENDING)
    for pair in ("first", "second"):
        ids = asked.filter(**{pair: speaker}).values_list("pk", flat=True)
        states = MergeSuggestion.State
        journal.set("suggestion", list(ids), "state", states.PENDING.value, states.MOOT.value)
    journal.set("speaker", [speaker.pk], "is_removed", False, True)
    return record_change(Kind.REMOVE, speaker, None, by, f"{speaker.name} removed", journal)
