"""What may be true of a statement and is more often a slip: it is stored only knowingly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from claims.catalogue import default_catalogue
from claims.extraction.figure_units import is_known_unit, known_units, usual_unit
from claims.models import Assertion, Claim
from claims.services.statement_fields import FieldError
from sources.models import Article

# A report of today may tell of tomorrow where it is a day later.
_LEEWAY = timedelta(days=1)
# Of a claim so many statements are looked at for the units they count in.
_LOOKED_AT = 500


class Doubt(StrEnum):
    """What somebody has to be sure of."""

    UNIT = "unit"
    DAYS = "days"


SURE = {
    Doubt.UNIT: "The unit is meant, and the figure is not compared with figures in another one.",
    Doubt.DAYS: "The days are meant, although they come after the report.",
}


class DoubtError(FieldError):
    """What was said may be a slip; it is done once somebody is sure of `doubt`."""

    def __init__(self, doubt: Doubt, field: str, message: str) -> None:
        self.doubt = doubt
        super().__init__(field, message)


def with_usual_unit(fields: Mapping[str, Any], row: Assertion | None = None) -> dict[str, Any]:
    """The fields with the unit as the catalogue calls it: empty is what the type counts, and what
    counted as the type of `row` did counts as the new type does."""
    known = default_catalogue().types.get(fields.get("type") or (row.type if row else ""))
    before = default_catalogue().types.get(row.type) if row else None
    is_figured = fields.get("figure_quantifier", row.figure_quantifier if row else "")
    if known is None or not is_figured:
        return dict(fields)
    unit = fields.get("figure_unit")
    if unit is None and before and row and before != known and row.figure_unit == before.unit:
        unit = known.unit
    if unit is None:
        return dict(fields)
    usual = usual_unit(unit, known, default_catalogue().things) or known.unit
    return {**fields, "figure_unit": usual}


def refuse_doubtful(
    article: Article,
    fields: Mapping[str, Any],
    sure: Collection[str],
    row: Assertion | None = None,
) -> None:
    """Raise DoubtError for what `fields` newly say of a statement and nobody is `sure` of."""
    said = {name: getattr(row, name) for name in _ASKED} if row else {}
    said |= {name: fields[name] for name in _ASKED if name in fields}
    changed = {name for name in _ASKED if row is None or said[name] != getattr(row, name)}
    if Doubt.UNIT not in sure and changed & {"figure_unit", "type"}:
        _refuse_unit(said, row.claim if row else None)
    if Doubt.DAYS not in sure and changed & {"event_last", "modality"}:
        _refuse_days(article, said)


_ASKED = ("type", "figure_quantifier", "figure_unit", "event_first", "event_last", "modality")


def units_of(type_key: str, claim: Claim | None = None) -> tuple[str, ...]:
    """The units that the catalogue knows for a type, and that of the headline of a claim of it."""
    known = default_catalogue().types.get(type_key)
    found = known_units(known, default_catalogue().things) if known else ()
    used = claim.figure_unit if claim is not None and claim.type == type_key else ""
    return (*found, used) if used and used not in found else found


def _refuse_unit(said: Mapping[str, Any], claim: Claim | None) -> None:
    known, unit = default_catalogue().types.get(said["type"]), said["figure_unit"]
    if known is None or not said["figure_quantifier"]:
        return
    if is_known_unit(unit, known, default_catalogue().things):
        return
    is_of_type = claim is not None and claim.type == said["type"]
    used = _used_in(claim) if claim is not None and is_of_type else set()
    if unit in used:
        return
    units = list(units_of(said["type"]))
    units += sorted(used - set(units))
    raise DoubtError(
        Doubt.UNIT,
        "unit",
        f"A figure in “{unit}” is not compared with figures in another unit; the units here are "
        f"{', '.join(units) or 'none'}. Choose one of them, or say that you are sure.",
    )


def _used_in(claim: Claim) -> set[str]:
    rows = claim.assertions.filter(is_withdrawn=False).order_by("-id")
    return set(rows.values_list("figure_unit", flat=True)[:_LOOKED_AT]) - {""}


def _refuse_days(article: Article, said: Mapping[str, Any]) -> None:
    last, published = said["event_last"], article.published_on
    if last is None or published is None or said["modality"] != Assertion.Modality.ACTUAL:
        return
    if last > published + _LEEWAY:
        raise DoubtError(
            Doubt.DAYS,
            "event_last",
            f"The last day ({last:%-d %b %Y}) comes after the report of {published:%-d %b %Y}, and yet "
            "it is to have happened. Correct the days, say that it is planned or feared, or say that "
            "you are sure.",
        )
