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
    OriginQuote,
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
    "quote": OriginQuote,
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

    def set_pair(self, question: MergeSuggestion, pair: tuple[int, int]) -> None:
        """Ask about two other speakers: both at once, the database keeps them in order."""
        MergeSuggestion.objects.filter(pk=question.pk).update(first=pair[0], second=pair[1])
        step = {"do": "pair", "what": "suggestion", "ids": [question.pk]}
        before = [question.first_id, question.second_id]
        self.steps.append({**step, "old": before, "new": list(pair)})

    def created(self, what: str, pk: int) -> None:
        """Remember a row that the caller has made; taking back deletes it."""
        self.steps.append({"do": "add", "what": what, "row": {"id": pk}})

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
        elif step["do"] == "pair":
            first, second = step["old"]
            rows.filter(pk__in=step["ids"]).update(first=first, second=second)
        elif step["do"] == "add":
            _delete(step)
        else:
            rows.bulk_create([rows.model(**step["row"])], ignore_conflicts=True)


def _delete(step: Step) -> None:
    rows = _MODELS[step["what"]]._default_manager.filter(**step["row"])
    if step["what"] == "origin":
        # What has come from it since then stays, and so does it.
        rows = rows.filter(assertions=None, merged_from=None)
    rows.delete()


def _is(field: str, value: Any) -> dict[str, Any]:
    return {f"{field}__isnull": True} if value is None else {field: value}


def _identity(row: dict[str, Any]) -> dict[str, Any]:
    return {"pk": row["id"]} if "id" in row else row
