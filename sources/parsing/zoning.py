"""Saying of every block what it is. Nothing is deleted: furniture is labelled with its rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sources.parsing import cutting
from sources.parsing.blocks import Block
from sources.parsing.captions import is_caption, is_plainly_caption, mark_described_pictures
from sources.parsing.furniture import furniture
from sources.parsing.heads import byline_or_date, mark_head
from sources.parsing.labels import BODY, Known, Label, Labels
from sources.parsing.stretches import mark_stretches
from sources.parsing.surroundings import mark_by_surroundings
from sources.parsing.types import Zone, ZoneKind
from sources.parsing.voice import asks_for_support

_CUT_KINDS = {
    cutting.GALLERY_CONTROL: ZoneKind.NAV,
    cutting.INLINE_ADVERT: ZoneKind.NAV,
    cutting.MEDIA_PLAYER: ZoneKind.TEASER,
    cutting.GALLERY_CAPTION: ZoneKind.CAPTION,
    cutting.GLUED_CAPTION: ZoneKind.CAPTION,
}
# Each stage sees what the ones before it said.
_STAGES: tuple[Callable[[Sequence[Block], Labels, Known], None], ...] = (
    mark_stretches,
    mark_head,
    mark_described_pictures,
    mark_by_surroundings,
)


def zones(blocks: Sequence[Block], title: str = "", outlet: str = "") -> list[Zone]:
    """One zone per block, in order.

    `title` and `outlet`, when known, are recognised where they stand as a line of their own.
    """
    labels = [_alone(block) for block in blocks]
    for stage in _STAGES:
        stage(blocks, labels, Known(title, outlet))
    return [
        Zone(block.start, block.end, label.kind, label.rule)
        for block, label in zip(blocks, labels, strict=True)
    ]


def _alone(block: Block) -> Label:
    """What a block is by its own words."""
    if block.cut:
        return Label(_CUT_KINDS[block.cut], block.cut)
    if block.captioned > 0.5:
        return Label(ZoneKind.CAPTION, "caption of a figure")
    if is_plainly_caption(block):
        return Label(ZoneKind.CAPTION, "picture credit")
    if rule := furniture().line(block):
        return Label(rule.kind, rule.name)
    if asks_for_support(block):
        return Label(ZoneKind.APPEAL, "support asked of the reader")
    if is_caption(block):
        return Label(ZoneKind.CAPTION, "picture credit")
    return byline_or_date(block) or BODY
