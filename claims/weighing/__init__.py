"""What evidence amounts to. Pure: evidence in, verdict with its reasons out."""

from claims.weighing.agreeing import agreement_in_general, agreement_of
from claims.weighing.changes import what_would_change
from claims.weighing.explaining import rests_on
from claims.weighing.headline import Headline, headline
from claims.weighing.picture import MOST_SHOWN, Mark, Picture, figures_behind, picture
from claims.weighing.rules import weigh
from claims.weighing.types import (
    Change,
    Evidence,
    Objection,
    OriginEvidence,
    Ref,
    Rule,
    Status,
    Verdict,
)

__all__ = [
    "MOST_SHOWN",
    "Change",
    "Evidence",
    "Headline",
    "Mark",
    "Objection",
    "OriginEvidence",
    "Picture",
    "Ref",
    "Rule",
    "Status",
    "Verdict",
    "agreement_in_general",
    "agreement_of",
    "figures_behind",
    "headline",
    "picture",
    "rests_on",
    "weigh",
    "what_would_change",
]
