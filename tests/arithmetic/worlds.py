"""Small builders of figures, sources and evidence, and strategies that draw them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from claims.figures import Dated, Figure, Quantifier, Terms
from claims.independence import Publisher, Source, Voice, ties_among
from claims.weighing import Evidence, Objection, OriginEvidence, Ref, weigh, what_would_change

TERMS = Terms(0.05, timedelta(days=60))
TODAY = date(2025, 3, 1)
numbers = st.integers(min_value=1, max_value=10**7).map(Decimal)


def figure(quantifier: str, low: int | None, high: int | None, text: str = "n") -> Figure:
    bounds = [None if n is None else Decimal(n) for n in (low, high)]
    return Figure(text, Quantifier(quantifier), *bounds)


def exact(number: int) -> Figure:
    return figure("exact", number, number, f"{number:,}")


def about(number: int) -> Figure:
    return figure("approximately", number, number, f"about {number:,}")


@st.composite
def figures(draw) -> Figure:
    quantifier = draw(st.sampled_from(list(Quantifier)))
    low, high = sorted((draw(numbers), draw(numbers)))
    match quantifier:
        case Quantifier.EXACT | Quantifier.APPROXIMATELY:
            return Figure("n", quantifier, low, low)
        case Quantifier.AT_LEAST | Quantifier.VAGUE:
            return Figure("n", quantifier, low, None)
        case Quantifier.AT_MOST:
            return Figure("n", quantifier, None, high)
    return Figure("n", quantifier, low, high)


@st.composite
def dated_figures(draw) -> Dated:
    day = draw(st.none() | st.integers(0, 200).map(lambda n: TODAY + timedelta(days=n)))
    return Dated(draw(figures()), day)


def voice(name: str, *countries: str, members: tuple[str, ...] = (), may_be=()) -> Voice:
    return Voice(name, name, frozenset(countries), frozenset(members), frozenset(may_be))


def source(number: int, *voices: Voice, known: bool = True) -> Source:
    return Source(number, f"origin {number}", known, voices)


def own_voice(number: int, outlet: str, family: str = "") -> Source:
    return Source(number, f"{outlet} itself", True, (), Publisher(outlet, outlet, family))


@st.composite
def source_lists(draw, most: int = 8) -> list[Source]:
    """Sources with shared speakers, groups, countries, doubts and houses among them."""
    names = list("abcdefg")
    found = []
    for number in range(draw(st.integers(0, most))):
        if draw(st.integers(0, 3)) == 0:
            outlet = draw(st.sampled_from(["One", "Two", "Three"]))
            found.append(own_voice(number, outlet, draw(st.sampled_from(["", "House"]))))
            continue
        voices = [
            voice(
                name,
                *draw(
                    st.sets(st.sampled_from(["Kenya", "Haiti", "the West", "France"]), max_size=1)
                ),
                members=tuple(draw(st.sets(st.sampled_from(names), max_size=2)) - {name}),
                may_be=tuple(draw(st.sets(st.sampled_from(names), max_size=1)) - {name}),
            )
            for name in draw(st.sets(st.sampled_from(names), min_size=1, max_size=2))
        ]
        found.append(source(number, *voices, known=draw(st.integers(0, 5)) > 0))
    return found


def origin(number: int, given: Figure | None, *speakers: str, day: date | None = TODAY):
    """An origin behind a claim: its speakers, one of its own by default, and its newest figure."""
    voices = tuple(voice(name) for name in speakers or (f"speaker {number}",))
    ref = Ref("origin", f"org_{number}", f"origin {number}")
    newest = Dated(given, day) if given else None
    return OriginEvidence(Source(number, ref.label, True, voices), ref, 1, newest)


def denial(number: int, who: str = "Haiti") -> Objection:
    return Objection(number, "denies", Ref("assertion", f"asr_{number}", who), disputes=True)


def evidence(*origins: OriginEvidence, objections: tuple[Objection, ...] = ()) -> Evidence:
    return Evidence(
        origins=origins,
        origin_count=len(origins),
        reports=len(origins),
        outlets=len(origins),
        objections=objections,
        objection_count=len(objections),
    )


def status(found: Evidence) -> str:
    return weigh(found, TERMS).status.value


def changes(found: Evidence) -> list[str]:
    """What would change the status, in words."""
    ties = ties_among([o.source for o in found.origins if not o.barred])
    return [c.text for c in what_would_change(found, weigh(found, TERMS, ties), TERMS, ties)]
