"""What the sender says about a file, beside the file. It wins over what is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sources.parsing.errors import ParseError
from sources.parsing.types import Metadata

FIELDS = ("outlet", "url", "title", "published", "byline", "language", "syndicated_from")
_RULE = "sidecar"


def checked(sidecar: Mapping[str, object]) -> dict[str, str]:
    """The known fields of a sidecar as text; null and unknown fields are left out.

    `published` is an ISO 8601 date or time. Raises ParseError with code `bad_sidecar`.
    """
    found: dict[str, str] = {}
    for name in FIELDS:
        value = sidecar.get(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise ParseError("bad_sidecar", f"The sidecar's {name} has to be text: {value!r}")
        found[name] = value.strip()
    if "published" in found:
        iso_date(found["published"])
    return found


def iso_date(value: str) -> date:
    """The day of an ISO 8601 date or time. Raises ParseError with code `bad_sidecar`."""
    try:
        return datetime.fromisoformat(value).date()
    except ValueError as error:
        raise ParseError(
            "bad_sidecar",
            f"The sidecar's published date is not an ISO 8601 date (2026-03-01): {value!r}",
        ) from error


def apply(metadata: Metadata, sidecar: Mapping[str, str]) -> Metadata:
    """`metadata` with the fields of a checked sidecar put over it."""
    changes: dict[str, object] = {
        name: sidecar[name]
        for name in ("outlet", "url", "title", "byline", "language", "syndicated_from")
        if name in sidecar
    }
    if "outlet" in sidecar:
        changes["outlet_domain"] = ""
    if "syndicated_from" in sidecar:
        changes["syndicated_domain"] = ""
    if "published" in sidecar:
        changes["published_on"] = iso_date(sidecar["published"])
    basis = {**metadata.basis, **dict.fromkeys(changes, _RULE)}
    return replace(metadata, **changes, basis=basis)  # type: ignore[arg-type]
