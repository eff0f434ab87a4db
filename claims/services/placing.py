"""Deciding in memory where the statements of one article belong. Reads a shelf, writes nothing."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from claims.catalogue import ClaimType, default_catalogue
from claims.extraction.types import Stance
from claims.linking import Match, Statement, absorb, block_keys, score
from claims.models import Assertion
from claims.services.shelf import Filed, Near, Shelf
from claims.services.statements import Statements

# A statement is compared with at most this many claims: those it shares most keys with.
MOST_COMPARED = 50
# Editors are asked about a new claim beside at most this many others.
MOST_QUESTIONS = 3
SAID_ALREADY = Match(1.0, ("the same words in another copy of this text",))
FITS_BOTH = "one statement fits both claims"
FOUNDED = Match(1.0, ("the first statement of this claim",))


@dataclass(frozen=True, slots=True)
class Words:
    """What a statement says, to the letter."""

    type: str
    excerpt: str
    figure: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement without a place. `barred` are claims a person said it is not about."""

    assertion: int
    words: Words
    statement: Statement
    asserts: bool
    start: int
    barred: frozenset[int] = frozenset()

    @property
    def keys(self) -> tuple[str, ...]:
        return block_keys(self.type, self.statement)

    @property
    def type(self) -> ClaimType:
        return default_catalogue()[self.statement.type]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a statement goes. A claim below zero is new, founded by the first statement placed in it."""

    assertion: int
    claim: int
    match: Match


@dataclass(frozen=True, slots=True)
class Question:
    """A claim that may be another, which editors are asked about: `new` is one that the article touches."""

    new: int
    known: int
    match: Match


@dataclass(slots=True)
class Plan:
    """What linking an article will write. `profiles` are the new ones of all claims it touches, `founders`
    the new ones among these; `read` is what was stored of those that were there, as JSON."""

    placed: list[Placed] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    profiles: dict[int, Statement] = field(default_factory=dict)
    founders: list[int] = field(default_factory=list)
    read: dict[int, str] = field(default_factory=dict)


def waiting_of(
    statements: Statements, assertions: Iterable[Assertion], barred: dict[int, frozenset[int]]
) -> list[Waiting]:
    """The assertions as linking sees them; `barred` by assertion."""
    return [
        Waiting(
            a.pk,
            Words(a.type, a.excerpt, a.figure_text),
            statements.of(a),
            a.stance == Stance.ASSERTS,
            a.span_start,
            barred.get(a.pk, frozenset()),
        )
        for a in assertions
    ]


def filed(profile: Statement) -> Filed:
    """The keys a claim with this profile is found by."""
    keys = block_keys(default_catalogue()[profile.type], profile)
    return Filed(keys, profile.reported.last if profile.reported else None)


def plan(
    waiting: Sequence[Waiting],
    shelf: Shelf,
    beside: Iterable[int] = (),
    said: Mapping[Words, int] | None = None,
) -> Plan:
    """Place the statements of one article one after the other, each knowing those before it.

    `beside` are claims that hold other statements of the article; `said` are those that hold the same
    words of other copies of its text.
    """
    days = [w.statement.reported.last for w in waiting if w.statement.reported]
    near = shelf.near({key for w in waiting for key in w.keys}, max(days, default=None))
    board = _Board(waiting, near, shelf, list(beside), said or {})
    for one in sorted(waiting, key=_most_telling_first):
        board.place(one)
    return board.plan


def fitting(one: Waiting, shelf: Shelf) -> list[tuple[int, Match]]:
    """The claims a statement may belong to, the likeliest first; it is placed nowhere."""
    reported = one.statement.reported
    near = shelf.near(one.keys, reported.last if reported else None)
    return _Board([one], near, shelf, [], {}).scored(one)


def _most_telling_first(one: Waiting) -> tuple[bool, int, bool, int, int]:
    """Statements that name all parties found the claims; vaguer ones then join them."""
    statement = one.statement
    return (
        not one.asserts,
        -len(statement.roles),
        not statement.figures,
        one.start,
        one.assertion,
    )


class _Board:
    """The claims an article's statements may belong to, as they are and as the article changes them."""

    def __init__(
        self,
        waiting: Sequence[Waiting],
        near: Sequence[Near],
        shelf: Shelf,
        beside: list[int],
        said: Mapping[Words, int],
    ) -> None:
        by_key: dict[str, list[Near]] = defaultdict(list)
        for one in near:
            by_key[one.key].append(one)
        self._found = {w.assertion: _nearest(w, by_key) for w in waiting}
        self._said = {w.assertion: said[w.words] for w in waiting if w.words in said}
        wanted = {pk for found in self._found.values() for pk in found}
        wanted |= {*beside, *self._said.values()}
        self._stored = shelf.profiles(wanted)
        self._profiles = {
            pk: Statement.from_json(json.loads(stored)) for pk, stored in self._stored.items()
        }
        # Claims with statements of this article, by type, in the order in which they got them.
        self._ours: dict[str, dict[int, None]] = defaultdict(dict)
        for pk in beside:
            if pk in self._profiles:
                self._ours[self._profiles[pk].type][pk] = None
        self.plan = Plan()

    def place(self, one: Waiting) -> None:
        """Put a statement into the claim it fits best, or into one of its own."""
        said = self._said.get(one.assertion)
        if said in self._profiles and said not in one.barred:
            self._put(one, said, SAID_ALREADY, absorb(self._profiles[said], one.statement))
            return
        scored = self.scored(one)
        if scored and scored[0][1].score >= settings.LINK_PLACE_SCORE:
            claim, match = scored[0]
            self._put(one, claim, match, absorb(self._profiles[claim], one.statement))
            self._ask_about_rival(one, claim, scored[1:2])
            return
        claim = -len(self.plan.founders) - 1
        self.plan.founders.append(claim)
        self._put(one, claim, FOUNDED, one.statement)
        self.plan.questions += [
            Question(claim, known, match)
            for known, match in scored[:MOST_QUESTIONS]
            if match.score >= settings.LINK_SUGGEST_SCORE
        ]

    def _ask_about_rival(
        self, one: Waiting, chosen: int, others: Sequence[tuple[int, Match]]
    ) -> None:
        """Two claims that one statement fits may be one, unless they themselves do not fit each other."""
        for other, match in others:
            if not one.asserts or match.score < settings.LINK_PLACE_SCORE:
                continue
            pair = self._profiles[chosen], self._profiles[other]
            between = score(one.type, *pair, settings.FIGURE_TOLERANCE)
            if between.score >= settings.LINK_SUGGEST_SCORE:
                told = Match(between.score, (FITS_BOTH, *between.reasons))
                self.plan.questions.append(Question(chosen, other, told))

    def scored(self, one: Waiting) -> list[tuple[int, Match]]:
        """The claims it is compared with, the likeliest first."""
        ours = list(self._ours[one.statement.type])[-MOST_COMPARED:]
        known = dict.fromkeys((*self._found[one.assertion], *ours))
        found = [
            (pk, score(one.type, one.statement, self._profiles[pk], settings.FIGURE_TOLERANCE))
            for pk in known
            if pk in self._profiles and pk not in one.barred
        ]
        return sorted(found, key=lambda item: -item[1].score)

    def _put(self, one: Waiting, claim: int, match: Match, profile: Statement) -> None:
        self.plan.placed.append(Placed(one.assertion, claim, match))
        self.plan.profiles[claim] = self._profiles[claim] = profile
        self._ours[profile.type][claim] = None
        if claim > 0:
            self.plan.read[claim] = self._stored[claim]


def _nearest(one: Waiting, by_key: dict[str, list[Near]]) -> list[int]:
    """The claims that share most keys with a statement, of equal ones those reported nearest to it."""
    shared: Counter[int] = Counter()
    days: dict[int, date | None] = {}
    for near in (near for key in one.keys for near in by_key[key]):
        shared[near.claim] += 1
        days[near.claim] = near.day
    reported = one.statement.reported

    def order(claim: int) -> tuple[int, int, int]:
        day = days[claim]
        apart = abs((day - reported.last).days) if day and reported else 0
        return (-shared[claim], apart, -claim)

    return sorted(shared, key=order)[:MOST_COMPARED]
