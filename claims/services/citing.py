"""Footnotes: a claim or a statement with the whole way its words came, ready to be copied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from claims.models import Assertion, ChainLink, Claim
from claims.services.chains import CHAIN
from claims.services.provenance_tree import Leaf, Provenance, Root

# A footnote names the newest report of so many counted origins.
CITED_ORIGINS = 6
_LONGEST_QUOTE = 300
Role = ChainLink.Role


@dataclass(frozen=True, slots=True)
class Citation:
    """The same footnote as plain text and as Markdown."""

    plain: str
    markdown: str


@dataclass(frozen=True, slots=True)
class _Style:
    """How titles and addresses are written."""

    is_markdown: bool

    def text(self, words: str) -> str:
        one_line = " ".join(words.split())
        return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", one_line) if self.is_markdown else one_line

    def linked(self, words: str, address: str) -> str:
        if not address:
            return self.text(words)
        if self.is_markdown:
            return f"[{self.text(words)}](<{re.sub('[<>]', '', address)}>)"
        return f"{self.text(words)} <{address}>"


_STYLES = (_Style(is_markdown=False), _Style(is_markdown=True))


def cite_claim(claim: Claim, tree: Provenance, *, site: str, at: datetime) -> Citation:
    """The footnote of a claim with the newest report of each counted origin. `site` begins its address,
    `at` is the time of retrieval."""
    leaves = [leaf for root in tree.counted[:CITED_ORIGINS] if (leaf := _newest(root))]
    rows = {row.public_id: row for row in _statements([leaf.statement for leaf in leaves])}
    statements = [rows[leaf.statement] for leaf in leaves if leaf.statement in rows]
    return Citation(*(_claim(claim, statements, tree, site, at, style) for style in _STYLES))


def cite_statement(statement: Assertion, *, site: str, at: datetime) -> Citation:
    """The footnote of one statement and of the claim it is placed in."""
    (row,) = _statements([statement.public_id])
    return Citation(*(_statement_alone(row, site, at, style) for style in _STYLES))


def _newest(root: Root) -> Leaf | None:
    leaves = [leaf for way in root.ways for branch in way.outlets for leaf in branch.articles]
    return max(leaves, key=lambda leaf: leaf.day or date.min, default=None)


def _statements(public_ids: Sequence[str]) -> list[Assertion]:
    return list(
        Assertion.objects.filter(public_id__in=public_ids)
        .select_related("article__outlet", "claim")
        .defer("search", "article__text", "article__search", "article__zones", "claim__profile")
        .prefetch_related(CHAIN)
    )


def _claim(
    claim: Claim,
    statements: Sequence[Assertion],
    tree: Provenance,
    site: str,
    at: datetime,
    style: _Style,
) -> str:
    sources = "; ".join(
        f"({number}) {_reported(statement, style)}"
        for number, statement in enumerate(statements, start=1)
    )
    more = len(tree.counted) + tree.more_counted - len(statements)
    if more > 0:
        sources += f"; and {more} more"
    said = f" Newest report of each independent origin: {sources}." if statements else ""
    return f"{_answer(claim, style)}{said} {_retrieved(claim, site, at, style)}"


def _statement_alone(row: Assertion, site: str, at: datetime, style: _Style) -> str:
    quote = " ".join(row.excerpt.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[:_LONGEST_QUOTE].rstrip()} […]"
    said = f"{_reported(row, style)}: “{style.text(quote)}”"
    own = style.linked("Statement", site + row.get_absolute_url())
    if row.claim is None:
        return f"{said} {own}, version {row.version}, retrieved {_time(at)}."
    answer = _answer(row.claim, style)
    return f"{said} {own}, version {row.version}. {answer} {_retrieved(row.claim, site, at, style)}"


def _reported(statement: Assertion, style: _Style) -> str:
    """Who published it, when, quoting whom, by which way."""
    article = statement.article
    title = style.linked(f"“{article.title or 'untitled'}”", article.url)
    day = article.published_on
    when = f"{day.day} {day:%b %Y}" if day else "undated"
    parts = [style.text(str(article.outlet or "unknown outlet")), title, when]
    return ", ".join([*parts, *_way(statement, style)])


def _way(statement: Assertion, style: _Style) -> Iterator[str]:
    links = list(statement.links.all())
    for link in links:
        if link.role == Role.COPIED:
            yield f"from {style.text(link.label)}"
    speakers = [style.text(link.label) for link in links if link.role == Role.SPEAKER]
    media = [style.text(link.label) for link in links if link.role in (Role.CITED, Role.TOLD)]
    if speakers:
        via = f" via {', '.join(media)}" if media else ""
        verb = {"denies": "denied by", "doubts": "doubted by"}.get(statement.stance, "quoting")
        yield f"{verb} {' and '.join(speakers)}{via}"
    elif media:
        yield f"citing {', '.join(media)}"


def _answer(claim: Claim, style: _Style) -> str:
    how = "decided by an editor" if claim.decided_status else "computed"
    figure = f", {claim.figure_text} {claim.figure_unit}".rstrip() if claim.figure_text else ""
    origins, reports = claim.independent_count, claim.report_count
    return (
        f"“{style.text(claim.title)}”: {claim.status_label.lower()} ({how}){style.text(figure)}; "
        f"{origins:,} independent origin{'' if origins == 1 else 's'}, "
        f"{reports:,} report{'' if reports == 1 else 's'}, "
        f"{claim.outlet_count:,} outlet{'' if claim.outlet_count == 1 else 's'}."
    )


def _retrieved(claim: Claim, site: str, at: datetime, style: _Style) -> str:
    address = site + reverse("claim-by-id", args=[claim.public_id])
    return f"{style.linked('claimbase', address)}, version {claim.version}, retrieved {_time(at)}."


def _time(at: datetime) -> str:
    return f"{at.day} {at:%b %Y %H:%M} {at:%Z}".strip()
