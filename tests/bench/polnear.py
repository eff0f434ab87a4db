"""Measures attribution on PolNeAR (Newell et al., LREC 2018): is the right source named?

    python -m tests.bench.polnear polnear_dev.jsonl [--errors N]

What is counted. Of the first annotator's attributions, those

* whose source and cue are both marked,
* whose content holds a digit, a number word or a quotation mark, and
* whose cue holds a saying verb: a form of SAYING_LEMMAS (the verbs of VerbNet's classes say-37.7,
  tell-37.2 and the written kind, which news uses for statements), or "according to".

What is right. An attribution is right when a frame that covers its content names its source.

* A frame covers the content if it holds the first figure or quotation of it; frames may be nested
  ("Lee said the police believe …"), as attributions are in PolNeAR.
* It names the source if the place where one of its speakers is mentioned overlaps the source, or if
  the speaker's name shares its head word with the source: the last word of a person's name, or all
  words of a body's name but articles. A pronoun as source is right only by the first condition.

`narrowest` is the stricter share that the application lives by: the one frame that `frame_for` gives
for that place must name the source, so of nested attributions only one can be right.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.extraction import Document
from claims.extraction.attribution import Attributions, attribute
from claims.extraction.sentences import split
from claims.extraction.types import Frame
from claims.extraction.view import matching_view
from sources.parsing.blocks import blocks
from sources.parsing.types import Zone, ZoneKind

_SAYING = """
acknowledge add admit affirm allege announce argue assert aver boast claim comment concede
conclude confess confirm continue contend declare deny disclose emphasize estimate exclaim
explain hint inform insist maintain mention note observe proclaim recall recount reiterate  remark
repeat reply report respond reveal say state stress suggest tell testify tweet warn  write
"""
SAYING_LEMMAS = frozenset(_SAYING.split())
_IRREGULAR = {
    "said": "say", "says": "say", "told": "tell", "wrote": "write", "written": "write",
    "writing": "write", "saying": "say", "telling": "tell",
}  # fmt: skip
_NUMBER = re.compile(
    r"[\d\"“”]|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|"
    r"thousands?|millions?|billions?)\b",
    re.I,
)
_ARTICLES = frozenset(["the", "a", "an", "of", "and"])

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution of the corpus."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def lemmas(word: str) -> Iterator[str]:
    """What a verb form may be a form of."""
    word = word.lower()
    yield _IRREGULAR.get(word, word)
    for ending, instead in (
        ("ies", "y"), ("ied", "y"), ("s", ""), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e"),
    ):  # fmt: skip
        if word.endswith(ending):
            yield word.removesuffix(ending) + instead
    if word.endswith(("tted", "tting")):
        yield word[: word.rindex("t")]


def is_saying(cue: str) -> bool:
    """True for a cue that holds a saying verb or "according to"."""
    words = re.findall(r"[A-Za-z]+", cue)
    return "according to" in cue.lower() or any(
        lemma in SAYING_LEMMAS for word in words for lemma in lemmas(word)
    )


def measured(text: str, rows: list[dict[str, Any]]) -> Iterator[Attribution]:
    """The attributions that the measure counts."""
    for row in rows:
        source, cue, content = (
            tuple((a, b) for a, b in row[key]) for key in ("source", "cue", "content")
        )
        if not source or not content or not is_saying(words(text, cue)):
            continue
        if _NUMBER.search(words(text, content)):
            yield Attribution(source, cue, content)


def words(text: str, spans: tuple[Span, ...]) -> str:
    """The stretches of a text, joined."""
    return " ".join(text[a:b] for a, b in spans)


def names(frame: Frame, gold: Attribution, text: str) -> bool:
    """True when a frame's speakers include the source."""
    source = words(text, gold.source)
    return any(
        any(s.start < b and a < s.end for a, b in gold.source) or same_head(s.name, source)
        for s in frame.speakers
    )


def same_head(name: str, source: str) -> bool:
    """True when a speaker's name and a source share the head word."""
    said, given = _plain(name), _plain(source)
    if not said or not given:
        return False
    if (
        name[:1].isupper()
        and len(said) > 1
        and said[-1] in given
        and name.split()[-1][:1].isupper()
    ):
        return True
    return set(said) <= set(given) or set(given) <= set(said)


def _plain(name: str) -> list[str]:
    found = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", name).lower())
    return [word for word in found if word not in _ARTICLES]


def anchor(text: str, gold: Attribution) -> Span:
    """The first figure or quoted word of the content."""
    for start, end in gold.content:
        if match := _NUMBER.search(text, start, end):
            at = match.end() if match[0] in '"“”' and match.end() < end else match.start()
            return (at, at + 1)
    return gold.content[0]


def covers(frame: Frame, place: Span) -> bool:
    """True when a frame holds a place."""
    return any(a <= place[0] and place[1] <= b for a, b in frame.content)


def read(text: str) -> Attributions:
    """Attribution as the reader does it, on the parser's blocks."""
    zones = tuple(Zone(b.start, b.end, ZoneKind.BODY, "block") for b in blocks(text))
    return attribute(matching_view(text), split(Document(text, zones)))


def main() -> None:
    """Print the measure, and the first errors."""
    options = argparse.ArgumentParser(description="Attribution on PolNeAR")
    options.add_argument("path", type=Path)
    options.add_argument("--errors", type=int, default=0, metavar="N")
    given = options.parse_args()
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for line in given.path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text, said = row["text"], read(row["text"])
        for gold in measured(text, row["annotations"][0]["attributions"]):
            counts["all"] += 1
            place = anchor(text, gold)
            covering = [f for f in said.frames if covers(f, place)]
            is_right = any(names(f, gold, text) for f in covering)
            counts["right"] += is_right
            counts["silent"] += not covering
            frame = said.frame_for(*place)
            counts["narrowest"] += frame is not None and names(frame, gold, text)
            if not is_right:
                errors.append(_described(row["id"], text, gold, covering))
    total = counts["all"] or 1
    print(f"attributions {counts['all']}")
    print(f"right source {counts['right'] / total:.3f}")
    print(f"narrowest    {counts['narrowest'] / total:.3f}")
    print(f"no frame     {counts['silent'] / total:.3f}")
    print(*errors[: given.errors], sep="\n")


def _described(key: str, text: str, gold: Attribution, covering: list[Frame]) -> str:
    said = [[s.name for s in f.speakers] + [f.rule] for f in covering]
    around = text[max(0, gold.cue[0][0] - 160) : gold.cue[0][1] + 120].replace("\n", " ¶ ")
    return (
        f"\n{key}\n  source {words(text, gold.source)!r} cue {words(text, gold.cue)!r} said {said}"
        f"\n  content {words(text, gold.content)[:100]!r}\n  … {around}"
    )


if __name__ == "__main__":
    main()
