"""Writing rows so that it can be taken back: every value before and after."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
    Placement,
    Speaker,
    SpeakerAlias,
)
from sources.models import Outlet

Step = dict[str, Any]
_MODELS: dict[str, type[Model]] = {
    "speaker": Speaker,
    "alias": SpeakerAlias,
    "attribution": Attribution,
    "origin": Origin,
    "assertion": Assertion,
    "suggestion": MergeSuggestion,
    "claim": Claim,
    "claim_suggestion": ClaimSuggestion,
    "placement": Placement,
    "exclusion": Exclusion,
    "challenge": Challenge,
    "outlet": Outlet,
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

    def set_together(self, what: str, pk: int, old: dict[str, Any], new: dict[str, Any]) -> None:
        """Set fields of a row that the database wants changed in one go; `old` is what they are."""
        _MODELS[what]._default_manager.filter(pk=pk).update(**new)
        self.steps.append({"do": "together", "what": what, "ids": [pk], "old": old, "new": new})

    def set_pair(self, question: MergeSuggestion | ClaimSuggestion, pair: tuple[int, int]) -> None:
        """Ask about two others: both at once, the database keeps them in order."""
        what = "suggestion" if isinstance(question, MergeSuggestion) else "claim_suggestion"
        _MODELS[what]._default_manager.filter(pk=question.pk).update(first=pair[0], second=pair[1])
        step = {"do": "pair", "what": what, "ids": [question.pk]}
        before = [question.first_id, question.second_id]
        self.steps.append({**step, "old": before, "new": list(pair)})

    def created(self, what: str, pk: int, **shown: Any) -> None:
        """Remember a row that the caller has made; taking back deletes it. `shown` is what the
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
    for step in reversed(steps):
        rows = _MODELS[step["what"]]._default_manager
        if step["do"] == "set":
            field = step["field"]
            rows.filter(pk__in=step["ids"], **_is(field, step["new"])).update(
                **{field: step["old"]}
            )
        elif step["do"] == "together":
            rows.filter(pk__in=step["ids"], **_are(step["new"])).update(**step["old"])
        elif step["do"] == "pair":
            first, second = step["old"]
            rows.filter(pk__in=step["ids"]).update(first=first, second=second)
        elif step["do"] == "add":
            rows.filter(**step["row"]).delete()
        else:
            rows.bulk_create([rows.model(**step["row"])], ignore_conflicts=True)


def _are(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for field in values for name, value in _is(field, values[field]).items()}


def _is(field: str, value: Any) -> dict[str, Any]:
    return {f"{field}__isnull": True} if value is None else {field: value}


def _identity(row: dict[str, Any]) -> dict[str, Any]:
    return {"pk": row["id"]} if "id" in row else row
