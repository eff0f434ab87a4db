"""Who does what to whom: the countries around a fact, by the grammar of its pattern."""

from __future__ import annotations

import re

from claims.catalogue import Grammar
from claims.catalogue.things import Things
from claims.extraction.countries import CountryMention
from claims.extraction.matching import Match
from claims.extraction.phrase import Phrase
from claims.extraction.words import word_set

_TOWARDS = word_set("roles", "towards")
_AWAY = frozenset(["from", "by"])
_WITHIN = frozenset(["in", "at", "inside", "to", "into", "by"])
# "in", also of "in the southern city of", "in Wonsan,".
_PREPOSITION = re.compile(
    r"\b([a-z]+)(?: (?:the|a|an|its|neighbou?ring|nearby|southern|northern|eastern|western|central|local|several|"
    r"military|city|town|region|province|of))*(?: [A-Z][\w'-]*,?){0,3} $"
)
_NOUN = re.compile(r" ([a-z]+)")
# Sorts of people that one sentence hardly names of two nations.
_SORTS = frozenset({"soldier", "prisoner"})
_SIMPLE = re.compile(r"(\w+) (?:the )?$")


def roles(
    view: str, match: Match, countries: list[CountryMention], things: Things
) -> dict[str, str]:
    """The parties of a fact by canonical name: `group`, `actor`, `target`, `item`, and `part`, the noun of
    those counted when they are a part of others ("nine dead, including two divers").

    `countries` are those named in the sentence, without those that belong to a speaker's name.
    """
    inside = match.phrase
    outside = [c for c in countries if not (inside and inside.start <= c.start < inside.end)]
    # Those evacuated "from Yemen" need not be Yemen's; workers sent from Vietnam are Vietnam's.
    leads = ("of",) if match.type.event_bound else ("of", "from")
    found = {"group": _whose(view, inside, outside, leads, things) if inside else ""}
    subject = _subject(view, outside, match.start)
    grammar = match.pattern.grammar
    if grammar is Grammar.SUFFERED:
        found["group"] = found["group"] or subject
    elif grammar is Grammar.RECEIVED:
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
        behind = max(match.end - 12, match.start)
        within = _after(view, outside, behind, _WITHIN) or _after(
            view, outside, match.start, _WITHIN
        )
        nearest = (subject, within) if grammar is Grammar.ACTIVE else (within, subject)
        found["actor"] = found.get("actor") or nearest[0] or nearest[1]
        if found["actor"] and found["actor"] == found["group"]:
            found["actor"] = within if within != found["group"] else ""
    if not found["group"] and "subject" in match.type.group_from:
        # Who takes patients in is not the one whose patients they are; who sends troops is.
        if "in" in match.type.actor_from:
            found["group"] = "" if subject == found["actor"] else subject
        else:
            found["group"] = subject or found["actor"]
    if found.get("target") in (found["group"], found.get("actor")):
        found["target"] = ""
    found["item"] = _item(match, things)
    found["part"] = inside.head if inside and match.is_part else ""
    wanted = {"part", *match.type.key_roles, *re.findall(r"\{(\w+)\}", match.type.title)}
    return {name: value for name, value in found.items() if value and name in wanted}


_ACTS = re.compile(
    r"(?:'s)? (?:\w+ ){0,2}?(?:forces|troops|army|military|government|officials|authorities|navy|air force|"
    r"air defen[cs]es?|missiles?|drones?|fighters|militants|soldiers|regime|side|leadership|security forces)\b"
)


def _subject(view: str, countries: list[CountryMention], before: int) -> str:
    """The last country before the fact that no preposition makes an object."""
    earlier = [c for c in countries if c.end <= before]
    named = [c for c in earlier if c.form != "adjective"]
    acting = [c for c in earlier if c.form == "adjective" and _ACTS.match(view, c.end)]
    for mention in (*reversed(named), *reversed(acting)):
        lead = view[max(0, mention.start - 24) : mention.start]
        preposition = _SIMPLE.search(lead)
        if preposition and preposition[1].lower() in _TOWARDS | _AWAY | {"of", "than", "as"}:
            continue
        return mention.country
    return ""


def _whose(
    view: str,
    inside: Phrase,
    outside: list[CountryMention],
    leads: tuple[str, ...],
    things: Things,
) -> str:
    """Whose people are counted: by their own words, by "of", or by the nearest words before them for the
    same sort of people ("put the number of Chadian soldiers at 900 troops")."""
    if named := inside.country or _of(view, outside, inside.end, leads):
        return named
    for mention in reversed(outside):
        noun = _NOUN.match(view, mention.end)
        sorts = things.classes_of(noun[1]) & inside.classes & _SORTS if noun else frozenset()
        if mention.end <= inside.start and mention.form == "adjective" and sorts:
            return mention.country
    return ""


def _of(view: str, countries: list[CountryMention], end: int, leads: tuple[str, ...]) -> str:
    """The country of "children of Russian troops", of "workers from Vietnam"."""
    for mention in countries:
        lead = view[end : mention.start].strip()
        if end <= mention.start <= end + 12 and lead.startswith(leads):
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
        found = _PREPOSITION.search(view[max(mention.start - 80, 0) : mention.start])
        if found and found[1] in prepositions:
            return mention.country
    return ""


def _item(match: Match, things: Things) -> str:
    phrase = match.phrase
    if phrase is None or not phrase.classes & {"materiel", "aid", "projectile"}:
        return "money" if phrase and phrase.quantity and phrase.quantity.currency else ""
    words = re.findall(r"[\w-]+", f"{phrase.modifiers} {phrase.head}".lower())
    if "military" in words and "materiel" in phrase.classes:
        return things.items["military"]
    return things.item_of(words) or phrase.head
