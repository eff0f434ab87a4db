"""What an act changed, in words: every value before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from claims.models import EditorialChange
from claims.services.journal import Step

# What the history does not tell: places in the text and other things that follow from what it does.
_SILENT = frozenset(
    {
        "anchor_start", "anchor_end", "figure_start", "figure_end", "span_start", "span_end", "read_as",
        "origin_set_by_id", "claim_id", "is_live",
    }
)  # fmt: skip
_TOLD = frozenset({"assertion", "claim", "outlet", "article"})
LABELS = {
    "excerpt": "statement",
    "figure_text": "figure",
    "figure_quantifier": "how the figure is meant",
    "figure_low": "least",
    "figure_high": "most",
    "figure_unit": "unit",
    "event_first": "first day",
    "event_last": "last day",
    "event_text": "when, in words",
    "origin_id": "origin",
    "is_withdrawn": "withdrawn",
    "review_state": "review",
    "roles": "parties",
    "outlet_id": "outlet",
    "published_on": "published",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A value in words, before and after; empty for nothing."""

    field: str
    before: str
    after: str


def differences(change: EditorialChange) -> list[Difference]:
    """What an act changed on its statement, claim or outlet; for an undo, what it gave back."""
    undone = change.undoes
    found = _of_steps((undone or change).journal)
    return [Difference(d.field, d.after, d.before) for d in found] if undone else found


def label_of(field: str) -> str:
    """A field's name in words."""
    return LABELS.get(field, field.replace("_", " "))


def in_words(value: Any) -> str:
    """A stored value as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        told = sorted(item for item in value.items() if not item[0].startswith("_"))
        return ", ".join(f"{name}: {one}" for name, one in told)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = str(value)
    return text.removesuffix(".00") if text.removesuffix(".00").isdigit() else text


def _of_steps(steps: Iterable[Step]) -> list[Difference]:
    values: dict[str, tuple[Any, Any]] = {}
    speakers: dict[str, list[str]] = {"remove": [], "add": []}
    for step in steps:
        if step["what"] == "attribution":
            row = step.get("shown") or step["row"]
            if step["do"] in speakers and "mention" in row:
                speakers[step["do"]].append(_voice(row))
        elif step["do"] == "set" and step["what"] in _TOLD and step["field"] not in _SILENT:
            first = values.get(step["field"], (step["old"], None))[0]
            values[step["field"]] = (first, step["new"])
    found = [
        Difference(label_of(name), in_words(old), in_words(new))
        for name, (old, new) in values.items()
    ]
    if speakers["remove"] or speakers["add"]:
        found.append(
            Difference("speakers", "; ".join(speakers["remove"]), "; ".join(speakers["add"]))
        )
    return found


def _voice(row: dict[str, Any]) -> str:
    via = f", via {', '.join(row['via'])}" if row.get("via") else ""
    verb = f" ({row['verb']})" if row.get("verb") else ""
    return f"{row['mention']}{verb}{via}"
