"""What the sender says about a file, beside the file. It wins over what is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sources.parsing.errors import ParseError
from sources.parsing.metadata import CREDITED
from sources.parsing.types import Metadata

FIELDS = ("outlet", "url", "title", "published", "byline", "language", "syndicated_from")
# The part of a sidecar that gives way to what the file says.
OTHERWISE = "otherwise"
_RULE = "said by who handed it in"
_RULE_OTHERWISE = f"{_RULE}; the file does not say it"


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
            raise ParseError(
                "bad_sidecar",
                f"What is said about the file: its {name} has to be text, not {value!r}.",
            )
        found[name] = value.strip()
    if "published" in found:
        iso_date(found["published"])
    return found


def otherwise(sidecar: Mapping[str, object]) -> dict[str, str]:
    """What the sender says of a file in case it does not say so itself, checked. Raises ParseError."""
    found = sidecar.get(OTHERWISE) or {}
    if not isinstance(found, Mapping):
        raise ParseError(
            "bad_sidecar", f"What is said about the file: {OTHERWISE} has to be an object."
        )
    return checked(found)


def fill(metadata: Metadata, said: Mapping[str, str]) -> Metadata:
    """`metadata` with what it lacks out of `otherwise`. An outlet that was only credited, for want of
    another, becomes where the text was taken from."""
    if "outlet" in said and metadata.basis.get("outlet") in CREDITED:
        metadata = replace(
            metadata, outlet="", outlet_domain="",
            syndicated_from=metadata.outlet, syndicated_domain=metadata.outlet_domain,
            basis={**metadata.basis, "syndicated_from": metadata.basis["outlet"]},
        )  # fmt: skip
    missing = {
        name: value
        for name, value in said.items()
        if not getattr(metadata, "published_on" if name == "published" else name)
    }
    filled = apply(metadata, missing)
    used = {name: _RULE_OTHERWISE for name, rule in filled.basis.items() if rule == _RULE}
    return replace(filled, basis={**filled.basis, **used})


def iso_date(value: str) -> date:
    """The day of an ISO 8601 date or time. Raises ParseError with code `bad_sidecar`."""
    try:
        return datetime.fromisoformat(value).date()
    except ValueError as error:
        raise ParseError(
            "bad_sidecar",
            f"What is said about the file: its day of publication has to look like 2026-03-01, not {value!r}.",
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
    # What is emptied rests on nothing.
    kept = {name: rule for name, rule in metadata.basis.items() if name not in changes}
    basis = {**kept, **{name: _RULE for name, value in changes.items() if value}}
    return replace(metadata, **changes, basis=basis)  # type: ignore[arg-type]
