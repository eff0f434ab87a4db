"""Where the reports of a claim come from, as a tree: origin, the media it came through, the outlets that
repeat it, their articles. Bounded: a claim of any size gives a tree that can be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.services.claim_rows import rows_of
from claims.services.evidence import Loaded
from claims.services.provenance_tree import Leaf, OutletBranch, Provenance, Root, Step, Way
from claims.services.scope import EVERYTHING, Scope
from claims.weighing import OriginEvidence, Verdict
from claims.weighing.explaining import why_not
from sources.models import Article, Outlet

# Reports looked at, the newest; origins are counted over all of them.
MOST_REPORTS = 1000
SHOWN_ORIGINS = 8
SHOWN_TIED = 4
SHOWN_MEDIA = 4
SHOWN_OUTLETS = 5
SHOWN_ARTICLES = 2
MOST_ARTICLES = 60
# With more statements than this the page of a claim does not wait for the tree.
DEFERRED_FROM = 200

_REPORTS = """
, per_origin as (
    select origin_id, count(distinct outlet_id) as outlets
    from basis where origin_id = any(%(origins)s) group by origin_id
), taken as (
    select id, article_id, origin_id, outlet_id from basis where origin_id = any(%(origins)s)
    order by published_on desc nulls last, id desc limit %(most)s
)
select p.origin_id, p.outlets, t.article_id, t.outlet_id, a.public_id, t.article_id in (
           select against.article_id from claims_challenge c
           join claims_assertion against on against.id = c.assertion_id
           where c.claim_id = any(%(claims)s) and c.closed_at is null),
       (select array_agg(array[l.role, coalesce(u.name, l.name), coalesce(u.public_id, '')]
                         order by l.position desc, l.id)
        from claims_chainlink l left join sources_outlet u on u.id = l.outlet_id
        where l.assertion_id = t.id and l.role in ('copied', 'cited', 'told'))
