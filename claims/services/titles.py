"""The words a claim is known by."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claims.catalogue import ClaimType
from claims.extraction.countries import country_names, country_of
from claims.linking import Statement

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_SLOT = re.compile(r"\{(\w+)(?: (\*?)([\w ]+))?\}")
_LEADING = re.compile(
    r"^(?:(?:our|their|his|her|its|other|others|more|wounded|injured|some|the|of|additional)\s+)+",
    re.I,
)
_NOT_TELLING = frozenset(
    {
        "",
        "others",
        "dead",
        "wounded",
        "injured",
        "bodies",
        "victims",
        "deaths",
        "casualties",
        "fatalities",
        "injuries",
    }
)


def plain_who(who: str) -> str:
    """What is counted, without words that a title says itself or that mean nothing alone."""
    plain = _LEADING.sub("", who).strip()
    return "" if plain.lower() in _NOT_TELLING else plain


def profile_title(claim_type: ClaimType, profile: Statement) -> str:
    """The title of a claim by its profile: whom it counts, where, and for an event when.

    The articles' own words for those counted are used when they narrow them down.
    """
    kind = min(profile.kinds, key=lambda k: (-profile.kinds[k], k), default="")
    who = profile.who if kind or profile.roles.get("part") else ""
    title = claim_title(claim_type, profile.roles, who, place_of(profile))
    when = _when(profile) if claim_type.event_bound else ""
    return f"{title[:270]}, {when}" if when else title


def place_of(profile: Statement) -> str:
    """The place a claim is about, as named first; else the country."""
    return next(iter((*profile.places, *profile.within)), "")


def _when(profile: Statement) -> str:
    """The day, month or years of the event; the month of the reports when none is told."""
    if profile.days:
        days = min(profile.days, key=lambda d: (d.last - d.first, d))
        if days.first == days.last:
            return f"{days.first.day} {days.first:%B %Y}"
        if (days.first.year, days.first.month) == (days.last.year, days.last.month):
            return f"{days.first:%B %Y}"
        years = dict.fromkeys((days.first.year, days.last.year))
        return "–".join(map(str, years))
    return f"reported {profile.reported.first:%B %Y}" if profile.reported else ""


def claim_title(claim_type: ClaimType, roles: Mapping[str, object], who: str, place: str) -> str:
    """The type's title with its parties filled in; parts in [ ] whose party is unknown are left out.

    `{adjective}` is the group's adjective, `{group troops}` that with a noun; `{group *people}` takes the article's own
    words for those counted, if it has any.
    """
    values = {name: value for name, value in roles.items() if isinstance(value, str)}
    values["place"] = place
    values["adjective"] = _adjective(values["group"]) if values.get("group") else ""

    def optional(match: re.Match[str]) -> str:
        slots = [slot[0] for slot in _SLOT.findall(match[1])]
        return match[1] if all(values.get(slot) for slot in slots) else ""

    def fill(match: re.Match[str]) -> str:
        if match[3]:
            return _counted(values.get("group", ""), plain_who(who) if match[2] else "", match[3])
        return values.get(match[1], "")

    text = _SLOT.sub(fill, _OPTIONAL.sub(optional, claim_type.title))
    text = re.sub(r"\s+", " ", text).strip() or claim_type.label
    return (text[0].upper() + text[1:])[:300]


def _counted(group: str, who: str, noun: str) -> str:
    if who and country_of(who):
        return who
    words = who or noun
    return f"{_adjective(group)} {words}" if group else words


def _adjective(country: str) -> str:
    """ "North Korea" → "North Korean"."""
    return next(
        (
            word
            for word, name in country_names().items()
            if name.country == country and name.form == "adjective"
        ),
        country,
    )
