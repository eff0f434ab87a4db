"""What changed about claims since a moment, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from claims.models import Claim, Status
from claims.weighing.words import counted_words

# Of a claim so many of the newest lines of each kind are looked at, so that a viral claim costs no more
# than another.
_LOOKED_AT = 100

# As its history last had it before the moment.
_BEFORE = """
    select wanted.id, before.status, before.title
    from unnest(%(claims)s::bigint[]) as wanted(id) cross join lateral (
        select coalesce(nullif(e.decided_status, ''), e.computed_status) as status, e.title
        from claims_claimevent e
        where e.pgh_obj_id = wanted.id and e.pgh_created_at < %(moment)s
        order by e.pgh_id desc limit 1
    ) as before
"""
# Each line has the headline figure that was replaced: the first since the moment has that of the moment.
_FIGURE_BEFORE = """
    select wanted.id, before.figure_text, before.figure_unit
    from unnest(%(claims)s::bigint[]) as wanted(id) cross join lateral (
        select e.figure_text, e.figure_unit from (
            select * from claims_claimfigureevent
            where pgh_obj_id = wanted.id order by pgh_id desc limit %(most)s
        ) as e
        where e.pgh_created_at >= %(moment)s order by e.pgh_id limit 1
    ) as before
"""
_PLACED = """
    select wanted.id, count(*), count(*) filter (where placed.created_at < %(moment)s)
    from unnest(%(claims)s::bigint[]) as wanted(id) cross join lateral (
        select a.created_at from (
            select assertion_id, created_at from claims_placement
            where claim_id = wanted.id and is_live order by id desc limit %(most)s
        ) as p join claims_assertion a on a.id = p.assertion_id
        where p.created_at >= %(moment)s and not a.is_withdrawn
    ) as placed
    group by wanted.id
"""
# What was taken back is told by what took it back.
_ACTS = """
    select wanted.id, acts.who, acts.what
    from unnest(%(claims)s::bigint[]) as wanted(id) cross join lateral (
        (select u.username as who, d.created_at as at, case
             when d.undoes_id is not null then 'took a decision back'
             when d.status = 'unassessed' then 'withdrew the decision'
             else 'decided: ' || replace(d.status, '_', ' ') end as what
         from claims_assessment d join auth_user u on u.id = d.by_id
         where d.claim_id = wanted.id and d.created_at >= %(moment)s
           and not exists (select from claims_assessment back where back.undoes_id = d.id)
         order by d.id desc limit 2)
        union all
        (select u.username, c.created_at, c.summary
         from claims_editorialchange c join auth_user u on u.id = c.by_id
         where c.claim_id = wanted.id and c.created_at >= %(moment)s
           and not exists (select from claims_editorialchange back where back.undoes_id = c.id)
         order by c.id desc limit 2)
    ) as acts
    order by wanted.id, acts.at desc
"""


@dataclass(slots=True)
class News:
    """What changed about one claim. `before` are its status, title and figure at the moment; None for
    what did not exist, or did not change. `acts` are what people did, in words, newest first."""

    is_new: bool = False
    status_before: str | None = None
    title_before: str | None = None
    figure_before: str | None = None
    placed: int = 0
    moved_here: int = 0
    acts: list[str] = field(default_factory=list)
    lines: tuple[str, ...] = ()


def news_of(claims: Sequence[Claim], moment: datetime) -> dict[int, News]:
    """By claim, what changed about it since a moment. Four queries, or none without claims."""
    found = {claim.pk: News(is_new=claim.created_at >= moment) for claim in claims}
    if not found:
        return found
    values: dict[str, Any] = {"claims": list(found), "moment": moment, "most": _LOOKED_AT}
    with connection.cursor() as cursor:

        def rows(query: str) -> list[tuple[Any, ...]]:
            cursor.execute(query, values)
            return list(cursor.fetchall())

        _read(found, rows)
    for claim in claims:
        found[claim.pk].lines = tuple(_lines(claim, found[claim.pk]))
    return found


def _read(found: dict[int, News], rows: Callable[[str], list[tuple[Any, ...]]]) -> None:
    for pk, status, title in rows(_BEFORE):
        found[pk].status_before, found[pk].title_before = status, title
    for pk, text, unit in rows(_FIGURE_BEFORE):
        found[pk].figure_before = f"{text} {unit}".strip()
    for pk, placed, moved in rows(_PLACED):
        found[pk].placed, found[pk].moved_here = placed, moved
    for pk, who, what in rows(_ACTS):
        found[pk].acts.append(f"{who}: {what}")


def _lines(claim: Claim, news: News) -> list[str]:
    """The news as short sentences, what matters most first."""
    found = ["new claim"] if news.is_new else []
    if news.status_before and news.status_before != claim.status:
        before = Status(news.status_before).label.lower()
        found.append(f"status: {before} → {claim.status_label.lower()}")
    figure = f"{claim.figure_text} {claim.figure_unit}".strip()
    if not news.is_new and news.figure_before is not None and news.figure_before != figure:
        found.append(f"figure: {news.figure_before or 'none'} → {figure or 'none'}")
    if new := news.placed - news.moved_here:
        found.append(f"{_at_least(news)}{counted_words(new, 'new statement')}")
    if news.moved_here:
        found.append(f"{counted_words(news.moved_here, 'statement')} moved here")
    if news.title_before and news.title_before != claim.title:
        found.append(f"title: was “{news.title_before}”")
    return [*found, *news.acts] or ["computed anew from what it rests on"]


def _at_least(news: News) -> str:
    return "at least " if news.placed >= _LOOKED_AT else ""
