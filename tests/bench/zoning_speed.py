"""Whether parsing stays linear: text of one kind, 1 MB long, at full and at half length.

    python -m tests.bench.zoning_speed

Half of every kind has to take about half the time. One long line has to be read in under 2 seconds;
a file of 200,000 lines and more takes longer, in proportion to its lines.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sources.parsing import ParseError, parse

_SIZE = 1_000_000


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


KINDS: dict[str, Callable[[int], str]] = {
    "digits": _repeated("7"),
    "digits and commas": _repeated("7,"),
    "double quotes": _repeated('"'),
    "typographic quotes": _repeated("“”"),
    "one sentence": _repeated("the soldiers said that the town had fallen and "),
    "capital letters": _repeated("A"),
    "capitalised words": _repeated("Anna "),
    "spaces in a line": lambda size: "a" + " " * (size - 2) + "a",
    "blank lines of spaces": lambda size: "Title\n" + " " * (size - 10) + "\nend",
    "opening brackets": _repeated("["),
    "Markdown links": _repeated("[a](b "),
    "empty links": _repeated("[]("),
    "stars and underscores": _repeated("*_"),
    "full stops": _repeated("."),
    "colons": _repeated("A: b "),
    "unverified": _repeated("Lorne Mail could not independently "),
    "gallery titles": _repeated("Photos: storm "),
    "gallery buttons": _repeated("Hide Caption 1 of 22 "),
    "players": _repeated("JUST WATCHED storm Replay More Videos "),
    "adverts": _repeated("He left. ADVERTISEMENT "),
    "credits": _repeated("(AP "),
    "bars": _repeated("a | "),
    "by": _repeated("By Ann Lee and "),
    "addresses": _repeated("https://a.example/"),
    "short lines": _repeated("Home\n"),
    "headings": _repeated("You may also like\n"),
    "headings and sentences": _repeated(
        "Read next\nThe harbour of Lorne was closed on Monday after a storm, the mayor said.\n"
    ),
    "lines of dashes": _repeated("---\n"),
    "front matter": _repeated("---\nkey: value\n"),
    "letters of mail addresses": _repeated("a.b-c@"),
}


def seconds(text: str) -> float:
    """CPU seconds to parse a text."""
    began = time.process_time()
    try:
        parse(text.encode(), name="a.txt")
    except ParseError as error:
        print(f"  refused: {error.code}")
    return time.process_time() - began


def main() -> None:
    """Measure every kind and print a table."""
    parse(b"Warm\n\nup.", name="a.txt")
    print(f"{'1 MB of':28}{'half (s)':>10}{'full (s)':>10}")
    for name, make in KINDS.items():
        half, full = seconds(make(_SIZE // 2)), seconds(make(_SIZE))
        verdict = "" if full < 2.6 * half + 0.1 else "  not linear"
        print(f"{name:28}{half:10.3f}{full:10.3f}{verdict}", flush=True)


if __name__ == "__main__":
    main()
