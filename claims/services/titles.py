"""The words a claim is known by."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claims.catalogue import ClaimType
from claims.extraction.countries import country_names

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


def claim_title(
    claim_type: ClaimType, roles: Mapping[str, str], who: str, place: str
) -> str:
    """The type's title with its parties filled in; parts in [ ] whose party is unknown are left out."""
    values = {name: value for name, value in roles.items() if isinstance(value, str)}
    values["place"] = place
    group = values.get("group", "")
    values["group"] = _adjective(group) if group else who

    def optional(match: re.Match[str]) -> str:
        slots = _SLOT.findall(match[1])
        return match[1] if all(values.get(slot) for slot in slots) else ""

    text = _OPTIONAL.sub(optional, claim_type.title)
    if "of {group}" in text and group:
        values["group"] = group
    text = _SLOT.sub(lambda m: values.get(m[1], ""), text)
    text = re.sub(r"\s+", " ", text).strip()
    if not text or text == claim_type.label:
        return claim_type.label
    if text[0].islower() and text.split()[0] in ("killed", "wounded", "missing", "displaced", "evacuated", "rescued", "detained", "captured"):
        text = f"People {text}"
    return (text[0].upper() + text[1:])[:300]


def _adjective(country: str) -> str:
    """ "North Korea" → "North Korean"."""
    return next(
        (word for word, name in country_names().items() if name.country == country and name.form == "adjective"),
        country,
    )
