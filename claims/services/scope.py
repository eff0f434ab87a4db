"""Which statements of a claim are looked at: all of them, or without some sources.

A source that is left out takes with it what rests on it:
- an article: its statements;
- an outlet: the statements of its articles, of articles taken from it, and its own word elsewhere;
- an origin: the statements that rest on it;
- a speaker: all it said, alone or jointly, and what was said by groups that contain it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

from claims.models import Origin, Speaker
from sources.models import Article, Outlet

_MODELS: dict[str, type[Model]] = {
    "art": Article,
    "out": Outlet,
    "org": Origin,
    "spk": Speaker,
}
# A list longer than this is a mistake.
MOST_LEFT_OUT = 50


class UnknownSourceError(ValueError):
    """Something to leave out that does not exist; the message names it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source that is left out, as a page names it."""

    id: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Conditions on statements. `articles`, `outlets`, `origins` and `speakers` are left out.

    `before` keeps only statements older than this id, but for those of article `beside`: how a claim
    stood when that article was read.
    """

    articles: frozenset[int] = frozenset()
    outlets: frozenset[int] = frozenset()
    origins: frozenset[int] = frozenset()
    speakers: frozenset[int] = frozenset()
    before: int | None = None
    beside: int | None = None
    left_out: tuple[LeftOut, ...] = ()

    def sql(self) -> tuple[str, dict[str, Any]]:
        """Conditions on `a` (assertion) and `r` (its article), each beginning with "and", and their
        values. The names of these begin with "scope_", so that a query may have "origins" of its own."""
        parts: list[str] = []
        values: dict[str, Any] = {}
        for name, condition in _CONDITIONS.items():
            if ids := getattr(self, name):
                parts.append(condition)
                values[f"scope_{name}"] = sorted(ids)
        if self.before is not None:
            parts.append("and (a.id < %(scope_before)s or a.article_id = %(scope_beside)s)")
            values |= {"scope_before": self.before, "scope_beside": self.beside or 0}
        return "\n".join(parts), values


_CONDITIONS = {
    "articles": "and not a.article_id = any(%(scope_articles)s)",
    "outlets": """and not coalesce(r.outlet_id = any(%(scope_outlets)s), false)
        and not coalesce(r.syndicated_from_id = any(%(scope_outlets)s), false)
        and not exists (select from claims_origin lo
                        where lo.id = a.origin_id and lo.outlet_id = any(%(scope_outlets)s))""",
    "origins": "and not coalesce(a.origin_id = any(%(scope_origins)s), false)",
    "speakers": """and not exists (select from claims_attribution la
                        where la.assertion_id = a.id and la.speaker_id = any(%(scope_speakers)s))
        and not exists (select from claims_origin_speakers ls
                        where ls.origin_id = a.origin_id and ls.speaker_id = any(%(scope_speakers)s))""",
}
EVERYTHING = Scope()


def scope_without(public_ids: Sequence[str]) -> Scope:
    """The scope that leaves these sources out. Raises UnknownSourceError for the first unknown."""
    if len(public_ids) > MOST_LEFT_OUT:
        raise UnknownSourceError(f"At most {MOST_LEFT_OUT} sources can be left out at once.")
    ids: dict[str, set[int]] = {kind: set() for kind in _MODELS}
    left_out = []
    for public_id in dict.fromkeys(public_ids):
        kind = public_id.partition("_")[0]
        row: Any = (
            kind in _MODELS and _MODELS[kind]._default_manager.filter(public_id=public_id).first()
        )
        if not row:
            raise UnknownSourceError(
                f"“{public_id[:60]}” is no source that can be left out: give the id of an article (art_…), "
                "an outlet (out_…), an origin (org_…) or a speaker (spk_…)."
            )
        ids[kind].add((getattr(row, "merged_into_id", None)) or row.pk)
        left_out.append(LeftOut(public_id, row._meta.verbose_name, str(row)))
    return Scope(
        articles=frozenset(ids["art"]),
        outlets=frozenset(ids["out"]),
        origins=frozenset(ids["org"]),
        speakers=frozenset(ids["spk"]) | groups_with(ids["spk"]),
        left_out=tuple(left_out),
    )


def groups_with(speaker_ids: set[int]) -> frozenset[int]:
    """All groups that contain one of these speakers, groups of groups included."""
    if not speaker_ids:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with recursive around(id) as (
                select unnest(%s::bigint[])
                union
                select m.from_speaker_id from claims_speaker_members m
                join around on m.to_speaker_id = around.id
            ) select id from around
            """,
            [sorted(speaker_ids)],
        )
        return frozenset(row[0] for row in cursor.fetchall())
