"""Attribution: who says what, in which words, through which media."""

from claims.extraction.attribution.attributions import Attributions
from claims.extraction.attribution.frames import attribute

__all__ = ["Attributions", "attribute"]
