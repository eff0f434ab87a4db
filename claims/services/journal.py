"""Writing rows so that it can be taken back: every value before and after."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Model

from claims.models import (
    Assertion,
    Attribution,
    Challenge,
    Claim,
    ClaimSuggestion,
    Exclusion,
    MergeSuggestion,
    Origin,
    OriginQuote,
    Placement,
    Speaker,
    SpeakerAlias,
)
from sources.models import Article, Outlet

Step = dict[str, Any]
_MODELS: dict[str, type[Model]] = {
    "speaker": Speaker,
    "alias": SpeakerAlias,
    "attribution": Attribution,
    "origin": Origin,
    "quote": OriginQuote,
    "assertion": Assertion,
    "suggestion": MergeSuggestion,
    "claim": Claim,
    "claim_suggestion": ClaimSuggestion,
    "placement": Placement,
    "exclusion": Exclusion,
    "challenge": Challenge,
    "outlet": Outlet,
    "article": Article,
    # The rows of the two relations: which speaker contains which, who speaks for an origin.
    "membership": Speaker.members.through,
    "voice": Origin.speakers.through,
}


class Journal:
    """Changes rows and remembers how. `steps` is what a SpeakerChange or EditorialChange stores."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def set(self, what: str, ids: Collection[int], field: str, old: Any, new: Any) -> None:
        """Set a field of rows that all have the value `old`."""
        if not ids or old == new:
            return
        _MODELS[what]._default_manager.filter(pk__in=ids).update(**{field: new})
        step = {"do": "set", "what": what, "ids": sorted(ids), "field": field}
        self.steps.append({**step, "old": old, "new": new})

    def set_together(self, what: str, pk: int, values: dict[str, tuple[Any, Any]]) -> None:
        """Set fields of a row, by name from old to new, at once: the database checks them together."""
        if not values:
            return
        new = {field: value for field, (_, value) in values.items()}
        _MODELS[what]._default_manager.filter(pk=pk).update(**new)
        step = {"do": "set", "what": what, "ids": [pk], "together": True}
        self.steps += [
            {**step, "field": field, "old": old, "new": value}
            for field, (old, value) in values.items()
        ]

    def set_pair(self, question: MergeSuggestion | ClaimSuggestion, pair: tuple[int, int]) -> None:
        """Ask about two others: both at once, the database keeps them in order."""
        what = "suggestion" if isinstance(question, MergeSuggestion) else "claim_suggestion"
        _MODELS[what]._default_manager.filter(pk=question.pk).update(first=pair[0], second=pair[1])
        step = {"do": "pair", "what": what, "ids": [question.pk]}
        before = [question.first_id, question.second_id]
        self.steps.append({**step, "old": before, "new": list(pair)})

    def created(self, what: str, pk: int, **shown: Any) -> None:
        """Remember a row that the caller has made; taking back deletes it, or removes a speaker to whom
        nothing is attributed. `shown` is what the
        history tells of it."""
        self.steps.append({"do": "add", "what": what, "row": {"id": pk}, "shown": shown})

    def add(self, what: str, row: dict[str, Any]) -> None:
        """Add a row of a relation, unless it is there."""
        _, created = _MODELS[what]._default_manager.get_or_create(**row)
        if created:
            self.steps.append({"do": "add", "what": what, "row": row})

    def remove(self, what: str, rows: Sequence[dict[str, Any]]) -> None:
        """Delete rows, given with all their values."""
        for row in rows:
            _MODELS[what]._default_manager.filter(**_identity(row)).delete()
            self.steps.append({"do": "remove", "what": what, "row": row})


def take_back(steps: Sequence[Step]) -> None:
    """Undo the steps, the last one first. What was changed by others since then stays as it is."""
    for _, group in groupby(reversed(list(enumerate(steps))), key=_at_once):
        together = [step for _, step in group]
        step = together[0]
        rows = _MODELS[step["what"]]._default_manager
        if step["do"] == "set":
            now = {key: v for s in together for key, v in _is(s["field"], s["new"]).items()}
            before = {s["field"]: s["old"] for s in together}
            rows.filter(pk__in=step["ids"], **now).update(**before)
        elif step["do"] == "pair":
            first, second = step["old"]
            rows.filter(pk__in=step["ids"]).update(first=first, second=second)
        elif step["do"] == "add":
            _delete(step)
        else:
            rows.bulk_create([rows.model(**step["row"])], ignore_conflicts=True)


def _at_once(numbered: tuple[int, Step]) -> tuple[Any, ...]:
    """The same for steps that were set together, and different for all others."""
    number, step = numbered
    return (step["what"], step["ids"]) if step.get("together") else (number,)


def _delete(step: Step) -> None:
    if step["what"] == "speaker":
        # A speaker keeps its address; one to whom nothing is attributed is removed from the lists.
        Speaker.objects.unused().filter(**step["row"]).update(is_removed=True)
        return
    rows = _MODELS[step["what"]]._default_manager.filter(**step["row"])
    if step["what"] == "origin":
        # What has come from it since then stays, and so does it.
        rows = rows.filter(assertions=None, merged_from=None)
    rows.delete()


def _is(field: str, value: Any) -> dict[str, Any]:
    return {f"{field}__isnull": True} if value is None else {field: value}


def _identity(row: dict[str, Any]) -> dict[str, Any]:
    return {"pk": row["id"]} if "id" in row else row
