"""Media between a speaker and this outlet: "told Example News", "in an interview published by …"."""

from __future__ import annotations

import re

from claims.extraction.attribution import lexicon

_DESCRIPTION = "|".join(map(re.escape, lexicon.MEDIUM_DESCRIPTIONS))
_NAME = r"[A-Z][\w.'-]*(?: (?:of |al-)?[A-Z][\w.'-]*){0,4}"
_DESCRIBED = rf"(?:(?:the |a |an |its |his |her |their )?(?:[\w-]+(?:'s)? ){{0,5}}?(?:{_DESCRIPTION})s?,? )(?P<named>{_NAME})"
_POSSESSED = rf"(?:[A-Z][\w-]+(?: [A-Z][\w-]+)?'s )?(?P<bare>{_NAME})"
_LED = re.compile(
    r"(?:\b(?:told|tells|telling|informed)|\binterview(?:s|ed)?\b(?: \w+){0,3} (?:with|by|to|in|from)|"
    r"\bpublished(?: \w+){0,3} (?:by|in)|\bstatement to|\bspeaking to|\bspoke to|\bcarried by|"
    r"\bcit(?:ed|ing) by|\bquoted by|\bwriting in|\baired (?:by|on)|\bbroadcast (?:by|on))"
    rf"(?P<led> (?:{_DESCRIBED}|{_POSSESSED}|(?P<generic>(?:[\w-]+ )?(?:state|local|national|foreign) (?:media|television|tv|radio))))"
)
_IS_MEDIUM = re.compile(r"\b(?:" + "|".join(sorted(lexicon.MEDIA_NOUNS)) + r")\b", re.I)


def media_named(view: str, start: int, end: int) -> tuple[str, ...]:
    """The media through which the words of `view[start:end]` came, in order of mention."""
    found: list[str] = []
    for match in _LED.finditer(view, start, end):
        name = match["named"] or match["generic"]
        if not name and match["bare"] and _IS_MEDIUM.search(match["bare"]):
            name = match["bare"]
        name = (name or "").strip(" .,'").removesuffix("'s")
        if name and name not in found:
            found.append(name)
    return tuple(found)
