"""What speaks against a claim, beside what it speaks against and what was stated after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from claims.figures import Comparison, Dated, Figure, Quantifier, Relation, Terms, compare_dated
from claims.models import Assertion, Attribution, Challenge, Claim
from claims.services.claim_rows import rows_of
from claims.services.evidence import terms

# Of more challenges the statements stand in the evidence, under “denials and doubts”.
SHOWN = 5
# Of the reports that repeat the first of a voice so many are listed.
LISTED = 4
_BESIDE = 2
# Of a claim with more different figures the newest are looked at.
_MOST_SAID = 400
_HEAVY = ("search", "reasons", "read_as", "article__text", "article__search", "article__zones")

# What each origin said: every figure once, with the first and the newest statement of it.
_SAID = """
select origin_id, max(figure_text), figure_quantifier, figure_low, figure_high, figure_unit,
       min(published_on), max(published_on),
       (array_agg(id order by published_on nulls last, id))[1],
       (array_agg(id order by published_on desc nulls last, id desc))[1]
from basis
where origin_id is not null and not (kind = 'outlet' and (named or is_copy))
group by origin_id, figure_quantifier, figure_low, figure_high, figure_unit
order by max(published_on) desc nulls last, max(id) desc
limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class Beside:
    """A statement for the claim shown beside a challenge, and `why` it stands there. `is_counted`: its
    origin is one of the independent ones."""

    statement: Assertion
    why: str
    is_counted: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """A challenge, what it speaks against, and what was stated after it. So many `reports` are of its
    voice; of those that repeat the first some are listed."""

    challenge: Challenge
    reports: int
    repeats: tuple[Challenge, ...]
    against: tuple[Beside, ...]
    after: tuple[Beside, ...]

    @property
    def repeated(self) -> int:
        """How many reports repeat the first."""
        return self.reports - 1


