"""A sentence reduced to what patterns look at: lower case, phrases and countries as single marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.catalogue import Pattern
from claims.catalogue.loading import BARE, COUNTED, COUNTRY, OTHER
from claims.extraction.countries import CountryMention
from claims.extraction.insertions import insertion_end
from claims.extraction.phrase import Phrase

_DROPPED = re.compile(r'["\[\]]+|(?<= ) +')


@dataclass(frozen=True, slots=True)
class Shape:
    """`text` is what patterns run over; `offsets[i]` is where its i-th character comes from.

    `phrases` gives the phrase behind the mark at a position of `text`; `context` is the sentence with
    nothing but its countries as marks. Where insertions are left out, `whole` is the shape with them
    and `places` tells where in it each character stands.
    """

    text: str
    context: str
    offsets: tuple[int, ...]
    phrases: dict[int, Phrase]
    whole: Shape | None = None
    places: tuple[int, ...] = ()

    def offset_after(self, index: int) -> int:
        """The offset just behind the shape's characters up to `index`."""
        last = index - 1
        return self.phrases[last].end if last in self.phrases else self.offsets[last] + 1

    def in_whole(self, start: int, end: int) -> tuple[Shape, int, int]:
        """The shape with everything in it, and where `text[start:end]` stands there."""
        if self.whole is None:
            return self, start, end
        return self.whole, self.places[start], self.places[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Shapes:
    """A sentence with bare phrases as marks, for patterns that name them, and with them as words;
    each as it is and, where that differs, without insertions."""

    marked: tuple[Shape, ...]
    worded: tuple[Shape, ...]
    words: str

    def for_pattern(self, pattern: Pattern) -> tuple[Shape, ...]:
        """Those that a pattern runs over."""
        found = self.marked if pattern.uses_bare else self.worded
        return found if pattern.skips_insertions else found[:1]


def shapes(
    view: str,
    start: int,
    end: int,
    phrases: list[Phrase],
    countries: list[CountryMention],
) -> Shapes:
    """The shapes of `view[start:end]`."""
    counted = [p for p in phrases if p.quantity]
    context = _shape(view, start, end, [], countries).text
    return Shapes(
        marked=_with_reduced(_shape(view, start, end, phrases, countries, context)),
        worded=_with_reduced(_shape(view, start, end, counted, countries, context)),
        words=view[start:end].lower(),
    )


def _with_reduced(whole: Shape) -> tuple[Shape, ...]:
    """A shape, and the same without insertions behind its phrases, if it has any."""
    kept: list[int] = []
    at = 0
    for index in sorted(whole.phrases):
        end = insertion_end(whole.text, index + 1) if index >= at else index + 1
        if end > index + 1:
            kept.extend(range(at, index + 1))
            at = end
    if at == 0:
        return (whole,)
    kept.extend(range(at, len(whole.text)))
    reduced = Shape(
        text="".join(whole.text[i] for i in kept),
        context=whole.context,
        offsets=tuple(whole.offsets[i] for i in kept),
        phrases={n: whole.phrases[i] for n, i in enumerate(kept) if i in whole.phrases},
        whole=whole,
        places=tuple(kept),
    )
    return (whole, reduced)


def _mark(phrase: Phrase) -> str:
    if phrase.quantity is None:
        return BARE
    is_known = phrase.classes or phrase.is_elliptic or phrase.quantity.currency
    return COUNTED if is_known else OTHER


def _shape(
    view: str,
    start: int,
    end: int,
    phrases: list[Phrase],
    countries: list[CountryMention],
    context: str = "",
) -> Shape:
    marks: dict[int, tuple[int, str, Phrase | None]] = {
        p.start: (p.end, _mark(p), p) for p in phrases
    }
    inside = [(p.start, p.end) for p in phrases]
    for mention in countries:
        is_named = mention.form in ("name", "capital") or not context
        if is_named and not any(a <= mention.start < b for a, b in inside):
            marks[mention.start] = (mention.end, COUNTRY, None)
    pieces: list[str] = []
    offsets: list[int] = []
    found: dict[int, Phrase] = {}
    at = start
    for begin in sorted(marks):
        stop, mark, phrase = marks[begin]
        _add_words(view, at, begin, pieces, offsets)
        if phrase is not None:
            found[len(offsets)] = phrase
        pieces.append(mark)
        offsets.append(begin)
        at = stop
    _add_words(view, at, end, pieces, offsets)
    return Shape("".join(pieces), context, tuple(offsets), found)


def _add_words(view: str, start: int, end: int, pieces: list[str], offsets: list[int]) -> None:
    """The words of `view[start:end]`, lowered; quotation marks, brackets and repeated spaces left out."""
    while start < end:
        dropped = _DROPPED.search(view, start, end)
        stop = dropped.start() if dropped else end
        words = view[start:stop].lower()
        if len(words) != stop - start:  # a few letters are two when lowered, and places would shift
            words = view[start:stop]
        pieces.append(words)
        offsets.extend(range(start, stop))
        start = dropped.end() if dropped else end
