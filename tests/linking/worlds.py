"""Invented statements for the tests of linking."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from claims.catalogue import default_catalogue
from claims.figures import Figure, Quantifier
from claims.linking import Days, Match, Statement, Told, score

TYPES = default_catalogue().types
# Slow machines draw slowly; the properties are cheap.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MARCH = Days(date(2025, 3, 4), date(2025, 3, 4))
BRIDGE = {"lorne": 9.8, "bridge": 3.1, "quillan": 9.8, "collapse": 4.2}
FERRY = {"talusa": 9.8, "ferry": 5.0, "capsized": 8.8, "strait": 5.9}


def figure(number: int, quantifier: Quantifier = Quantifier.EXACT) -> Figure:
    low = None if quantifier is Quantifier.AT_MOST else Decimal(number)
    is_open = quantifier in (Quantifier.AT_LEAST, Quantifier.VAGUE)
    return Figure(str(number), quantifier, low, None if is_open else Decimal(number), "people")


def killed(article: int = 1, number: int | None = None, **fields: Any) -> Statement:
    """People killed, in an article of its own unless told otherwise."""
    told = (Told(figure(number), article),) if number is not None else ()
    known: dict[str, Any] = {
        "kinds": {"": 1},
        "reported": MARCH,
        "story": BRIDGE,
        "figures": told,
        "articles": frozenset({article}),
    }
    return Statement("killed", **{**known, **fields})


def match(ours: Statement, theirs: Statement) -> Match:
    return score(TYPES[ours.type], ours, theirs, 0.05)


_NAMES = st.sampled_from(["Kenya", "Haiti", "Chad", "Peru"])
_TERMS = st.sampled_from(["lorne", "quillan", "talusa", "ferry", "bridge", "miners", "avalanche"])
_DAYS = st.dates(date(2025, 1, 1), date(2025, 6, 1))


@st.composite
def days(draw: st.DrawFn) -> Days:
    first, last = sorted((draw(_DAYS), draw(_DAYS)))
    return Days(first, last)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    return figure(draw(st.integers(1, 20_000)), draw(st.sampled_from(list(Quantifier)[:4])))


@st.composite
def statements(draw: st.DrawFn, type_key: str = "", article: int = 0) -> Statement:
    """Any statement of one article."""
    number = article or draw(st.integers(1, 50))
    key = type_key or draw(
        st.sampled_from(["killed", "wounded", "troops_deployed", "aid_supplied"])
    )
    roles = draw(st.dictionaries(st.sampled_from(TYPES[key].key_roles), _NAMES, max_size=3))
    weights = st.floats(0.5, 20).map(lambda weight: round(weight, 2))
    return Statement(
        key,
        roles=roles,
        kinds={draw(st.sampled_from(["", "child", "soldier", "soldier/officer"])): 1},
        ages=tuple(draw(st.lists(st.integers(1, 90), max_size=1))),
        places=tuple(draw(st.lists(st.sampled_from(["Lorne", "Port Quillan"]), max_size=1))),
        within=tuple(draw(st.lists(_NAMES, max_size=1))),
        countries=tuple(draw(st.lists(_NAMES, max_size=3, unique=True))),
        days=tuple(draw(st.lists(days(), max_size=1))),
        reported=draw(st.none() | days()),
        figures=tuple(Told(one, number) for one in draw(st.lists(figures(), max_size=1))),
        story=draw(st.dictionaries(_TERMS, weights, min_size=1, max_size=5)),
        setting=draw(st.dictionaries(_TERMS, weights, max_size=4)),
        prominence=draw(st.integers(0, 2)),
        articles=frozenset({number}),
        origins=frozenset(draw(st.lists(st.integers(1, 9), max_size=1))),
    )
