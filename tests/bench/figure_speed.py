"""Seconds of processor time that the figure reader takes for 1 MB of hostile text, worst inputs first.

    python -m tests.bench.figure_speed [PATH]

With PATH, also for the text of that file, in MB per second.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from claims.extraction.quantities import general_quantities, quantities
from claims.extraction.view import matching_view

_MEGABYTE = 1_000_000
_HOSTILE = (
    "1", "1,", "1.", "1 ", "1-", "1/2 ", "111 ", "1.1.", "12:30 ", "1'", "1a", "$", "$1 ", "-", "and ",
    "one ", "forty-", "one hundred and ", "two million ", "1 million ", "half a ", "about ", "at least ",
    "between 1 and ", "from 1 to ", "one in ", "five or ", "dozens of ", "ages 1, ", "5 Mar ", "1 km ",
    "In 2015 about 20 people of 300 families fled ",
)  # fmt: skip


def seconds(read: Callable[[str, int, int], object], text: str) -> float:
    """Processor time of one reading."""
    view = matching_view(text)
    start = time.process_time()
    read(view, 0, len(view))
    return time.process_time() - start


def main() -> int:
    """Prints one line per input."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, nargs="?")
    path = parser.parse_args().path
    taken = {}
    for piece in _HOSTILE:
        text = (piece * (_MEGABYTE // len(piece) + 1))[:_MEGABYTE]
        taken[piece] = max(seconds(quantities, text), seconds(general_quantities, text))
    for piece, worst in sorted(taken.items(), key=lambda item: -item[1]):
        sys.stdout.write(f"{worst:6.2f} s  {piece!r}\n")
    if path is not None:
        text = path.read_text("utf-8")
        rate = len(text) / _MEGABYTE / seconds(quantities, text)
        sys.stdout.write(f"{rate:6.2f} MB/s  {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
