"""Bringing the reports of `tests.bench.stories` into a database: all at once, or one by one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.utils import timezone

from claims.linking import Statement, absorb
from claims.models import Assertion, Claim, ClaimBlock, Origin, Placement
from claims.services.placing import filed
from claims.services.statements import Statements
from claims.services.upkeep import described
from sources.models import Article, Outlet, SourceFile
from tests.bench.stories import OUTLETS, Newsroom, Report

_CHUNK = 20_000
_SPEAKERS = 4


@dataclass(slots=True)
class Loader:
    """Writes by COPY, with triggers and foreign keys off: the rows are right by the way they are made.

    Statements, profiles and keys come from the same functions that linking uses.
    """

    newsroom: Newsroom
    articles: int = 0
    assertions: int = 0
    claims: dict[tuple[int, str], int] = field(default_factory=dict)
    profiles: dict[int, Statement] = field(default_factory=dict)

    def load(self, assertions: int) -> None:
        """Store stories until there are so many assertions."""
        with connection.cursor() as cursor:
            cursor.execute("set session_replication_role = replica")
        make_outlets()
        reports = chain.from_iterable(found for _, found in self.newsroom.stories())
        while self.assertions < assertions:
            self._store([next(reports) for _ in range(_CHUNK // 10)])
        _copy(Claim, (self._claim(pk) for pk in self.profiles))
        _copy(ClaimBlock, self._blocks())
        _copy(Origin, self._origins())
        with connection.cursor() as cursor:
            cursor.execute("set session_replication_role = origin")
        _sequences_forward()

    def _store(self, reports: Sequence[Report]) -> None:
        files, articles, assertions = [], [], []
        for report in reports:
            self.articles += 1
            article, told = rows_of(report, self.articles, self.assertions + 1)
            self.assertions += len(told)
            files.append(file_of(article))
            articles.append(article)
            assertions += told
            statements = Statements(article)
            for row, one in zip(told, report.told, strict=True):
                self._place(row, one.question, statements.of(row))
        _copy(SourceFile, files)
        _copy(Article, articles)
        _copy(Assertion, assertions)
        _copy(
            Placement,
            (Placement(pk=a.pk, assertion=a, claim_id=a.claim_id, score=1.0) for a in assertions),
        )

    def _place(self, row: Assertion, question: tuple[int, str], statement: Statement) -> None:
        pk = self.claims.setdefault(question, len(self.claims) + 1)
        known = self.profiles.get(pk)
        self.profiles[pk] = absorb(known, statement) if known else statement
        row.claim_id = pk

    def _claim(self, pk: int) -> Claim:
        profile = self.profiles[pk]
        claim = Claim(pk=pk, type=profile.type)
        for name, value in described(claim, profile).items():
            setattr(claim, name, value)
        if profile.reported:
            claim.first_reported_on = profile.reported.first
            claim.last_reported_on = profile.reported.last
        return claim

    def _blocks(self) -> Iterator[ClaimBlock]:
        number = 0
        for pk, profile in self.profiles.items():
            found = filed(profile)
            for key in found.keys:
                number += 1
                yield ClaimBlock(pk=number, claim_id=pk, key=key, last_reported_on=found.day)

    def _origins(self) -> Iterator[Origin]:
        """The speakers of every story, each with one occasion."""
        for story in range(max(story for story, _ in self.claims) + 1):
            for speaker in range(1, _SPEAKERS):
                pk = story * _SPEAKERS + speaker
                label = f"Speaker {speaker} of story {story}"
                yield Origin(pk=pk, key=f"bench:{pk}", kind=Origin.Kind.SPEAKERS, label=label)


def make_outlets() -> None:
    """The outlets that reports name."""
    _copy(Outlet, map(_outlet, range(OUTLETS)))


@cache
def _outlet(number: int) -> Outlet:
    return Outlet(pk=number + 1, name=f"Outlet {number}", public_id=f"out_bench_{number}")


def rows_of(report: Report, number: int, first: int) -> tuple[Article, list[Assertion]]:
    """The rows of a report, without its file; assertions are numbered from `first`."""
    text, rows = f"{report.title}\n\n{report.opening}", []
    origin = None
    if report.speaker:
        pk = report.story * _SPEAKERS + report.speaker
        origin = Origin(pk=pk, kind=Origin.Kind.SPEAKERS)
    for told in report.told:
        start = len(text) + 2
        text = f"{text}\n\n{told.sentence}"
        rows.append(
            Assertion(
                pk=first + len(rows),
                origin=origin,
                type=told.type,
                excerpt=told.sentence,
                span_start=start,
                span_end=len(text),
                anchor_start=start,
                anchor_end=len(text),
                figure_text=told.figure,
                figure_quantifier=told.quantifier,
                figure_low=told.low,
                figure_high=told.high,
                figure_unit="people",
                who=told.who,
                roles=told.roles,
                place=told.place,
                event_first=told.day,
                event_last=told.day,
                extractor="bench",
                extractor_version="1",
            )
        )
    article = Article(
        pk=number,
        source_file_id=number,
        title=report.title,
        outlet=_outlet(report.outlet),
        published_on=report.published,
        text=text,
        text_sha256=_sha256(text),
    )
    for row in rows:
        row.article = article
    return article, rows


def file_of(article: Article) -> SourceFile:
    now = timezone.now()
    name = f"{article.pk}.txt"
    return SourceFile(
        pk=article.pk,
        sha256=_sha256(name),
        name=name,
        size=len(article.text),
        state=SourceFile.State.DONE,
        received_at=now,
    )


def store_unlinked(reports: Iterable[Report], loader: Loader) -> list[Article]:
    """Store articles with their assertions as reading would leave them: without a place. `loader` counts
    them on; one that has loaded nothing begins at 1, and then needs `make_outlets`."""
    found = []
    for report in reports:
        loader.articles += 1
        article, rows = rows_of(report, loader.articles, loader.assertions + 1)
        loader.assertions += len(rows)
        for row in rows:
            if row.origin_id:
                label = f"Speaker of story {report.story}"
                Origin.objects.get_or_create(
                    pk=row.origin_id,
                    defaults={"key": f"bench:{row.origin_id}", "kind": "speakers", "label": label},
                )
        file_of(article).save(force_insert=True)
        article.save(force_insert=True)
        Assertion.objects.bulk_create(rows)
        stored = Article.objects.select_related("outlet").defer("search")
        found.append(stored.get(pk=article.pk))
    return found


def _copy(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """All rows in one COPY; what the database computes itself is left to it."""
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    values = [_value_of(f, timezone.now()) for f in fields]
    query = f'copy "{model._meta.db_table}" ({columns}) from stdin'
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for row in rows:
            copy.write_row([value(row) for value in values])


def _value_of(field: models.Field[Any, Any], now: Any) -> Callable[[Any], Any]:
    """How to get what a row stores in a field."""
    if getattr(field, "auto_now_add", False):
        return lambda row: now
    if isinstance(field, models.JSONField):
        return lambda row: json.dumps(getattr(row, field.attname))
    if type(field).pre_save is models.Field.pre_save:
        return attrgetter(field.attname)
    return lambda row: field.pre_save(row, add=True)


def _sequences_forward() -> None:
    """Rows were numbered here; the database goes on behind them."""
    with connection.cursor() as cursor:
        for model in (Outlet, SourceFile, Article, Assertion, Placement, Claim, ClaimBlock, Origin):
            table = model._meta.db_table
            cursor.execute(
                f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}"  # noqa: S608
            )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
