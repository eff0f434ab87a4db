"""What else moves when two speakers become one: memberships, open questions, keys of candidates."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Q

from claims.extraction.types import SpeakerKind
from claims.identity import Identity, blocks_of
from claims.models import MergeSuggestion, Speaker, SpeakerBlock, SuggestionJudgement
from claims.services.journal import Journal


def move_memberships(journal: Journal, *, merged: Speaker, survivor: Speaker) -> None:
    """Groups that contain `merged` contain the survivor, which contains what `merged` contained."""
    groups = list(merged.groups.values_list("pk", flat=True))
    members = list(merged.members.values_list("pk", flat=True))
    for ours, ids, theirs in (
        ("to_speaker_id", groups, "from_speaker_id"),
        ("from_speaker_id", members, "to_speaker_id"),
    ):
        for pk in ids:
            journal.remove("membership", [{ours: merged.pk, theirs: pk}])
            journal.add("membership", {ours: survivor.pk, theirs: pk})


def answer_questions(
    journal: Journal, *, merged: Speaker, survivor: Speaker, reason: str, by: User
) -> None:
    """Questions about the two are answered; those about the merged one are now the survivor's."""
    asked = MergeSuggestion.objects.filter(Q(first=merged) | Q(second=merged)).order_by("pk")
    for question in asked:
        other = question.second_id if question.first_id == merged.pk else question.first_id
        pair = (min(other, survivor.pk), max(other, survivor.pk))
        if other == survivor.pk:
            _close(journal, question, MergeSuggestion.State.ACCEPTED)
            SuggestionJudgement.objects.create(
                suggestion=question,
                verdict=SuggestionJudgement.Verdict.ACCEPTED,
                reason=reason,
                by=by,
            )
        elif MergeSuggestion.objects.filter(first=pair[0], second=pair[1]).exists():
            _close(journal, question, MergeSuggestion.State.MOOT)
        else:
            journal.set_pair(question, pair)


def _close(journal: Journal, question: MergeSuggestion, state: str) -> None:
    journal.set("suggestion", [question.pk], "state", question.state, state)


def rebuild_blocks(speaker_id: int) -> None:
    """Bring the keys under which a speaker is a candidate in line with its names."""
    speaker = Speaker.objects.get(pk=speaker_id)
    names = tuple(speaker.aliases.order_by("name").values_list("name", flat=True).distinct())
    members = tuple(speaker.members.values_list("name", flat=True))
    one = Identity(SpeakerKind(speaker.kind), names, speaker.country, members=members)
    keys = {key[:200] for key in blocks_of(one)} if names and not speaker.merged_into_id else set()
    speaker.blocks.exclude(key__in=keys).delete()
    SpeakerBlock.objects.bulk_create(
        [SpeakerBlock(speaker=speaker, key=key) for key in sorted(keys)], ignore_conflicts=True
    )
