"""Numbers that tell how old somebody is."""

from __future__ import annotations

from claims.extraction.quantities.lexicon import AGED, COUNTABLE, ONES, PERSONS
from claims.extraction.quantities.place import Place
from claims.extraction.quantities.types import Form, Kind
from claims.figures import Quantifier

_OLDEST = 120
_LIMITS = (Quantifier.AT_MOST, Quantifier.AT_LEAST)
# How many tokens back "ages" may stand in a list of them.
_LISTED = 8


def age_of(place: Place) -> Kind | None:
    """As in "Jamie Armstrong, 25, said", "ages four and six", "younger than 14", "children under 10"."""
    if place.low.form not in (Form.BARE, Form.WORDS) or place.last.value > _OLDEST:
        return None
    before, wide = place.low_at(-1), place.low_at(-2)
    if before == "than" and wide in ("younger", "older"):
        return Kind.AGE
    if before in ("under", "over", "above", "below") and place.quantifier in _LIMITS:
        return Kind.AGE if wide in COUNTABLE or wide in ("those", "anyone") else None
    if before in ("turned", "turns", "turning") and place.is_closed:
        return Kind.AGE
    if before == "," and place.low_at(0) in (",", ".", ";") and place.first >= 2:
        is_person = place.tokens[place.first - 2].text[0].isupper() or wide in PERSONS
        return Kind.AGE if is_person and place.low.value == int(place.low.value) else None
    return Kind.AGE if _is_listed_age(place) else None


def _is_listed_age(place: Place) -> bool:
    """True after "ages four, six and"."""
    for token in reversed(place.tokens[max(0, place.first - _LISTED) : place.first]):
        if token.low in AGED:
            return True
        is_number = token.text.isdecimal() or token.low in ONES
        if not is_number and token.low not in (",", "and", "or", "of", "to"):
            return False
    return False
