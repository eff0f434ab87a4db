"""Putting statements into another claim so that it can be taken back, with what goes along."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User

from claims.models import Assertion, Challenge, Claim, Exclusion, Placement
from claims.services.journal import Journal

# Placements are written in batches of this many.
BATCH = 2000
MOST_KEPT_OUT = 1000


@dataclass(frozen=True, slots=True)
class Placing:
    """Who says where a statement belongs: a person, or (None) the machine with its score."""

    by: User | None
    reasons: tuple[str, ...]
    score: float | None = None


def move_statements(
    journal: Journal, ids: Collection[int], *, source: Claim | None, to: Claim, placing: Placing
) -> None:
    """Give statements of `source` a new live placement in `to`.

    The challenges they raise go with them. A person who places them overrules that they were said
    not to be about `to`.
    """
    old = Placement.objects.filter(assertion__in=ids, is_live=True).values_list("pk", flat=True)
    # The database allows one live placement per statement: old ones end before new ones begin.
    journal.set("placement", list(old), "is_live", True, False)
    new = Placement.objects.bulk_create(
        [
            Placement(
                assertion_id=pk,
                claim=to,
                by=placing.by,
                score=placing.score,
                reasons=list(placing.reasons),
                is_live=False,
            )
            for pk in sorted(ids)
        ],
        batch_size=BATCH,
    )
    journal.set("placement", [row.pk for row in new], "is_live", False, True)
    journal.set("assertion", ids, "claim_id", source.pk if source else None, to.pk)
    if source is not None and source.pk != to.pk:
        move_challenges(journal, source.challenges.filter(assertion__in=ids), source=source, to=to)
    if placing.by is not None:
        lift_exclusions(journal, ids, claim=to)


def move_challenges(
    journal: Journal, challenges: Iterable[Challenge], *, source: Claim, to: Claim
) -> None:
    """Challenges of `source` become challenges of `to`, closed ones stay closed."""
    there = set(to.challenges.values_list("assertion_id", "kind"))
    moving = [c.pk for c in challenges if (c.assertion_id, c.kind) not in there]
    journal.set("challenge", moving, "claim_id", source.pk, to.pk)


def exclude_statements(journal: Journal, ids: Iterable[int], *, claim: Claim, by: User) -> None:
    """Record that statements are not about a claim; the machine never puts them there again."""
    live = Exclusion.objects.filter(claim=claim, assertion__in=ids, is_live=True)
    known = set(live.values_list("assertion_id", flat=True))
    rows = Exclusion.objects.bulk_create(
        [
            Exclusion(assertion_id=pk, claim=claim, by=by, is_live=False)
            for pk in sorted(set(ids) - known)
        ]
    )
    journal.set("exclusion", [row.pk for row in rows], "is_live", False, True)


def keep_rest_out(journal: Journal, *, source: Claim, target: Claim, by: User) -> None:
    """What stays in a claim is not about the one that something was taken out into: linking anew never
    sends it after. Of a claim with very many statements, the newest are told so."""
    rest = Assertion.objects.filter(claim=source).order_by("-pk").values_list("pk", flat=True)
    exclude_statements(journal, rest[:MOST_KEPT_OUT], claim=target, by=by)


def lift_exclusions(journal: Journal, ids: Collection[int], *, claim: Claim) -> None:
    """End what kept statements out of a claim."""
    live = Exclusion.objects.filter(claim=claim, assertion__in=ids, is_live=True)
    journal.set("exclusion", list(live.values_list("pk", flat=True)), "is_live", True, False)


def statements_in(claim: Claim) -> list[int]:
    """Ids of all statements of a claim, withdrawn ones too; locked, in one order."""
    rows = Assertion.objects.filter(claim=claim).select_for_update(of=("self",)).order_by("pk")
    return list(rows.values_list("pk", flat=True))
