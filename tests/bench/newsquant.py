"""Values of quantities in news sentences against NewsQuant (CQE, EMNLP 2023).

    python -m tests.bench.newsquant PATH [--errors N]

PATH holds one sentence a line with its quantities (`value`, `change`, `unit`). The general mode of the figure reader
reads each sentence. A value that is read is right when it equals a value of the sentence, which then is used up:
one-to-one, strictly (to one part in a million, which is what thirds need). A range equals a range with the same two
ends in either order, and nothing else; where the set writes a score ("9-2") as a range, so does the reader. Precision,
recall and F1 are over all values of all sentences.

Change (`=`, `~`, `>`, `<`) is compared for the values that are right. The set's `up` and `down` tell a direction, no
bound, and are left out of it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.extraction.quantities import Amount, general_quantities
from claims.extraction.view import matching_view

Value = tuple[float, float]
_RANGE = re.compile(r"\s*(-?[\d.]+(?:E-?\d+)?)\s*-\s*(-?[\d.]+(?:E-?\d+)?)\s*")
_BOUNDS = frozenset("=~><")
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated quantity."""

    value: Value
    change: str
    unit: str


@dataclass(slots=True)
class Tally:
    """Counts over all sentences."""

    right: int = 0
    read: int = 0
    annotated: int = 0
    changes: int = 0
    changes_right: int = 0

    def measures(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of the values."""
        precision, recall = self.right / (self.read or 1), self.right / (self.annotated or 1)
        return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def gold_value(written: str) -> Value:
    """The ends of a value as the set writes it: "35.0" or "252.0-287.0"."""
    if found := _RANGE.fullmatch(written):
        ends = float(found[1]), float(found[2])
        return min(ends), max(ends)
    return float(written), float(written)


def same(first: Value, second: Value) -> bool:
    """Both ends equal, up to rounding."""
    return all(
        abs(a - b) <= _CLOSE * max(abs(a), abs(b)) for a, b in zip(first, second, strict=True)
    )


def pairs(found: list[Amount], gold: list[Gold]) -> Iterator[tuple[Amount | None, Gold | None]]:
    """What was read beside what it equals; None on either side where there is nothing."""
    left = list(gold)
    for amount in found:
        ends = float(amount.low), float(amount.high)
        value = min(ends), max(ends)
        match = next((g for g in left if same(g.value, value)), None)
        if match:
            left.remove(match)
        yield amount, match
    for missed in left:
        yield None, missed


def main() -> int:
    """Reads the file that the command line names and prints the measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show so many sentences with errors")
    options = parser.parse_args()
    tally, shown = Tally(), 0
    for line in options.path.read_text("utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        gold = [
            Gold(gold_value(str(q["value"])), q["change"], q["unit"]) for q in record["quantities"]
        ]
        matched = list(pairs(general_quantities(matching_view(text), 0, len(text)), gold))
        _count(tally, matched)
        if shown < options.errors and any(a is None or g is None for a, g in matched):
            shown += 1
            sys.stdout.write(_error(text, matched))
    precision, recall, f1 = tally.measures()
    sys.stdout.write(
        f"value   P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  "
        f"({tally.right} right, {tally.read} read, {tally.annotated} annotated)\n"
        f"change  {tally.changes_right / (tally.changes or 1):.3f}  ({tally.changes_right} of {tally.changes})\n"
    )
    return 0


def _count(tally: Tally, matched: list[tuple[Amount | None, Gold | None]]) -> None:
    for amount, gold in matched:
        tally.read += amount is not None
        tally.annotated += gold is not None
        if amount is None or gold is None:
            continue
        tally.right += 1
        if gold.change in _BOUNDS:
            tally.changes += 1
            tally.changes_right += amount.change.value == gold.change


def _error(text: str, matched: list[tuple[Amount | None, Gold | None]]) -> str:
    lines = [text]
    for amount, gold in matched:
        if amount is None and gold is not None:
            lines.append(f"    missed  {gold.value} {gold.unit}")
        elif gold is None and amount is not None:
            words = text[amount.start : amount.end]
            lines.append(f"    extra   {amount.low:f} to {amount.high:f} {amount.kind}: {words!r}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
