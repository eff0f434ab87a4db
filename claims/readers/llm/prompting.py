"""What the model is told: rules and types from data, then one part of an article."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

from claims.catalogue import Catalogue, ClaimType, FigureRule
from claims.extraction import Document
from claims.readers.llm.answers import answer_schema
from claims.readers.llm.chunks import Chunk

_NEEDS = {
    FigureRule.REQUIRED: "needs a figure",
    FigureRule.OPTIONAL: "with or without a figure",
    FigureRule.NONE: "without a figure",
}


def instructions(catalogue: Catalogue) -> str:
    """The whole of what stays the same for every article."""
    template = files("claims.readers.llm").joinpath("prompt.txt").read_text("utf-8")
    return template.replace("{types}", "\n".join(map(_type, catalogue.types.values())))


def prompt_id(catalogue: Catalogue) -> str:
    """Twelve digits that change with every word of the instructions and every field of the answer."""
    asked = instructions(catalogue) + json.dumps(answer_schema(catalogue), sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()[:12]


def _type(claim_type: ClaimType) -> str:
    rules = _NEEDS[claim_type.figure] + ("; also when planned" if claim_type.may_be_planned else "")
    lines = [f"- {claim_type.key} ({claim_type.label}; {rules})"]
    for example in claim_type.examples:
        figure = f" figure: {example.figure}" if example.figure else ""
        lines.append(f"    yes: {example.text}{figure}")
    lines += [f"    no: {text}" for text in claim_type.counter_examples]
    return "\n".join(lines)


def question(document: Document, chunk: Chunk) -> str:
    """One part of an article, with what is known about the whole."""
    about = {
        "Title": document.title,
        "Outlet": document.outlet,
        "Published": document.published_on.isoformat() if document.published_on else "",
    }
    known = "".join(f"{name}: {value}\n" for name, value in about.items() if value)
    paragraphs = "\n\n".join(document.text[start:end] for start, end in chunk.spans)
    return f"{known}<text>\n{paragraphs}\n</text>"
