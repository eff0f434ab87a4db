"""Same-length views of a text, on which rules match; offsets stay those of the text."""

from __future__ import annotations

import re

_SAME = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
        "–": "-", "‑": "-", "‒": "-", "−": "-", "—": "-",
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\n": " ",
    }
)  # fmt: skip
_SCARE = re.compile(r"(?<!\w)'(\w+)'(?!\w)")


def matching_view(text: str) -> str:
    """Straight quotes, plain spaces and hyphens; one-word scare quotes blanked ('Hundreds' of)."""
    # Some papers write a quotation mark as two apostrophes.
    plain = text.translate(_SAME).replace("''", '" ')
    return _SCARE.sub(lambda m: f" {m[1]} ", plain)
