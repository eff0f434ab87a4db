"""The frames of one article, found again by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.types import Frame, Sentence, SpeakerKind, Stance

Holding = tuple[int, int, Frame]


@dataclass(frozen=True, slots=True)
class Attributions:
    """The frames of an article, and the stretches that name speakers (for no party is read there).

    `starts` are where sentences begin; `holding` the frames that reach into each of them.
    """

    frames: tuple[Frame, ...]
    masks: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    holding: tuple[tuple[Holding, ...], ...]

    @classmethod
    def of(
        cls,
        frames: Sequence[Frame],
        masks: Sequence[tuple[int, int]],
        sentences: Sequence[Sentence],
    ) -> Attributions:
        """Index the frames by the sentences they reach into."""
        starts = tuple(s.start for s in sentences)
        holding: list[list[Holding]] = [[] for _ in sentences]
        for frame in frames:
            for a, b in frame.content:
                first = max(0, bisect_right(starts, a) - 1)
                for index in range(first, bisect_left(starts, b)):
                    holding[index].append((a, b, frame))
        return cls(tuple(frames), tuple(sorted(masks)), starts, tuple(map(tuple, holding)))

    def frame_for(self, start: int, end: int) -> Frame | None:
        """The frame whose content holds the stretch: one with a stance first, then the narrowest;
        a named speaker before "reportedly"."""
        index = bisect_right(self.starts, start) - 1
        if index < 0:
            return None
        holding = [(f, b - a) for a, b, f in self.holding[index] if a <= start and end <= b]
        if not holding:
            return None
        return min(holding, key=_precedence)[0]

    def masks_in(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The masks that begin in a stretch."""
        return self.masks[bisect_left(self.masks, (start, 0)) : bisect_left(self.masks, (end, 0))]


def _precedence(held: tuple[Frame, int]) -> tuple[bool, bool, int]:
    frame, length = held
    return (is_reports(frame), frame.stance is Stance.ASSERTS, length)


def is_reports(frame: Frame) -> bool:
    """True for a frame whose source is unnamed: "reportedly"."""
    return all(s.kind is SpeakerKind.REPORTS for s in frame.speakers)
