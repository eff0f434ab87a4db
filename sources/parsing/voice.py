"""Who speaks in a paragraph: the outlet to its reader, or a person whose words are reported."""

from __future__ import annotations

import re

from sources.parsing.blocks import Block

_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_TO_READER = re.compile(r"\b(?:you|your|yours|readers?)\b", re.I)
_OUTLET = re.compile(r"\b(?:[Ww]e|us|[Oo]urs?)\b")
_IMPERATIVE = re.compile(
    r"^(?:please |help|support|donate|give|join|become|make|contribute|subscribe|stand with)\b",
    re.I,
)
_GIVING = re.compile(
    r"\bsupport (?:us|our (?:work|journalism|newsroom|reporting|mission))\b|"
    r"\byour (?:support|contributions?|donations?|gift|membership|subscription)\b|"
    r"\b(?:donate|donations?|donating|contribute|contributions?|crowdfund\w*)\b|"
    r"\bbecome an? (?:paying |monthly |paid )?(?:members?|supporters?|subscribers?|patrons?)\b|"
    r"\bwe need your (?:help|support)\b|\bstarting from just\b|"
    r"\bhelp (?:us )?(?:fund|sustain|keep (?:our|us|this)|continue (?:our|to report))\b|"
    r"\b(?:independent|fearless|quality|free|public|investigative) (?:journalism|press|media|news)\b|"
    r"\b(?:tax[- ]deductible|monthly|just|only|as little as)\b.{0,40}[$€£]\s?\d",
    re.I,
)
_REPORTS = re.compile(
    r"\b(?:said|says|told|tells|according to|announced|reported|added|stated|urged|warned|wrote|"
    r"writes|claimed|confirmed|denied|promised|pledged|asked)\b",
    re.I,
)


def outside_quotes(plain: str) -> str:
    """The words that nobody is quoted with."""
    return _QUOTED.sub(" ", plain)


def reports(plain: str) -> bool:
    """Tells what somebody said: such a paragraph is news, whatever else it speaks of."""
    return bool(_REPORTS.search(outside_quotes(plain)))


def speaks_to_reader(plain: str) -> bool:
    """The outlet's own voice, outside quotes: "we", "our", "you", "your"."""
    words = outside_quotes(plain)
    return bool(_TO_READER.search(words) or _OUTLET.search(words))


def asks_for_support(block: Block) -> bool:
    """The outlet asks its reader for money or membership.

    Phrases of giving alone do not do: news on donors and financial support has them too. The outlet
    has to speak of itself, to the reader or in the imperative, outside quotes, and report nobody.
    """
    words = outside_quotes(block.plain)
    if not _GIVING.search(words) or _REPORTS.search(words):
        return False
    if _IMPERATIVE.search(words):
        return bool(_OUTLET.search(words) or _TO_READER.search(words) or "$" in words)
    return bool(_OUTLET.search(words) and _TO_READER.search(words))
