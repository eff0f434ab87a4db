"""Writing the differences, a few hundred statements at a time, while workers wait only for each batch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from claims.linking import Match, Statement
from claims.models import Assertion, Claim, ClaimSuggestion, Exclusion, Placement
from claims.services.assessing import assess_claims
from claims.services.filing import ask, found_claims, put
from claims.services.linking import LINKING
from claims.services.placing import Question
from claims.services.rebuild.scratch import rows, run, statements_of
from claims.services.upkeep import read_statements, refresh_claims
from sources.services.locks import lock_for_transaction

BATCH = 200


@dataclass(frozen=True, slots=True)
class _Move:
    assertion: int
    cluster: int
    before: int | None
    score: float
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Applied:
    """What a batch changed: statements moved, claims made, claims that hold nothing any more; `left` are
    statements that somebody else moved, withdrew or ruled out meanwhile."""

    moved: int
    made: int
    emptied: int
    left: int


@transaction.atomic
def apply(*, first: int, last: int) -> Applied:
    """Move the statements with these numbers to the claims of their clusters, which are made if new."""
    lock_for_transaction(LINKING)
    moves = _moves(first, last)
    made = _make_homes(moves)
    homes = dict(
        rows(
            "select cluster, claim from link_home where cluster = any(%s)",
            [[m.cluster for m in moves]],
        )
    )
    touched = {homes[m.cluster] for m in moves} | {m.before for m in moves if m.before}
    standing = _standing(touched)
    free = _free(moves, homes)
    going = [m for m in moves if m.assertion in free and homes[m.cluster] in standing]
    put(
        [
            Placement(
                assertion_id=m.assertion,
                claim_id=homes[m.cluster],
                score=m.score,
                reasons=m.reasons,
            )
            for m in going
        ]
    )
    refresh_claims(touched, read=read)
    assess_claims(touched)
    emptied = Claim.objects.filter(pk__in={m.before for m in going}, is_empty=True).count()
    return Applied(len(going), made, emptied, len(moves) - len(going))


def read(assertion_ids: Sequence[int]) -> dict[int, Statement]:
    """Statements as they were decided on; others made from their articles."""
    known = statements_of(assertion_ids)
    return known | read_statements([pk for pk in assertion_ids if pk not in known])


def _moves(first: int, last: int) -> list[_Move]:
    query = """
        select moved.assertion_id, moved.cluster, moved.before, placed.score, placed.reasons
        from link_moved as moved join link_placed as placed using (assertion_id)
        where moved.number between %s and %s order by moved.number
    """
    return [
        _Move(assertion, cluster, before, score, json.loads(reasons))
        for assertion, cluster, before, score, reasons in rows(query, [first, last])
    ]


def _make_homes(moves: Sequence[_Move]) -> int:
    """Make the claims of clusters that have none; gives their number."""
    query = """
        select id, profile from link_cluster
        where id = any(%s)
          and not exists (select from link_home where link_home.cluster = link_cluster.id)
        order by id
    """
    new = {
        cluster: Statement.from_json(json.loads(profile))
        for cluster, profile in rows(query, [[m.cluster for m in moves]])
    }
    for cluster, claim in found_claims(new).items():
        run("insert into link_home values (%s, %s)", [cluster, claim])
    return len(new)


def _standing(claim_ids: set[int]) -> set[int]:
    """Lock the claims; those that are still claims of their own."""
    rows = Claim.objects.select_for_update().filter(pk__in=claim_ids).order_by("pk")
    return {pk for pk, into in rows.values_list("pk", "merged_into") if into is None}


def _free(moves: Sequence[_Move], homes: dict[int, int]) -> set[int]:
    """Lock the statements; those that are where they were, and that no person holds or rules out."""
    by_person = Placement.objects.filter(assertion=OuterRef("pk"), is_live=True, by__isnull=False)
    found = (
        Assertion.objects.select_for_update()
        .filter(~Exists(by_person), pk__in=[m.assertion for m in moves], is_withdrawn=False)
        .exclude(review_state=Assertion.ReviewState.REJECTED)
        .order_by("pk")
    )
    now = dict(found.values_list("pk", "claim"))
    ruled_out = Exclusion.objects.filter(assertion__in=now, is_live=True)
    barred = set(ruled_out.values_list("assertion", "claim"))
    return {
        m.assertion
        for m in moves
        if m.assertion in now
        and now[m.assertion] == m.before
        and (m.assertion, homes[m.cluster]) not in barred
    }


@transaction.atomic
def ask_anew() -> tuple[int, int]:
    """Ask editors what deciding left open, and close open questions about claims that hold nothing any
    more. Gives the number of new and of closed questions."""
    query = """
        select one.claim, other.claim, asked.score, asked.reasons from link_asked as asked
        join link_home as one on one.cluster = asked.first
        join link_home as other on other.cluster = asked.second
        order by one.claim, other.claim
    """
    asked = ask(
        Question(first, second, Match(score, tuple(json.loads(reasons))))
        for first, second, score, reasons in rows(query)
    )
    pending = ClaimSuggestion.objects.filter(state=ClaimSuggestion.State.PENDING)
    moot = pending.filter(first__is_empty=True) | pending.filter(second__is_empty=True)
    ids = list(moot.values_list("pk", flat=True))
    closed = ClaimSuggestion.objects.filter(pk__in=ids).update(state=ClaimSuggestion.State.MOOT)
    return asked, closed
