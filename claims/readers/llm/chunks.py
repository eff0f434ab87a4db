"""Long articles in parts that a model can take: whole paragraphs, places kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from claims.extraction.types import Sentence


@dataclass(frozen=True, slots=True)
class Chunk:
    """Stretches `text[start:end]` of a document, each a paragraph or a run of its sentences."""

    spans: tuple[tuple[int, int], ...]


def chunks(sentences: Sequence[Sentence], most: int) -> list[Chunk]:
    """Every sentence in exactly one chunk, in order, with at most `most` characters to each.

    A paragraph is divided only when it is longer than that, between sentences if possible.
    """
    found: list[Chunk] = []
    spans: list[tuple[int, int]] = []
    size = 0
    for start, end in _paragraphs(sentences, most):
        if spans and size + end - start > most:
            found.append(Chunk(tuple(spans)))
            spans, size = [], 0
        spans.append((start, end))
        size += end - start
    return [*found, Chunk(tuple(spans))] if spans else found


def _paragraphs(sentences: Sequence[Sentence], most: int) -> Iterator[tuple[int, int]]:
    for _, members in groupby(sentences, key=lambda s: s.paragraph):
        yield from _joined(_pieces(members, most), most)


def _pieces(sentences: Iterable[Sentence], most: int) -> Iterator[tuple[int, int]]:
    for sentence in sentences:
        for start in range(sentence.start, sentence.end, most):
            yield start, min(sentence.end, start + most)


def _joined(pieces: Iterator[tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    start, end = next(pieces)
    for a, b in pieces:
        if b - start > most:
            yield start, end
            start = a
        end = b
    yield start, end
