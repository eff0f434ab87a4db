"""How the figures that a headline is over go together, in words that are true of them."""

from __future__ import annotations

from collections.abc import Sequence

from claims.figures import Terms
from claims.weighing.headline import Headline, exclusive_pair
from claims.weighing.types import OriginEvidence, Verdict
from claims.weighing.words import named, percent


def says(origin: OriginEvidence) -> str:
    """A figured origin with its newest figure: "about 300 (Kenyan officials)"."""
    assert origin.newest is not None
    return f"{origin.newest.figure.text} ({origin.ref.label})"


def current_origins(
    top: Headline | None, counted: Sequence[OriginEvidence]
) -> tuple[OriginEvidence, ...]:
    """The counted origins whose figures the headline is over."""
    figured = [o for o in counted if o.newest]
    return tuple(figured[place] for place in top.over) if top else ()


def agreement(top: Headline, terms: Terms) -> str:
    """How figures go together that do not exclude each other: what is said of them holds for each two."""
    if top.apart == 0:
        return "state the same number"
    if top.is_within(terms.tolerance):
        return f"agree: no two differ by more than {percent(terms.tolerance)}"
    return "are consistent: their ranges overlap"


def agreement_of(verdict: Verdict, terms: Terms) -> str:
    """A clause about the figures of a verdict's headline: "they are consistent: their ranges overlap
    (about 300 (A) and at least 200 (B))"; empty with fewer than two."""
    top = verdict.headline
    if top is None or top.agree is None:
        return ""
    origins = current_origins(top, verdict.counted)
    if top.agree:
        return f"they {agreement(top, terms)} – {named([says(o) for o in origins])}"
    pair = exclusive_pair([o.newest for o in origins if o.newest], terms.tolerance) or ()
    return f"they exclude each other – {named([says(origins[place]) for place in pair])}"


def agreement_in_general(agree: bool | None) -> str:
    """The same of figures of which only this is known."""
    if agree is None:
        return ""
    return "no two of them exclude each other" if agree else "they exclude each other"
