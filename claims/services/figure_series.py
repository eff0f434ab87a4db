"""The figures that statements of a claim give, as points of one series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.conf import settings

from claims.figures import Figure, Interval, Quantifier, interval, range_text
from claims.services.claim_rows import rows_of
from claims.services.evidence import Loaded
from claims.services.scope import EVERYTHING, Scope
from claims.weighing import Verdict
from claims.weighing.explaining import why_not

# A series has at most so many figures; of more, the newest of every origin come first.
MOST_POINTS = 300

# Statements of the claim that give a figure, and those of other claims that an editor recorded as
# challenges to it.
_POINTS = """
, figured as (
    select id, article_id, origin_id, as_of, stance, is_copy, figure_text, figure_quantifier,
           figure_low, figure_high, figure_unit, stance <> 'asserts' as is_challenge,
           true as is_placed
    from found where is_figured and stance in ('asserts', 'doubts', 'denies')
    union all
    select a.id, a.article_id, a.origin_id, coalesce(r.published_on, a.event_last), a.stance,
           r.copy_of_id is not null, a.figure_text, a.figure_quantifier, a.figure_low, a.figure_high,
           a.figure_unit, true, false
    from claims_assertion a join sources_article r on r.id = a.article_id
    where a.id in (select assertion_id from claims_challenge
                   where claim_id = any(%(claims)s) and closed_at is null)
    and a.claim_id <> all(%(claims)s) and a.figure_quantifier <> ''
    and not a.is_withdrawn and a.review_state <> 'rejected' {conditions}
), ranked as (
    select *, count(*) over () as total,
           row_number() over (partition by origin_id, is_challenge
                              order by as_of desc nulls last, id desc) = 1 as is_newest
    from figured
), chosen as (
    select * from ranked order by is_newest desc, as_of desc nulls last, id desc limit %(most)s
)
select k.total, k.origin_id, a.public_id, k.as_of, k.figure_text, k.figure_quantifier, k.figure_low,
       k.figure_high, k.figure_unit, k.stance, k.is_challenge, k.is_placed, k.is_copy, coalesce(u.name, ''),
       r.public_id, r.title, coalesce(o.public_id, ''), coalesce(o.label, ''),
       coalesce((select string_agg(s.name, ' and ' order by t.id) from claims_attribution t
                 join claims_speaker s on s.id = t.speaker_id where t.assertion_id = k.id), '')