from per_origin p
left join taken t on t.origin_id = p.origin_id
left join claims_assertion a on a.id = t.id
left join sources_article r on r.id = t.article_id
order by p.origin_id, r.published_on desc nulls last, t.id desc
"""


@dataclass(frozen=True, slots=True)
class _Report:
    article: int
    outlet: int | None
    statement: str
    speaks_against: bool
    steps: tuple[Step, ...]


def provenance(
    claim_id: int, loaded: Loaded, verdict: Verdict, scope: Scope = EVERYTHING
) -> Provenance:
    """The tree of a claim, or of what is in scope, in a fixed number of queries."""
    counted = list(verdict.counted)
    because = verdict.independence.because
    tied: dict[int, list[OriginEvidence]] = defaultdict(list)
    apart = []
    chosen = {o.source.id for o in counted}
    for one in loaded.evidence.origins:
        if one.source.id in chosen:
            continue
        if one.source.id in because:
            tied[because[one.source.id]].append(one)
        else:
            apart.append(one)
    shown = [
        *counted[:SHOWN_ORIGINS],
        *(t for o in counted[:SHOWN_ORIGINS] for t in tied[o.source.id][:SHOWN_TIED]),
        *apart[:SHOWN_TIED],
    ]
    grown = _Tree(claim_id, scope, [o.source.id for o in shown], loaded, verdict)
    return Provenance(
        counted=tuple(grown.root(o, tied[o.source.id]) for o in counted[:SHOWN_ORIGINS]),
        apart=tuple(grown.root(o) for o in apart[:SHOWN_TIED]),
        more_counted=max(len(counted) - SHOWN_ORIGINS, 0),
        more_apart=max(len(apart) - SHOWN_TIED, 0),
        origin_count=loaded.evidence.origin_count,
        reports=loaded.evidence.reports,
        compared=len(loaded.evidence.origins),
        looked_at=grown.looked_at,
        is_partial=grown.looked_at >= MOST_REPORTS,
    )


def provenance_here(
    claim_id: int, loaded: Loaded, verdict: Verdict, scope: Scope
) -> Provenance | None:
    """The tree for the page of a claim; None when it is to come by a request of its own."""
    if loaded.evidence.statements > DEFERRED_FROM:
        return None
    return provenance(claim_id, loaded, verdict, scope)


class _Tree:
    """The branches of all origins that are shown, read at once."""

    def __init__(
        self, claim_id: int, scope: Scope, ids: Sequence[int], loaded: Loaded, verdict: Verdict
    ) -> None:
        self._loaded, self._verdict = loaded, verdict
        rows = rows_of(_REPORTS, [claim_id], scope, origins=list(ids), most=MOST_REPORTS)
        self.looked_at = sum(row[2] is not None for row in rows)
        self._outlet_counts = {row[0]: row[1] for row in rows}
        self._reports = _by_origin(rows, loaded)
        self._ways = {o: _grouped(self._reports[o]) for o in ids}
        articles = list(_leaves(self._ways, ids))
        self._articles = (
            Article.objects.select_related("copy_of__outlet")
            .only("public_id", "title", "published_on", "copy_of__public_id", "copy_of__title",
                  "copy_of__outlet__name")
            .in_bulk(articles)
        )  # fmt: skip
        outlets = {r.outlet for found in self._reports.values() for r in found if r.outlet}
        self._outlets: Mapping[int, Outlet] = Outlet.objects.in_bulk(outlets)

    def root(self, one: OriginEvidence, tied: Sequence[OriginEvidence] = ()) -> Root:
        ways = self._ways.get(one.source.id, [])
        return Root(
            id=one.ref.id,
            label=one.ref.label,
            left_out=why_not(one, self._verdict),
            reports=one.reports,
            outlet_count=self._outlet_counts.get(one.source.id, 0),
            ways=tuple(self._way(*way) for way in ways[:SHOWN_MEDIA]),
            more_ways=max(len(ways) - SHOWN_MEDIA, 0),
            tied=tuple(self.root(other) for other in tied[:SHOWN_TIED]),
            more_tied=max(len(tied) - SHOWN_TIED, 0),
        )

    def _way(self, steps: tuple[Step, ...], outlets: list[tuple[int | None, list[_Report]]]) -> Way:
        return Way(
            steps=steps,
            reports=sum(len(reports) for _, reports in outlets),
            outlet_count=len(outlets),
            outlets=tuple(self._branch(*pair) for pair in outlets[:SHOWN_OUTLETS]),
        )

    def _branch(self, outlet_id: int | None, reports: list[_Report]) -> OutletBranch:
        outlet = self._outlets.get(outlet_id or 0)
        found = [r for r in reports[:SHOWN_ARTICLES] if r.article in self._articles]
        return OutletBranch(
            id=outlet.public_id if outlet else "",
            name=outlet.name if outlet else "unknown outlet",
            reports=len(reports),
            articles=tuple(_leaf(self._articles[r.article], r) for r in found),
        )


def _by_origin(rows: Iterable[tuple[Any, ...]], loaded: Loaded) -> dict[int, list[_Report]]:
    """Of every origin its articles, each once, the newest first."""
    found: dict[int, dict[int, _Report]] = defaultdict(dict)
    for origin_id, _outlets, article, outlet, statement, speaks_against, links in rows:
        if article is None:
            continue
        own = loaded.origins[origin_id].outlet
        steps = tuple(
            Step(role, name, public_id)
            for role, name, public_id in links or ()
            if own is None or public_id != own.public_id
        )
        report = _Report(article, outlet, statement, speaks_against, steps)
        found[origin_id].setdefault(article, report)
    return defaultdict(list, {o: list(reports.values()) for o, reports in found.items()})


_Ways = list[tuple[tuple[Step, ...], list[tuple[int | None, list[_Report]]]]]


def _grouped(reports: Iterable[_Report]) -> _Ways:
    """Reports by way and by outlet, those with most reports first."""
    ways: dict[tuple[Step, ...], dict[int | None, list[_Report]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for report in reports:
        ways[report.steps][report.outlet].append(report)
    found = [
        (steps, sorted(outlets.items(), key=lambda pair: -len(pair[1])))
        for steps, outlets in ways.items()
    ]
    return sorted(found, key=lambda way: -sum(len(reports) for _, reports in way[1]))


def _leaves(ways: Mapping[int, _Ways], ids: Iterable[int]) -> Iterator[int]:
    """The articles that are shown: of every outlet the newest first, then the others."""
    shown = [
        reports[:SHOWN_ARTICLES]
        for origin in ids
        for _, outlets in ways[origin][:SHOWN_MEDIA]
        for _, reports in outlets[:SHOWN_OUTLETS]
    ]
    in_turn = (r[n].article for n in range(SHOWN_ARTICLES) for r in shown if len(r) > n)
    for _, article in zip(range(MOST_ARTICLES), dict.fromkeys(in_turn), strict=False):
        yield article


def _leaf(article: Article, report: _Report) -> Leaf:
    source = article.copy_of
    label = ""
    if source:
        label = f"{source.title or 'an untitled article'} ({source.outlet or 'unknown outlet'})"
    return Leaf(
        id=article.public_id,
        title=article.title or "untitled article",
        day=article.published_on,
        statement=report.statement,
        speaks_against=report.speaks_against,
        copy_of=source.public_id if source else "",
        copy_of_label=label,
    )
