"""What the stages of zoning hand on."""

from __future__ import annotations

from typing import NamedTuple

from sources.parsing.types import ZoneKind


class Label(NamedTuple):
    """What a block is, and the rule that said so."""

    kind: ZoneKind
    rule: str


class Known(NamedTuple):
    """What is known about the article besides its text; empty if not."""

    title: str
    outlet: str


Labels = list[Label]
BODY = Label(ZoneKind.BODY, "text")
