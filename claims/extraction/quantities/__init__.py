"""Reading numbers as news writes them: "at least 23", "3,000 to 4,000", "nearly two dozen", "hundreds".

One grammar, two modes: `quantities` gives the counts and sums of money that claims are made of,
`general_quantities` every amount. The vague words' floors are those of the published rules:
several 3, dozens 24, scores 40, hundreds 200, thousands 2,000…
"""

from claims.extraction.quantities.amounts import general_quantities
from claims.extraction.quantities.counts import quantities
from claims.extraction.quantities.types import Amount, Change, Kind, Quantity

__all__ = ["Amount", "Change", "Kind", "Quantity", "general_quantities", "quantities"]
