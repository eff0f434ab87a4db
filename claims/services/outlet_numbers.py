"""What an outlet publishes, in numbers: what it originates, what it repeats and from whom, who repeats it.

Everything is over its newest articles, so that a large outlet costs no more than a middling one, and in
a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from claims.models.novelty_receipt import LABELS
from sources.models import Outlet

# So many of its newest articles are looked at.
MOST_ARTICLES = 1000
# Articles are counted up to here.
MOST_COUNTED = 100_000
# Places where others name it, the newest.
MOST_LINKS = 3000
SHOWN = 10
SHOWN_CHOICES = 20

# The planner would rather read a whole table than look a thousand rows up: the laterals hold it to
# looking up. Undated articles come before the newest, as in the index that gives both.
_READ = """
with read as materialized (
    select id, published_on, copy_of_id is not null
               or coalesce(text_from_id, syndicated_from_id, outlet_id) <> outlet_id as is_taken
    from sources_article where outlet_id = %(outlet)s
    order by published_on desc, id desc limit %(most)s
), stated as materialized (
    select a.id, a.claim_id, a.origin_id, a.stance, r.published_on, r.is_taken
    from read r cross join lateral (
        select * from claims_assertion a where a.article_id = r.id
          and not a.is_withdrawn and a.review_state <> 'rejected' offset 0
    ) as a
)
"""
# An outlet originates a claim when its own word is an origin of it, or when an article of its own came
# out on the day of the first report.
_NUMBERS = """
{read}
, named as (
    select s.id, bool_or(p.kind in ('person', 'organisation', 'country', 'medium')) as by_name
    from stated s cross join lateral (
        select speaker_id from claims_attribution t where t.assertion_id = s.id offset 0
    ) as t join claims_speaker p on p.id = t.speaker_id group by s.id
), by_claim as (
    select s.claim_id, min(s.published_on) as first_on,
           min(s.published_on) filter (where not s.is_taken) as own_on,
           bool_or(o.kind = 'outlet' and o.outlet_id = %(outlet)s and not s.is_taken
                   and not exists (select from claims_assertionflag f
                                   where f.assertion_id = s.id and f.kind = 'attribution_dropped')
           ) as is_origin
    from stated s left join claims_origin o on o.id = s.origin_id
    where s.claim_id is not null and s.stance = 'asserts' group by s.claim_id
), placed as (
    select b.*, c.first_reported_on as since, b.own_on = c.first_reported_on as is_first
    from by_claim b join claims_claim c on c.id = b.claim_id
)
select (select count(*) from (select from sources_article where outlet_id = %(outlet)s
                              limit %(counted)s) as all_of_it),
       (select count(*) from read), (select count(*) from read where is_taken),
       (select count(*) from stated), (select count(*) from named where by_name),
       (select count(*) from named where not by_name),
       count(*), count(*) filter (where is_first),
       count(*) filter (where is_origin and is_first is not true),
       count(*) filter (where is_origin is not true and is_first is not true and first_on is null),
       count(*) filter (where first_on > since),
       percentile_disc(0.5) within group (order by first_on - since) filter (where first_on > since)
from placed
"""
_SOURCES = """
{read}
, passed as (
    select l.role, l.outlet_id, l.speaker_id,
           case when l.outlet_id is null and l.speaker_id is null then l.name end as name,
           count(distinct l.assertion_id) as statements
    from stated s cross join lateral (
        select * from claims_chainlink l where l.assertion_id = s.id offset 0
    ) as l where l.position > 0 and l.role <> 'unknown' and l.outlet_id is distinct from %(outlet)s
    group by 1, 2, 3, 4
), ranked as (
    select *, row_number() over (partition by role = 'speaker' order by statements desc, outlet_id,
                                 speaker_id, name) as place from passed
)
select r.role, coalesce(p.name, o.name, r.name), coalesce(p.public_id, o.public_id, ''), r.statements
from ranked r left join claims_speaker p on p.id = r.speaker_id
left join sources_outlet o on o.id = r.outlet_id
where r.place <= %(shown)s order by r.role = 'speaker', r.place
"""
# Two ways to be repeated: the whole text is taken, or a statement is passed on by name.
_REPEATERS = """
with taken as (
    select id, outlet_id from sources_article
    where (text_from_id = %(outlet)s or syndicated_from_id = %(outlet)s) and outlet_id <> %(outlet)s
    limit %(links)s
), links as materialized (
    select l.assertion_id from claims_chainlink l
    where l.outlet_id = %(outlet)s and l.position > 0 order by l.id desc limit %(links)s
), cited as (
    select r.outlet_id, count(distinct a.id) as statements
    from links l join claims_assertion a on a.id = l.assertion_id and not a.is_withdrawn
    join sources_article r on r.id = a.article_id
    where r.outlet_id <> %(outlet)s group by r.outlet_id
), copied as (
    select outlet_id, count(*) as articles from taken group by outlet_id
)
select o.name, o.public_id, coalesce(k.articles, 0), coalesce(c.statements, 0)
from copied k full join cited c on c.outlet_id = k.outlet_id
join sources_outlet o on o.id = coalesce(k.outlet_id, c.outlet_id)
order by coalesce(k.articles, 0) + coalesce(c.statements, 0) desc, o.id limit %(shown)s
"""
_NOVELTY = """
{read}
select kind.key, sum(jsonb_array_length(kind.value)),
       (select count(*) from read join claims_noveltyreceipt w on w.article_id = read.id)
