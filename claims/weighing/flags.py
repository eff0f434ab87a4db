"""What a report did to the words it passes on: made a figure harder, or left out who said so.

Statements of one claim are looked at by form: all that give the same figure on the word of the same
origin are one form, known by the first report of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from claims.figures import Figure, Quantifier, Relation, Terms, compare, interval


class FlagKind(StrEnum):
    HARDENED = "hardened"
    ATTRIBUTION_DROPPED = "attribution_dropped"


# From soft to hard: "hundreds", "up to 500", "300 to 500", "about 400", "400".
_HARDNESS = {
    Quantifier.VAGUE: 0,
    Quantifier.AT_MOST: 1,
    Quantifier.AT_LEAST: 1,
    Quantifier.BETWEEN: 2,
    Quantifier.APPROXIMATELY: 3,
    Quantifier.EXACT: 4,
}


@dataclass(frozen=True, slots=True)
class Form:
    """A figure as one origin gave it. `first_on` and `first_id` are the day and the id of its first
    report, `text` the article whose words that report has: its own, or the one it is a copy of.
    `is_bare`: in the outlet's own words, in articles that name nobody for the claim and are
    no copies; `who` names the origin of the others."""

    id: int
    origin: int
    is_bare: bool
    figure: Figure | None
    first_on: date | None
    first_id: int
    who: str = ""
    text: int = 0


@dataclass(frozen=True, slots=True)
class Flagged:
    """Reports of `form` that came on the day of `beside` or later are flagged, with the first report
    of `beside` to look at."""

    kind: FlagKind
    form: Form
    beside: Form
    text: str


def is_hardened(later: Figure, earlier: Figure, tolerance: float) -> bool:
    """True when a figure claims to be surer than the one it repeats: "up to 500" became "500",
    "hundreds" became "about 300", "about 300" became "300"."""
    if later.unit != earlier.unit:
        return False
    ours, theirs = interval(later, tolerance), interval(earlier, tolerance)
    is_harder = _HARDNESS[later.quantifier] > _HARDNESS[earlier.quantifier]
    return is_harder and theirs.holds(ours) and ours != theirs


def flagged(forms: Sequence[Form], terms: Terms) -> list[Flagged]:
    """Which forms of one claim are hardened, and which leave out who said so.

    A form is held against those reported before it only: on an earlier day, or on the same day in another
    text. A form without a day cannot be said to be later than another, nor earlier: it is passed over.
    """
    dated = sorted((f for f in forms if f.first_on), key=lambda f: (f.first_on, f.first_id))
    dropped = list(_dropped(dated, terms))
    by_origin: dict[int, list[Form]] = defaultdict(list)
    for form in dated:
        if not form.is_bare:
            by_origin[form.origin].append(form)
    hard = [h for same in by_origin.values() for h in _hardened(same, same, terms)]
    # Whose words an outlet repeats as its own it can harden as well.
    for one in dropped:
        hard += _hardened([one.form], by_origin[one.beside.origin], terms)
    return dropped + hard


def _hardened(forms: Iterable[Form], upstream: Sequence[Form], terms: Terms) -> Iterator[Flagged]:
    for form in forms:
        softer = [
            u
            for u in upstream
            if form.figure
            and u.figure
            and is_hardened(form.figure, u.figure, terms.tolerance)
            and _is_before(u, form)
            and _is_one_moment(u, form, terms)
        ]
        if softer and form.figure:
            # The softest that was said, and of equally soft ones the first.
            beside = min(softer, key=lambda u: _HARDNESS[u.figure.quantifier] if u.figure else 0)
            assert beside.figure is not None
            text = f"“{beside.figure.text}” became “{form.figure.text}”"
            yield Flagged(FlagKind.HARDENED, form, beside, text)


def _dropped(forms: Sequence[Form], terms: Terms) -> Iterator[Flagged]:
    attributed = [f for f in forms if not f.is_bare and f.who]
    # Many origins give the same few figures: each two of them are compared once.
    known: dict[tuple[object, object], float] = {}
    for form in forms:
        best: tuple[float, Form] | None = None
        for other in attributed if form.is_bare else ():
            if not (_is_before(other, form) and _is_one_moment(other, form, terms)):
                continue
            pair = _value(form), _value(other)
            if pair not in known:
                known[pair] = _sameness(form.figure, other.figure, terms.tolerance)
            # The first of those that say it most nearly.
            if known[pair] > (best[0] if best else 0):
                best = known[pair], other
        if best:
            text = f"in the outlet’s own words, what others attribute to {best[1].who}"
            yield Flagged(FlagKind.ATTRIBUTION_DROPPED, form, best[1], text)


def _value(form: Form) -> object:
    figure = form.figure
    return figure and (figure.quantifier, figure.low, figure.high, figure.unit)


def _sameness(ours: Figure | None, theirs: Figure | None, tolerance: float) -> float:
    """How nearly two figures are the same, 0 when they do not meet."""
    if ours is None or theirs is None:
        return 1.0 if ours is theirs else 0.0
    comparison = compare(ours, theirs, tolerance)
    if comparison.relation is Relation.EQUAL:
        return 2.0
    return 1.0 + (comparison.overlap or 0) / 2 if comparison.is_agreement else 0.0


def _is_before(earlier: Form, later: Form) -> bool:
    """True when a report can have repeated another: of one text and one day, nobody knows which of two
    versions was first."""
    if earlier.first_on is None or later.first_on is None:
        return False
    if earlier.first_on == later.first_on:
        return not earlier.text or earlier.text != later.text
    return earlier.first_on < later.first_on


def _is_one_moment(first: Form, second: Form, terms: Terms) -> bool:
    if first.first_on is None or second.first_on is None:
        return True
    return abs(first.first_on - second.first_on) <= terms.one_moment
