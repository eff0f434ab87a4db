"""What stands between what is counted and its verb, and can be left out to find the verb.

"Guards at the gate have been hurt", "miners, including two divers, were trapped".
"""

from __future__ import annotations

import re

from claims.catalogue.loading import BARE, COUNTED, COUNTRY, WORD

_NO_CLAUSE = r"(?!(?:where|when|which|who|that|while|whose|and|but|as|if|because|than)\b)"
_IN_A_PHRASE = rf"(?: {_NO_CLAUSE}(?:{WORD}|{BARE}))"
_PREPOSITIONS = "in|on|at|from|of|near|inside|across|around|among|with|along|outside|aboard|between|under|by|during|for|to|over"
# An insertion that is one only when a helping verb stands behind it.
_BEFORE_A_VERB = (
    rf"(?:,? including[^.;]{{1,80}}?,|, [^.;,{COUNTED}]{{1,60}},| (?:{_PREPOSITIONS}){_IN_A_PHRASE}{{1,6}}?|"
    rf",? (?:who|that|which){_IN_A_PHRASE}{{0,10}}?| - [^-.;]{{1,60}} -| \w+ed{_IN_A_PHRASE}{{0,5}}?|"
    rf" (?:and|or){_IN_A_PHRASE}{{1,2}}?)"
)
_HELPING = r"(?= (?:who|were|was|are|is|have|has|had|been|being|remain|remained|reportedly)\b)"
# One that needs none: "(about 2,400 people)", ", mainly women and children,", "or 7,900 people", "from Syria".
_BY_ITSELF = (
    rf"(?: \([^)]{{1,80}}\)|,? (?:mainly|mostly|(?:many|most|some|all) of them|including|among them)[^.;]{{1,80}}?,|"
    rf" or {COUNTED}| of (?:the |its |their )?{COUNTED}| (?:from|of|in) {COUNTRY})"
)
_INSERTION = re.compile(rf"{_BY_ITSELF}?(?:{_BEFORE_A_VERB}{{1,2}}{_HELPING})?")


def insertion_end(text: str, at: int) -> int:
    """Where an insertion that begins at `at` ends; `at` when there is none."""
    match = _INSERTION.match(text, at)
    return match.end() if match else at
