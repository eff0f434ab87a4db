"""Captions told from text. They are read: a caption may say how many, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.parsing.blocks import Block
from sources.parsing.labels import BODY, Known, Label, Labels
from sources.parsing.types import ZoneKind

CREDIT = "picture credit"
_CREDIT = re.compile(
    r"\b(?:credit|photo|image|photograph|picture|file photo)s?\s*(?:\.\.\.|…|:|by\b|/|courtesy)|"
    r"\b(?:via|/)\s*(?:reuters|ap|afp|getty|epa|xinhua|tass|yonhap|shutterstock|anadolu|zuma|sipa)"
    r"\b[^.]{0,40}$|^(?:file photo|photo|image)\b|\(photo\b|\bgetty images\b|\bhandout\b[^.]{0,30}$|"
    r"^in this (?:image|photo|picture|frame|video|handout|undated|file|aerial|satellite)\b",
    re.I,
)
# "Name/Agency" alone: the credit that stands under or beside a picture.
_BARE_CREDIT = re.compile(
    r"^(?:[A-Z][\w.'-]+ ?){1,4}(?:/| for | via |, )(?:The )?(?:[A-Z][\w.&'-]+/? ?){1,5}$"
)
_DATED = re.compile(r"\b(?:\d{4}|\d{1,2})[.,]?$|\b(?:19|20)\d{2}\b")
_PICTURE_LABEL = re.compile(r"^(?:photos?|gallery|pictures?|image|video)\s*: ", re.I)
_CAPTION_LABEL = re.compile(r"^(?:image|media|photo|picture)? ?caption[,:]?$", re.I)
_LONGEST = 400
_SHORT = 60


def is_caption(block: Block) -> bool:
    """A picture's caption or credit."""
    return len(block.plain) < _LONGEST and bool(_CREDIT.search(block.plain))


def is_plainly_caption(block: Block) -> bool:
    """A caption even where other rules would see a link to a gallery or a credit of the desk."""
    if len(block.plain) < _SHORT and is_caption(block):
        return True
    return block.is_prose and bool(_PICTURE_LABEL.match(block.plain))


def mark_described_pictures(blocks: Sequence[Block], labels: Labels, known: Known) -> None:
    """The line above a picture credit describes the picture, if it is no sentence or is dated."""
    for index in range(1, len(blocks)):
        above = blocks[index - 1]
        if labels[index] == BODY and _CAPTION_LABEL.match(above.plain):
            labels[index] = Label(ZoneKind.CAPTION, "after a caption's label")
        if labels[index].rule != CREDIT or labels[index - 1] != BODY:
            continue
        if len(above.text) < 250 and not above.text.endswith((".", "”", '"', ":")):
            labels[index - 1] = Label(ZoneKind.CAPTION, "above a picture credit")
        elif _is_bare(blocks[index]) and len(above.text) < _LONGEST and _DATED.search(above.plain):
            labels[index - 1] = Label(ZoneKind.CAPTION, "dated, above a bare picture credit")


def _is_bare(block: Block) -> bool:
    return len(block.plain) < 90 and (bool(_BARE_CREDIT.match(block.plain)) or not block.is_ended)