@dataclass(frozen=True, slots=True)
class Disputes:
    """Those that stand first; `is_cut`: there are more than are shown. `challenges` are those shown and
    one more, if there is one."""

    rows: tuple[Dispute, ...]
    is_cut: bool = False
    challenges: tuple[Challenge, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """In the order of the columns."""

    origin: int
    text: str
    quantifier: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    first_on: date | None
    last_on: date | None
    first: int
    last: int

    def by(self, day: date | None) -> int:
        """Its newest known statement up to a day."""
        return self.first if day and self.last_on and self.last_on > day else self.last

    def dated(self, day: date | None) -> Dated | None:
        """The figure, as of its statement up to a day."""
        if not self.quantifier:
            return None
        figure = Figure(self.text, Quantifier(self.quantifier), self.low, self.high, self.unit)
        return Dated(figure, self.first_on if self.by(day) == self.first else self.last_on)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A statement to stand beside a challenge; the lowest `rank` fits best."""

    rank: int
    why: str
    statement: int
    origin: int


def disputes_of(claim: Claim, counted: Iterable[int]) -> Disputes:
    """The challenges of a claim; `counted` are the ids of its independent origins."""
    voices = _voices(claim)
    if not voices:
        return Disputes(())
    said = [_Said(*row) for row in rows_of(_SAID, [claim.pk], most=_MOST_SAID)]
    independent, by = frozenset(counted), terms()
    chosen = [
        (
            same,
            _against(same[0], said, independent, by),
            _after(same[0], said, independent),
        )
        for same in voices[:SHOWN]
    ]
    ids = {one.statement for _, *parts in chosen for part in parts for one in part}
    rows = _statements(ids)
    return Disputes(
        tuple(
            Dispute(
                same[0],
                same[0].reports,
                tuple(same[1:]),
                tuple(_beside(one, rows, independent) for one in against),
                tuple(_beside(one, rows, independent) for one in after),
            )
            for same, against, after in chosen
        ),
        is_cut=len(voices) > SHOWN,
        challenges=tuple(voice[0] for voice in voices),
    )


def challenges_of(claim: Claim) -> list[Challenge]:
    """The first challenge of each voice, those that stand first, one more than are shown, with their
    statements and who speaks in them."""
    return [voice[0] for voice in _voices(claim)]


def _voices(claim: Claim) -> list[list[Any]]:
    """The challenges by voice, those that stand first and one more than are shown: of each the first
    report and some that repeat it."""
    ranked = (
        Challenge.objects.filter(claim=claim)
        .by_voice()
        .filter(place__lte=1 + LISTED)
        .order_by("is_closed", "first", "place")
        .values_list("pk", "first", "reports")[: (SHOWN + 1) * (1 + LISTED)]
    )
    by_voice: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pk, first, reports in ranked:
        by_voice[first].append((pk, reports))
    shown = list(by_voice.values())[: SHOWN + 1]
    rows = _challenges(claim, [pk for voice in shown for pk, _ in voice])
    for voice in shown:
        for pk, reports in voice:
            rows[pk].reports = reports
    return [[rows[pk] for pk, _ in voice] for voice in shown]


def _challenges(claim: Claim, ids: Sequence[int]) -> dict[int, Any]:
    """With what is shown of them: a query that ranks rows is slow to put together with so many columns."""
    rows = (
        Challenge.objects.select_related("assertion__article__outlet")
        .defer(*(f"assertion__{name}" for name in _HEAVY))
        .prefetch_related(Attribution.with_speakers("assertion__attributions"), "by", "closed_by")
        .in_bulk(ids)
    )
    elsewhere = []
    for row in rows.values():
        if row.assertion.claim_id == claim.pk:
            row.assertion.claim = claim
        else:
            elsewhere.append(row.assertion)
    prefetch_related_objects(elsewhere, "claim")
    return rows


def _against(
    challenge: Challenge, said: Sequence[_Said], counted: frozenset[int], by: Terms
) -> list[_Choice]:
    """What was stated before it: the figures it is about, else the newest word of each origin."""
    day = challenge.assertion.article.published_on
    choices = []
    for one in said:
        if day and one.first_on and one.first_on > day:
            continue
        rank, why = _fit(challenge, one, one.dated(day), by)
        choices.append(_Choice(rank, why, one.by(day), one.origin))
    best = min((one.rank for one in choices), default=0)
    return _some([one for one in choices if one.rank == best], challenge, counted)


def _after(challenge: Challenge, said: Sequence[_Said], counted: frozenset[int]) -> list[_Choice]:
    day = challenge.assertion.article.published_on
    if day is None:
        return []
    later = [
        _Choice(0, "", one.last, one.origin) for one in said if one.last_on and one.last_on > day
    ]
    return _some(later, challenge, counted)


def _fit(challenge: Challenge, said: _Said, dated: Dated | None, by: Terms) -> tuple[int, str]:
    """How well it fits a challenge that this was said, 0 being best, and in words."""
    row = challenge.assertion
    if challenge.kind == Challenge.Kind.RETRACTS and said.origin == row.origin_id:
        return 0, "of the same origin"
    compared = None
    if row.figure and dated:
        compared = compare_dated(Dated(row.figure, row.article.published_on), dated, by)
    if challenge.kind == Challenge.Kind.CONTRADICTS_FIGURE:
        is_fit, why = _is(compared, Relation.DISJOINT), "the two figures exclude each other"
    elif _is(compared, Relation.EQUAL):
        is_fit, why = True, "states the same figure"
    else:
        is_fit, why = _is(compared, Relation.CONSISTENT), "states a figure that meets this one"
    if is_fit:
        return (1 if _is(compared, Relation.CONSISTENT) else 0), why
    return 2, "the newest word of this origin by then"


def _is(compared: Comparison | None, relation: Relation) -> bool:
    return compared is not None and compared.relation is relation


def _some(
    choices: Iterable[_Choice], challenge: Challenge, counted: frozenset[int]
) -> list[_Choice]:
    """A few, independent origins first, each origin once with its newest."""
    found: dict[int, _Choice] = {}
    for one in choices:
        if one.statement != challenge.assertion_id:
            found.setdefault(one.origin, one)
    return sorted(found.values(), key=lambda one: one.origin not in counted)[:_BESIDE]


def _statements(ids: Iterable[int]) -> Mapping[int, Assertion]:
    rows = Assertion.objects.select_related("article__outlet").defer(*_HEAVY)
    return rows.prefetch_related(Attribution.with_speakers()).in_bulk(list(ids))


def _beside(one: _Choice, rows: Mapping[int, Assertion], counted: frozenset[int]) -> Beside:
    return Beside(rows[one.statement], one.why, one.origin in counted)
