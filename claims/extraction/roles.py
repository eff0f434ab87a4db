"""Who does what to whom: the countries around a fact, by the grammar of its pattern."""

from __future__ import annotations

import re

from claims.catalogue import Grammar
from claims.catalogue.things import Things
from claims.extraction.countries import CountryMention
from claims.extraction.matching import Match

_TOWARDS = frozenset("to into in inside for near at against onto toward towards on alongside with".split())
_AWAY = frozenset("from by".split())
_WITHIN = frozenset("in at inside to into by".split())
_PREPOSITION = re.compile(r"(\w+)(?:(?: the| southern| northern| eastern| western| neighbou?ring| its ally)?(?: [a-z-]+){0,2}) $")
_SIMPLE = re.compile(r"(\w+) (?:the )?$")


def roles(view: str, match: Match, countries: list[CountryMention], things: Things) -> dict[str, str]:
    """The parties of a fact by canonical name: `group`, `actor`, `target`, `item`.

    `countries` are those named in the sentence, without those that belong to a speaker's name.
    """
    inside = match.phrase
    outside = [
        c for c in countries if not (inside and inside.start <= c.start < inside.end)
    ]
    found = {"group": inside.country if inside else ""}
    subject = _subject(view, outside, match.start)
    grammar = match.pattern.grammar
    if grammar is Grammar.RECEIVED:
        found["target"] = subject
        found["actor"] = _after(view, outside, match.start, _AWAY)
    elif grammar is Grammar.ACTIVE:
        found["actor"] = subject
        found["target"] = _indirect_object(view, outside, match) or _after(
            view, outside, match.start, _TOWARDS
        )
    else:
        found["actor"] = _after(view, outside, match.start, frozenset({"by"}))
        found["target"] = _after(view, outside, match.start, _TOWARDS)
    if "in" in match.type.actor_from:
        found["actor"] = found["actor"] or subject or _after(view, outside, match.start, _WITHIN)
        if found["actor"] and found["actor"] == found["group"]:
            found["actor"] = _after(view, outside, match.start, _WITHIN) or found["actor"]
    if not found["group"] and "subject" in match.type.group_from:
        found["group"] = found["actor"] or subject
    if found["target"] == found["group"]:
        found["target"] = ""
    found["item"] = _item(match, things)
    return {name: value for name, value in found.items() if value}


def _subject(view: str, countries: list[CountryMention], before: int) -> str:
    """The last country before the fact that no preposition makes an object."""
    candidates = [c for c in countries if c.end <= before]
    for mention in reversed(candidates):
        lead = view[max(0, mention.start - 24) : mention.start]
        preposition = _SIMPLE.search(lead)
        if preposition and preposition[1].lower() in _TOWARDS | _AWAY | {"of", "than", "as"}:
            continue
        return mention.country
    return ""


def _indirect_object(view: str, countries: list[CountryMention], match: Match) -> str:
    """The receiver right after the verb ("supplied Russia with 300 drones")."""
    if match.phrase is None:
        return ""
    for mention in countries:
        if match.start < mention.start < match.phrase.start and mention.form in ("name", "capital"):
            lead = _SIMPLE.search(view[max(0, mention.start - 24) : mention.start])
            if not lead or lead[1].lower() not in _AWAY | {"in", "at", "of"}:
                return mention.country
    return ""


def _after(
    view: str, countries: list[CountryMention], start: int, prepositions: frozenset[str]
) -> str:
    """The first country behind `start` that one of the prepositions leads to."""
    for mention in countries:
        if mention.start < start:
            continue
        lead = view[max(start - 12, mention.start - 60, 0) : mention.start]
        found = _PREPOSITION.search(lead)
        words = re.findall(r"[a-z]+", lead.lower())[-4:]
        if found and (found[1].lower() in prepositions or any(w in prepositions for w in words[-3:])):
            return mention.country
    return ""


def _item(match: Match, things: Things) -> str:
    phrase = match.phrase
    if phrase is None or not phrase.classes & {"materiel", "aid", "projectile"}:
        return "money" if phrase and phrase.quantity and phrase.quantity.currency else ""
    words = re.findall(r"[\w-]+", f"{phrase.modifiers} {phrase.head}".lower())
    return things.item_of(words) or phrase.head
