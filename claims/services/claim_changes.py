"""What editors decide on claims as questions: merging, splitting, naming.

Each is one transaction. It locks the claims in the order of their ids, so that two editors never wait
for each other, and then the statements; every value it changes goes through a journal, so that
`editorial.undo` restores the same state.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction

from claims.catalogue import default_catalogue
from claims.models import Assertion, Claim, ClaimSuggestion, EditorialChange
from claims.services.acting import By, ChangeRefusedError
from claims.services.claim_questions import (
    by_weight,
    keep_apart,
    lock_question,
    settle_questions,
)
from claims.services.editorial import lock_claims, record
from claims.services.journal import Journal
from claims.services.new_claims import new_claim
from claims.services.statement_moves import (
    Placing,
    keep_rest_out,
    lift_exclusions,
    move_challenges,
    move_statements,
    statements_in,
)

Kind = EditorialChange.Kind
# One merge takes at most so many claims; more are merged in turns.
MOST_MERGED = 50


@transaction.atomic
def merge_claims(*, survivor: Claim, merged: Sequence[Claim], by: By) -> list[EditorialChange]:
    """Make several claims one. The merged ones keep their ids, which lead to the survivor; its title
    and decision stay. One change for each, so that each can be undone.

    Raises ChangeRefusedError, ConflictError.
    """
    need_reason(by)
    return _merge(survivor, merged, by)


@transaction.atomic
def answer_same(*, suggestion: ClaimSuggestion, by: By) -> EditorialChange:
    """Answer that two claims ask the same: they are merged; the one decided on, or with more reports,
    remains.

    Raises ChangeRefusedError when the question is answered already, or they cannot be one.
    """
    lock_claims(By(by.user), suggestion.first, suggestion.second)
    survivor, merged = by_weight(lock_question(suggestion))
    reason = by.reason.strip() or "They ask the same question."
    return _merge(survivor, [merged], By(by.user, reason))[0]


def _merge(survivor: Claim, merged: Sequence[Claim], by: By) -> list[EditorialChange]:
    if not 1 <= len({claim.pk for claim in merged}) <= MOST_MERGED:
        raise ChangeRefusedError(f"Choose from 1 to {MOST_MERGED} claims to merge.")
    survivor, *merged = lock_claims(by, survivor, *merged)
    changes = []
    for claim in merged:
        refuse_merge(survivor, claim)
        changes.append(_merge_one(survivor, claim, by))
    return changes


def _merge_one(survivor: Claim, merged: Claim, by: By) -> EditorialChange:
    journal = Journal()
    settle_questions(journal, merged=merged, survivor=survivor)
    placing = Placing(by.user, (f"merged with “{merged}”",))
    ids = statements_in(merged)
    move_statements(journal, ids, source=merged, to=survivor, placing=placing)
    # What was kept out of the merged claim may be in the survivor, and then stays there.
    lift_exclusions(journal, statements_in(survivor), claim=merged)
    move_challenges(journal, merged.challenges.all(), source=merged, to=survivor)
    journal.set("claim", [merged.pk], "merged_into_id", None, survivor.pk)
    summary = f"“{merged}” merged into “{survivor}”"
    return record(Kind.MERGE, by=by, journal=journal, summary=summary, claim=survivor, other=merged)


def refuse_merge(survivor: Claim, merged: Claim) -> None:
    """Raise ChangeRefusedError when two claims cannot be one."""
    if survivor.pk == merged.pk:
        raise ChangeRefusedError("A claim cannot be merged into itself.")
    for claim in (survivor, merged):
        if claim.merged_into_id:
            raise ChangeRefusedError(f"“{claim}” was merged into another claim already.")
    refuse_other_type(survivor, merged.type)


def refuse_other_type(claim: Claim, type_key: str) -> None:
    """Raise ChangeRefusedError when something of another type is to be put into a claim."""
    if claim.type != type_key:
        raise ChangeRefusedError(
            f"“{claim}” is about {_words(claim.type)}, not about {_words(type_key)}; correct the type "
            "of the statement first, if it is wrong."
        )


@transaction.atomic
def split_claim(
    *, claim: Claim, statements: Collection[Assertion], to: Claim | str, by: By
) -> EditorialChange:
    """Give some statements of a claim to another: one that is there, or a new one with the title `to`
    (empty: a title is composed).

    Raises ChangeRefusedError, ConflictError.
    """
    need_reason(by)
    beside = [to] if isinstance(to, Claim) else []
    claim, *others = lock_claims(by, claim, *beside)
    own, ids = set(_live(claim, statements_in(claim))), {row.pk for row in statements}
    refuse_split(claim, others, ids, own)
    target = others[0] if others else new_claim(Assertion.objects.get(pk=min(ids)), str(to))
    journal = Journal()
    placing = Placing(by.user, (f"split off from “{claim}”",))
    move_statements(journal, ids, source=claim, to=target, placing=placing)
    keep_rest_out(journal, source=claim, target=target, by=by.user)
    keep_apart(journal, claim=claim, other=target, reason="an editor split one off from the other")
    count = f"{len(ids)} statement{'' if len(ids) == 1 else 's'}"
    summary = f"{count} of “{claim}” split off into “{target}”"
    return record(Kind.SPLIT, by=by, journal=journal, summary=summary, claim=claim, other=target)


def refuse_split(claim: Claim, others: Sequence[Claim], ids: set[int], own: set[int]) -> None:
    """Raise ChangeRefusedError when these statements cannot be split off."""
    if claim.merged_into_id or any(other.merged_into_id for other in others):
        raise ChangeRefusedError("One of the claims was merged into another.")
    if claim in others:
        raise ChangeRefusedError("The statements are in this claim already.")
    if not ids or not ids <= own:
        raise ChangeRefusedError("Choose at least one statement of this claim.")
    if ids == own:
        raise ChangeRefusedError("At least one statement has to stay; to move all of them, merge.")
    for other in others:
        refuse_other_type(other, claim.type)


def _live(claim: Claim, ids: Collection[int]) -> list[int]:
    rows = Assertion.objects.filter(pk__in=ids, claim=claim, is_withdrawn=False)
    rejected = Assertion.ReviewState.REJECTED
    return list(rows.exclude(review_state=rejected).values_list("pk", flat=True))


@transaction.atomic
def retitle(*, claim: Claim, title: str, by: By) -> EditorialChange:
    """Call a claim by words of an editor; the machine leaves them alone from then on.

    Raises ChangeRefusedError, ConflictError.
    """
    (claim,) = lock_claims(by, claim)
    title, before = " ".join(title.split())[:300], claim.title
    if not title or title == before:
        raise ChangeRefusedError("Give a title that is not the present one.")
    if claim.merged_into_id:
        raise ChangeRefusedError("The claim was merged into another.")
    journal = Journal()
    # First the mark, so that the history knows whose title it is.
    journal.set("claim", [claim.pk], "title_is_edited", claim.title_is_edited, True)
    journal.set("claim", [claim.pk], "title", before, title)
    summary = f"Title “{before}” changed to “{title}”"
    return record(Kind.RETITLE, by=by, journal=journal, summary=summary, claim=claim)


def need_reason(by: By) -> None:
    """Raise ChangeRefusedError for an act that must say why and does not."""
    if not by.reason.strip():
        raise ChangeRefusedError("A change needs a reason.")


def _words(type_key: str) -> str:
    types = default_catalogue().types
    return types[type_key].label.lower() if type_key in types else type_key
