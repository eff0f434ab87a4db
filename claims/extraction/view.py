"""Same-length views of a text, on which rules match; offsets stay those of the text."""

from __future__ import annotations

import re

_SAME = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
        "–": "-", "‑": "-", "‒": "-", "−": "-", "—": "-",
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ",
    }
)  # fmt: skip
_SCARE = re.compile(r"(?<!\w)'(\w+)'(?!\w)")


# 'We have seen it,' said … : closed behind a mark of punctuation, as papers with single quotation
# marks do; apostrophes inside words are let through.
_SINGLE = re.compile(r"(?<!\w)'(?=\w)((?:[^\"'\n]|(?<=\w)'(?=\w)){9,600}[,.!?])'(?!\w)")


def matching_view(text: str) -> str:
    """Straight quotes, plain spaces and hyphens; one-word scare quotes blanked ('Hundreds' of).

    Of the two ways to mark a quotation with apostrophes both are read: two for each mark, and one.
    """
    lines = text.translate(_SAME).replace("''", '" ').split("\n")
    plain = " ".join(_SINGLE.sub(r'"\1"', line) if _quotes_singly(line) else line for line in lines)
    return _SCARE.sub(lambda m: f" {m[1]} ", plain)


def _quotes_singly(line: str) -> bool:
    return "'" in line and '"' not in line
