"""Which stretches of text a cue attributes."""

from __future__ import annotations

import re

from claims.extraction.attribution.cue import Cue
from claims.extraction.attribution.quoting import Quotations
from claims.extraction.types import Sentence, Stance

_BOUNDARY = re.compile(r"(?:, (?:while|whereas|but)|;| while| whereas) ", re.I)
_JOINS = re.compile(r"(?:\b(?:while|but|and|whereas)|;)\s*$")

Stretches = tuple[tuple[int, int], ...]


def contents(
    hidden: str, sentence: Sentence, cues: list[Cue], quoted: Quotations
) -> list[Stretches]:
    """For every cue of a sentence, in order of place, what it attributes."""
    ends = _ends(hidden, sentence, cues)
    starts = _starts(hidden, sentence, cues)
    found = []
    for cue, start, end in zip(cues, starts, ends, strict=True):
        spans = []
        if cue.before and start < cue.first:
            spans.append((start, cue.first))
        if cue.resumes is not None and cue.resumes < end:
            spans.append((cue.resumes, end))
        found.append(tuple(_with_whole_quotations(span, quoted) for span in spans))
    return found


def _starts(hidden: str, sentence: Sentence, cues: list[Cue]) -> list[int]:
    """Where the statement before each cue begins: behind another one that has ended."""
    found: list[int] = []
    begin = sentence.start
    for cue in cues:
        start = found[-1] if found and cue.rule == "citing" else begin
        if cue.rule == "according to":
            for match in _BOUNDARY.finditer(hidden, max(begin, cue.first - 400), cue.first):
                start = match.end()
        found.append(start)
        if cue.before and cue.speaker:
            begin = max(begin, cue.last)
    return found


def _ends(hidden: str, sentence: Sentence, cues: list[Cue]) -> list[int]:
    """Where the statement after each cue ends: at the next one that another cue begins or has."""
    found: list[int] = []
    end = sentence.end
    for index in range(len(cues) - 1, -1, -1):
        cue = cues[index]
        later = cues[index + 1] if index + 1 < len(cues) else None
        stop = end
        if later and _is_another(cue, later):
            stop = cue.last
        elif later and _turns(cue, later):
            stop = later.first
        found.append(stop)
        lead = hidden[max(sentence.start, cue.first - 12) : cue.first]
        if cue.speaker and not cue.before and cue.rule != "shared subject" and _JOINS.search(lead):
            end = cue.first
    return found[::-1]


def _with_whole_quotations(span: tuple[int, int], quoted: Quotations) -> tuple[int, int]:
    """A cue beside a quotation covers all of it, also in the sentences before and after."""
    start, end = span
    touched = quoted.touching(start, end)
    if not touched:
        return span
    return min(start, quoted.spans[touched[0]][0]), max(end, quoted.spans[touched[-1]][1])


def _is_another(cue: Cue, later: Cue) -> bool:
    """True for two statements one behind the other, each with its cue at the end."""
    both = cue.before and later.before and later.rule != "citing"
    return both and later.speaker != cue.speaker


def _turns(cue: Cue, later: Cue) -> bool:
    """ "denied the reports, saying …": what is said instead is not denied."""
    return cue.stance is not Stance.ASSERTS and later.rule == "shared subject"
