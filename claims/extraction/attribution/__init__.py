"""Attribution: who says what, in which words, through which media."""

from claims.extraction.attribution.frames import Attributions, attribute

__all__ = ["Attributions", "attribute"]
