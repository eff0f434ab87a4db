"""Cutting a text into pieces for display, so that overlapping statements can be marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from claims.models import Assertion
from sources.parsing import Zone, ZoneKind

# A statement with its number in the list beside the text, from 1.
Numbered = tuple[int, Assertion]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `numbers` are the statements it belongs to (from 1), `anchors` those whose
    figure or phrase it is; `starting` the public ids of statements whose sentence begins here;
    `is_unreviewed`: no person has spoken about one of them."""

    text: str
    numbers: tuple[int, ...]
    is_anchor: bool
    starting: tuple[str, ...]
    ending: tuple[int, ...]
    is_unreviewed: bool = False


KIND_LABELS = {
    ZoneKind.BYLINE: "byline or date",
    ZoneKind.SYNDICATION: "where the text was taken from",
    ZoneKind.TEASER: "other stories",
    ZoneKind.APPEAL: "appeal to the reader",
    ZoneKind.PAYWALL: "paywall",
    ZoneKind.LEGAL: "notice",
    ZoneKind.NAV: "navigation",
}


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A zone of the article with its pieces; `rule` says why it is what it is. `number` counts all
    blocks of the text from 1."""

    kind: ZoneKind
    rule: str
    pieces: tuple[Piece, ...]
    number: int = 0

    @property
    def is_furniture(self) -> bool:
        return self.kind.is_furniture

    @property
    def kind_label(self) -> str:
        return KIND_LABELS.get(self.kind, self.kind.value)

    @property
    def has_statements(self) -> bool:
        return any(piece.numbers for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks that stand together and are all read, or all set aside as page furniture."""

    blocks: tuple[TextBlock, ...]
    is_set_aside: bool

    @property
    def kind_labels(self) -> tuple[str, ...]:
        """What was set aside here, each kind once."""
        return tuple(dict.fromkeys(block.kind_label for block in self.blocks))

    @property
    def has_statements(self) -> bool:
        """A person accepted a statement in it before it was set aside."""
        return any(block.has_statements for block in self.blocks)


def is_placed(text: str, statement: Assertion) -> bool:
    """Whether the statement's words stand in the text where it says they do."""
    return text[statement.span_start : statement.span_end] == statement.excerpt


def marked_text(text: str, zones: Sequence[Zone], statements: Sequence[Assertion]) -> list[Passage]:
    """The passages of an article with its statements cut in; those that are not placed are left out."""
    zones = zones or (Zone(0, len(text), ZoneKind.BODY, "whole text"),)
    placed = [(n, s) for n, s in enumerate(statements, start=1) if is_placed(text, s)]
    blocks = [
        TextBlock(zone.kind, zone.rule, tuple(_pieces(text, zone, inside)), number)
        for number, (zone, inside) in enumerate(zip(zones, _by_zone(zones, placed), strict=True), 1)
    ]
    return [
        Passage(tuple(together), is_set_aside)
        for is_set_aside, together in groupby(blocks, key=lambda block: block.is_furniture)
    ]


def _by_zone(zones: Sequence[Zone], placed: Sequence[Numbered]) -> list[list[Numbered]]:
    """The statements that reach into each zone."""
    found: list[list[Numbered]] = [[] for _ in zones]
    starts = [zone.start for zone in zones]
    for number, s in placed:
        for at in range(max(0, bisect_right(starts, s.span_start) - 1), len(zones)):
            if zones[at].start >= s.span_end:
                break
            if s.span_start < zones[at].end:
                found[at].append((number, s))
    return found


def _pieces(text: str, zone: Zone, inside: Sequence[Numbered]) -> list[Piece]:
    cuts = {zone.start, zone.end}
    for _, s in inside:
        cuts |= {
            cut
            for cut in (s.span_start, s.span_end, s.anchor_start, s.anchor_end)
            if zone.start < cut < zone.end
        }
    return [_piece(text, start, end, inside) for start, end in pairwise(sorted(cuts))]


def _piece(text: str, start: int, end: int, inside: Sequence[Numbered]) -> Piece:
    within = [(n, s) for n, s in inside if s.span_start <= start and end <= s.span_end]
    return Piece(
        text=text[start:end],
        numbers=tuple(n for n, _ in within),
        is_anchor=any(s.anchor_start <= start and end <= s.anchor_end for _, s in within),
        starting=tuple(s.public_id for _, s in inside if s.span_start == start),
        ending=tuple(n for n, s in inside if s.span_end == end),
        is_unreviewed=any(s.review_state == Assertion.ReviewState.DRAFT for _, s in within),
    )
