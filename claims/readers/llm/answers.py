"""The answer a model is asked for, and reading what it gives instead."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from claims.catalogue import Catalogue
from claims.extraction.types import Modality, Stance
from claims.figures import Quantifier
from claims.readers.base import ReaderError

_FENCE = re.compile(r"\A\s*```\w*\s*\n(?P<json>.*)\n\s*```\s*\Z", re.S)


class Statement(BaseModel):
    """One proposed assertion. All text is meant to be quoted from the article, none is trusted."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: str
    evidence: str
    figure: str | None = None
    quantifier: str | None = None
    low: float | None = None
    high: float | None = None
    who: str | None = None
    group: str | None = None
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    date: str | None = None
    speakers: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    stance: str = Stance.ASSERTS.value
    modality: str = Modality.ACTUAL.value


class _Answer(BaseModel):
    statements: list[Any]


def parse_answer(content: str) -> list[Statement | None]:
    """The statements of an answer, None for each that has not the form asked for.

    Raises ReaderError when the whole is not the JSON object asked for.
    """
    fenced = _FENCE.match(content)
    try:
        answer = _Answer.model_validate_json(fenced["json"] if fenced else content)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]["msg"]
        raise ReaderError(
            "reader_malformed_answer",
            f"The language model's answer is not the JSON that was asked for ({problem}): "
            f"{content[:200]!r}",
        ) from error
    return [_statement(one) for one in answer.statements]


def _statement(one: Any) -> Statement | None:
    try:
        return Statement.model_validate(one)
    except ValidationError:
        return None


def answer_schema(catalogue: Catalogue) -> dict[str, Any]:
    """The JSON Schema of an answer in the strict form: every field required, none besides."""
    statement = Statement.model_json_schema()
    fields = statement["properties"]
    for field in fields.values():
        field.pop("default", None)
        field.pop("title", None)
    fields["type"]["enum"] = list(catalogue.types)
    fields["stance"]["enum"] = [s.value for s in Stance]
    fields["modality"]["enum"] = [m.value for m in Modality]
    fields["quantifier"] = {
        "anyOf": [{"type": "string", "enum": [q.value for q in Quantifier]}, {"type": "null"}]
    }
    return _closed({"statements": {"type": "array", "items": _closed(fields)}})


def _closed(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