from read join claims_noveltyreceipt n on n.article_id = read.id,
     lateral jsonb_each(n.statements) as kind
group by kind.key
"""


@dataclass(frozen=True, slots=True)
class Numbers:
    """In the order of the columns. `articles` are all of the outlet, up to MOST_COUNTED; the others are
    over the newest `read`. Of the claims it asserts it was `first` (on the day of the first report, in
    a text of its own), or is an `origin` later; `undated` cannot be told; it `repeats` the others.
    `delay` is the median of days behind the first report over the `late` ones."""

    articles: int
    read: int
    taken: int
    statements: int
    named: int
    unnamed: int
    claims: int
    first: int
    origin: int
    undated: int
    late: int
    delay: int | None

    @property
    def originates(self) -> int:
        return self.first + self.origin

    @property
    def repeats(self) -> int:
        return self.claims - self.originates - self.undated

    @property
    def own_voice(self) -> int:
        """Statements that are attributed to nobody."""
        return self.statements - self.named - self.unnamed

    @property
    def is_capped(self) -> bool:
        return self.read < self.articles


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Whose words an outlet passes on; `role` as in a chain, `id` empty without a page."""

    role: str
    name: str
    id: str
    statements: int

    @property
    def is_speaker(self) -> bool:
        return self.role == "speaker"

    @property
    def address(self) -> str:
        """The page of whom it names; empty when there is none."""
        kind = {"spk": "speakers", "out": "outlets"}.get(self.id[:3])
        return f"/{kind}/{self.id}/" if kind else ""


@dataclass(frozen=True, slots=True)
class Repeater:
    """An outlet that repeats another: articles taken over, and statements passed on by name."""

    name: str
    id: str
    articles: int
    statements: int


@dataclass(frozen=True, slots=True)
class OutletNumbers:
    """All numbers of an outlet. `novelty` has what its statements brought when they were read, in words,
    over `receipts` articles."""

    numbers: Numbers
    sources: tuple[PassedOn, ...]
    repeaters: tuple[Repeater, ...]
    novelty: tuple[tuple[str, int], ...]
    receipts: int

    @property
    def speakers(self) -> list[PassedOn]:
        return [one for one in self.sources if one.is_speaker]

    @property
    def media(self) -> list[PassedOn]:
        return [one for one in self.sources if not one.is_speaker]


def outlet_numbers(outlet: Outlet) -> OutletNumbers:
    """Count what an outlet publishes, in four queries."""
    values = {
        "outlet": outlet.pk,
        "most": MOST_ARTICLES,
        "counted": MOST_COUNTED,
        "links": MOST_LINKS,
        "shown": SHOWN,
    }
    numbers = Numbers(*_rows(_NUMBERS, values)[0])
    brought = {kind: (count, receipts) for kind, count, receipts in _rows(_NOVELTY, values)}
    return OutletNumbers(
        numbers=numbers,
        sources=tuple(PassedOn(*row) for row in _rows(_SOURCES, values)),
        repeaters=tuple(Repeater(*row) for row in _rows(_REPEATERS, values)),
        novelty=tuple(
            (labels[brought[kind.value][0] != 1], int(brought[kind.value][0]))
            for kind, labels in LABELS.items()
            if kind.value in brought and brought[kind.value][0]
        ),
        receipts=next((receipts for _, receipts in brought.values()), 0),
    )


def _rows(query: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query.format(read=_READ), values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def outlets_to_choose(text: str, *, leaving_out: Sequence[Outlet] = ()) -> list[Outlet]:
    """Outlets whose name, or another name of theirs, has this text in it, by name; the first ones."""
    found = Outlet.objects.exclude(pk__in=[row.pk for row in leaving_out])
    if text:
        found = found.filter(Q(name__icontains=text) | Q(aliases__name__icontains=text)).distinct()
    return list(found.order_by("name", "id")[:SHOWN_CHOICES])
