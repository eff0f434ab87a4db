"""What the outlet says about what it could not verify. It belongs to the statement, not against it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.types import Sentence

_CHECKED = r"(?:verif(?:y|ied)|confirm(?:ed)?|corroborated?|authenticated?)"
_HOW = r"(?:independently |immediately |separately |fully |yet )*"
_UNVERIFIED = re.compile(
    rf"\b(?:(?:could|can) not {_HOW}be {_HOW}{_CHECKED}|"
    rf"(?:not|n't|unable to|cannot|couldn't|can't) {_HOW}(?:been able to |able to )?(?:be )?{_HOW}{_CHECKED}|"
    rf"(?:neither|none|no)\b[^.\"]{{0,60}}? could (?:immediately )?be {_HOW}{_CHECKED}|"
    rf"(?:no|without) (?:immediate |independent |official )*(?:confirmation|verification|way to {_HOW}{_CHECKED})|"
    r"remain(?:s|ed)? unverified)\b",
    re.I,
)
# A disclaimer reaches from one of these marks to the next.
_MARK = re.compile(r"[.\"]")
# A disclaimer in a sentence of its own points back at what it is about.
_POINTS_BACK = re.compile(
    r"\b(?:claims?|figures?|tolls?|reports?|accounts?|statements?|numbers?|videos?|footage|images?|"
    r"allegations?|assertions?|information|details|either|neither|this|that|these|those|it|they|them)\b",
    re.I,
)
# "Neither claim could be confirmed" is about the two sentences before it.
_OF_SEVERAL = re.compile(r"\b(?:neither|none|either|both|any of)\b", re.I)


def verification_note(view: str, sentence: Sentence, following: Sequence[Sentence] = ()) -> str:
    """The disclaimer in a sentence, or in one of the two `following` it that points back to it;
    empty when there is none."""
    if own := _disclaimer(view, sentence):
        return own
    for distance, later in enumerate(following[:2], 1):
        if later.paragraph - sentence.paragraph > distance:
            break
        found = _disclaimer(view, later)
        pattern = _POINTS_BACK if distance == 1 else _OF_SEVERAL
        if found and pattern.search(found):
            return found
    return ""


def _disclaimer(view: str, sentence: Sentence) -> str:
    """The words around what was not verified, up to the marks on either side."""
    core = _UNVERIFIED.search(view, sentence.start, sentence.end)
    if core is None:
        return ""
    before = max(view.rfind(mark, sentence.start, core.start()) for mark in '."')
    after = _MARK.search(view, core.end(), sentence.end)
    start = max(before + 1, sentence.start)
    return view[start : after.start() if after else sentence.end].strip(" ,-")
