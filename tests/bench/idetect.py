"""Displacement figures in humanitarian reports against IDETECT (IDMC, 2017).

    python -m tests.bench.idetect PATH [--errors N]

PATH holds one excerpt a line with the figure that IDMC's analysts coded (`quantity`, `term`, `unit`). The claim mode of
the figure reader, the one that articles are read with, reads each excerpt: counts and sums of money only. An excerpt is
right when the coded figure is a bound of one of its figures ("between 1,200 and 2,000", "more than 900").
"""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path

from claims.extraction.quantities import quantities
from claims.extraction.view import matching_view


def main() -> int:
    """Reads the file that the command line names and prints the share."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show so many excerpts without")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.path.read_text("utf-8").splitlines()]
    right = read = shown = 0
    for record in records:
        text = record["text"]
        found = quantities(matching_view(text), 0, len(text))
        read += len(found)
        bounds = {bound for q in found for bound in (q.figure.low, q.figure.high)}
        if Decimal(str(record["quantity"])) in bounds:
            right += 1
        elif shown < options.errors:
            shown += 1
            sys.stdout.write(
                f"{record['quantity']} {record['term']}, {record['unit']}: {text}\n"
                f"    read: {[q.figure.text for q in found]}\n"
            )
    sys.stdout.write(
        f"found  {right / (len(records) or 1):.3f}  ({right} of {len(records)} excerpts, {read} figures read)\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
