"""The words of an article by which copies of it are known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.parsing.types import Zone, ZoneKind

# Runs of this many words: two reporters hardly ever write the same five in a row by chance.
RUN = 5
# Fewer runs than these say little: short items about one event are worded alike by themselves.
FEWEST_RUNS = 40
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class CopiedText:
    """The running text of an article as lower-case words, and a hash of all its words that are no
    page furniture: equal for two articles with the same text."""

    words: tuple[str, ...]
    fingerprint: str

    @property
    def is_telling(self) -> bool:
        """True when the text is long enough to be known as a copy by a part of it."""
        return len(self.words) >= FEWEST_RUNS + RUN - 1


def copied_text(text: str, zones: Iterable[Zone]) -> CopiedText:
    """What an article's text and zones give: titles and captions are rewritten first, so that only
    the body is compared, where there is one."""
    body: list[str] = []
    rest: list[str] = []
    whole: list[str] = []
    for zone in zones:
        if zone.kind.is_furniture:
            continue
        words = _WORD.findall(text[zone.start : zone.end].casefold())
        whole += words
        (body if zone.kind is ZoneKind.BODY else rest).extend(words)
    if not whole:
        body = whole = _WORD.findall(text.casefold())
    digest = hashlib.sha256(" ".join(whole).encode()).hexdigest()
    return CopiedText(tuple(body or rest), digest)


def runs(words: Sequence[str]) -> list[str]:
    """Every run of `RUN` words, in order."""
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