from chosen k
join claims_assertion a on a.id = k.id
join sources_article r on r.id = k.article_id
left join sources_outlet u on u.id = r.outlet_id
left join claims_origin o on o.id = k.origin_id
order by k.as_of nulls first, k.id
"""


@dataclass(frozen=True, slots=True)
class SeriesOrigin:
    """An origin of the series. `place` is its place among the counted ones; None = not counted, and
    `left_out` says why."""

    id: str
    label: str
    place: int | None
    left_out: str


@dataclass(frozen=True, slots=True)
class Point:
    """One figured statement. `low` and `high` are the numbers its figure stands for; `high` None =
    without end. `is_placed`: it is in this claim; one of another claim only challenges it."""

    id: str
    day: date | None
    figure: Figure
    stance: str
    is_challenge: bool
    is_placed: bool
    is_copy: bool
    outlet: str
    article_id: str
    article: str
    speaker: str
    origin: SeriesOrigin | None
    low: Decimal
    high: Decimal | None

    @property
    def range(self) -> str:
        """The numbers it stands for, as people read them."""
        return range_text(self.low, self.high)

    @property
    def is_counted(self) -> bool:
        """True when it is a report of an origin that is counted."""
        return not self.is_challenge and bool(self.origin and self.origin.place is not None)

    @property
    def role(self) -> str:
        """What the statement is for the claim, in words."""
        if self.is_challenge:
            return "challenge" if self.stance == "asserts" else f"challenge: {self.stance}"
        if self.origin is None:
            return "not counted: its origin is unknown"
        return "counted" if self.is_counted else f"not counted: {self.origin.left_out}"


@dataclass(frozen=True)
class Series:
    """The figures of a claim, the oldest first. `total` is how many there are; `points` may be fewer."""

    points: tuple[Point, ...]
    total: int

    @cached_property
    def digest(self) -> str:
        """The same for series that are drawn alike."""
        parts = (
            f"{p.id}|{p.day}|{p.figure}|{p.low}|{p.high}|{p.role}|{p.is_copy}|{p.outlet}|{p.speaker}|"
            f"{p.origin.id if p.origin else ''}|{p.origin.label if p.origin else ''}|"
            f"{p.origin.place if p.origin else ''}"
            for p in self.points
        )
        return sha256(f"{self.total}\n{chr(10).join(parts)}".encode()).hexdigest()

    @cached_property
    def unit(self) -> str:
        """The unit that most of the figures are in; reports decide."""
        units = [p.figure.unit for p in self.points if not p.is_challenge] or [
            p.figure.unit for p in self.points
        ]
        return max(sorted(set(units)), key=units.count, default="")

    @cached_property
    def drawn(self) -> tuple[Point, ...]:
        """Those that have a place on one chart: dated, and in the unit of the series."""
        return tuple(p for p in self.points if p.day and p.figure.unit == self.unit)

    @cached_property
    def not_drawn(self) -> tuple[Point, ...]:
        """The others: of counted origins first, then the newest first."""
        here = {p.id for p in self.drawn}
        left = [p for p in self.newest_first if p.id not in here]
        return tuple(sorted(left, key=lambda p: (not p.is_counted, p.figure.unit != self.unit)))

    @property
    def undated(self) -> int:
        return sum(p.day is None and p.figure.unit == self.unit for p in self.points)

    @property
    def of_other_units(self) -> int:
        return sum(p.figure.unit != self.unit for p in self.points)

    @property
    def older(self) -> int:
        """How many more there are than `points`."""
        return self.total - len(self.points)

    @cached_property
    def origins(self) -> tuple[SeriesOrigin, ...]:
        """The origins of the drawn reports and the counted ones of those not drawn, the counted ones first
        and in their order."""
        shown = [p for p in self.drawn if not p.is_challenge]
        shown += [p for p in self.not_drawn if p.is_counted]
        found = {p.origin.id: p.origin for p in shown if p.origin}
        return tuple(sorted(found.values(), key=lambda o: (o.place is None, o.place or 0, o.label)))

    @property
    def newest_first(self) -> tuple[Point, ...]:
        return self.points[::-1]


def figure_series(
    claim_id: int,
    loaded: Loaded,
    verdict: Verdict,
    scope: Scope = EVERYTHING,
    *,
    most: int = MOST_POINTS,
) -> Series:
    """The series of a claim, of what is in scope, in one query."""
    conditions, _ = scope.sql()
    rows = rows_of(_POINTS.format(conditions=conditions), [claim_id], scope, most=most)
    origins = _origins(loaded, verdict)
    points = tuple(_point(row[1:], origins) for row in rows)
    return Series(points, rows[0][0] if rows else 0)


def _origins(loaded: Loaded, verdict: Verdict) -> Mapping[int, SeriesOrigin]:
    place = {o.source.id: number for number, o in enumerate(verdict.counted)}
    return {
        one.source.id: SeriesOrigin(
            one.ref.id, one.ref.label, place.get(one.source.id), why_not(one, verdict)
        )
        for one in loaded.evidence.origins
    }


def _point(row: tuple[Any, ...], origins: Mapping[int, SeriesOrigin]) -> Point:
    (origin_id, public_id, day, text, quantifier, low, high, unit, stance, is_challenge, is_placed, is_copy,
     outlet, article_id, title, origin_public, origin_label, speaker) = row  # fmt: skip
    figure = Figure(text, Quantifier(quantifier), low, high, unit)
    found = origins.get(origin_id)
    if found is None and origin_public:
        found = SeriesOrigin(
            origin_public, origin_label, None, "it was not compared with the others"
        )
    numbers: Interval = interval(figure, settings.FIGURE_TOLERANCE)
    return Point(
        id=public_id,
        day=day,
        figure=figure,
        stance=stance,
        is_challenge=is_challenge,
        is_placed=is_placed,
        is_copy=is_copy,
        outlet=outlet or "unknown outlet",
        article_id=article_id,
        article=title or "untitled article",
        speaker=speaker or "the outlet’s own voice",
        origin=found,
        low=numbers.low,
        high=numbers.high,
    )
