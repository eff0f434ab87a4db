"""The units in which the figures of a claim type are counted, and the words that mean the same."""

from __future__ import annotations

from claims.catalogue.things import MONEY, PEOPLE, Things
from claims.catalogue.types import ClaimType
from claims.extraction.quantities.lexicon import (
    CURRENCIES,
    CURRENCY_CODES,
    CURRENCY_LETTERS,
    MONEY_WORDS,
)

# Signs that are offered where money is counted; every other sign, code and name of money does as well.
_SIGNS = ("$", "€", "£")


def known_units(claim_type: ClaimType, things: Things) -> tuple[str, ...]:
    """The units of a type, the usual one first; empty names are left out."""
    classes = _classes(claim_type)
    of_people = bool(classes & (things.people | {PEOPLE}))
    found = [claim_type.unit] if claim_type.unit else []
    for word, unit in things.units.items():
        named = things.classes_of(word)
        is_person = bool(named & things.people)
        fits = (PEOPLE in classes or bool(named & classes)) if of_people else bool(classes)
        if fits and is_person == of_people and unit not in found:
            found.append(unit)
    return (*found, *(_SIGNS if _counts_money(claim_type) else ()))


def usual_unit(word: str, claim_type: ClaimType, things: Things) -> str:
    """The unit that a word means: "persons" are people and "tonnes" tons; an unknown word as it is."""
    low = " ".join(word.split()).lower()
    known = known_units(claim_type, things)
    if low in known:
        return low
    if (unit := things.units.get(low)) in known:
        return str(unit)
    named = things.classes_of(low)
    if claim_type.unit == PEOPLE and named & things.people:
        return PEOPLE
    if claim_type.unit == "items" and named and not named & things.people:
        return claim_type.unit
    return " ".join(word.split())


def is_money(unit: str) -> bool:
    """True for a sign, code or name of money ("$", "US$", "EUR", "roubles")."""
    low = unit.lower()
    sign = low.lstrip("abcdefghijklmnopqrstuvwxyz")
    letters = (low.removesuffix(sign) if sign else low) or "us"
    is_signed = sign in CURRENCIES and letters in CURRENCY_LETTERS
    return is_signed or low in CURRENCY_CODES or low in MONEY_WORDS


def is_known_unit(unit: str, claim_type: ClaimType, things: Things) -> bool:
    """True for a unit of the type, as `usual_unit` gives it."""
    if _counts_money(claim_type) and is_money(unit):
        return True
    return unit in known_units(claim_type, things) or (not unit and not claim_type.unit)


def _counts_money(claim_type: ClaimType) -> bool:
    classes = _classes(claim_type)
    return MONEY in classes or not classes


def _classes(claim_type: ClaimType) -> frozenset[str]:
    return claim_type.counts | claim_type.counts_with_figure | frozenset(claim_type.counts_if)
