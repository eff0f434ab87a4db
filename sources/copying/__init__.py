"""Which texts are copies of one text, and which of them is its source. Pure: no database."""

from sources.copying.likeness import CopyKind, Likeness, kind_of_copy, likeness
from sources.copying.sketch import MADE_BY, sketch_keys
from sources.copying.source import CREDITED, Match, Member, Root, outranks, roots_of
from sources.copying.words import CopiedText, copied_text

__all__ = [
    "CREDITED",
    "MADE_BY",
    "CopiedText",
    "CopyKind",
    "Likeness",
    "Match",
    "Member",
    "Root",
    "copied_text",
    "kind_of_copy",
    "likeness",
    "outranks",
    "roots_of",
    "sketch_keys",
]
