"""Footnotes: a claim or a statement with the whole way its words came, ready to be copied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from claims.figure_words import figure_words
from claims.models import Assertion, ChainLink, Challenge, Claim
from claims.services.chains import CHAIN
from claims.services.claim_revisions import Kept, kept_of
from claims.services.objections import VERBS
from claims.services.provenance_tree import Leaf, Provenance, Root

# A footnote names the newest report of so many counted origins, and so many who speak against the claim.
CITED_ORIGINS, CITED_AGAINST = 6, 5
_LONGEST_QUOTE = 300
Role = ChainLink.Role


@dataclass(frozen=True, slots=True)
class Citation:
    """The same footnote as plain text and as Markdown."""

    plain: str
    markdown: str


@dataclass(frozen=True, slots=True)
class _Style:
    """How titles and addresses are written; `site` begins the addresses of this site, `at` is the time of
    retrieval."""

    is_markdown: bool
    site: str
    at: datetime

    def text(self, words: str) -> str:
        one_line = " ".join(words.split())
        return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", one_line) if self.is_markdown else one_line

    def linked(self, words: str, address: str) -> str:
        if not address:
            return self.text(words)
        if self.is_markdown:
            return f"[{self.text(words)}](<{re.sub('[<>]', '', address)}>)"
        return f"{self.text(words)} <{address}>"


def cite_claim(
    claim: Claim,
    tree: Provenance,
    *,
    against: Sequence[Challenge],
    newest: Kept | None,
    site: str,
    at: datetime,
) -> Citation:
    """The footnote of a claim: the newest report of each counted origin, who speaks `against` it, and the
    `newest` revision that is kept. `site` begins its address, `at` is the time of retrieval."""
    leaves = [leaf for root in tree.counted[:CITED_ORIGINS] if (leaf := _to_cite(root))]
    rows = {row.public_id: row for row in _statements([leaf.statement for leaf in leaves])}
    cited = [(leaf, rows[leaf.statement]) for leaf in leaves if leaf.statement in rows]
    return Citation(
        *(
            f"{_answer(claim, style)}{_against(against, style)}{_sources(cited, tree, style)} "
            f"{_retrieved(claim, newest, style)}"
            for style in _styles(site, at)
        )
    )


def cite_statement(statement: Assertion, *, site: str, at: datetime) -> Citation:
    """The footnote of one statement and of the claim it is placed in."""
    (row,) = _statements([statement.public_id])
    newest = kept_of(row.claim) if row.claim else None
    return Citation(*(_statement_alone(row, newest, style) for style in _styles(site, at)))


def _styles(site: str, at: datetime) -> tuple[_Style, _Style]:
    return _Style(False, site, at), _Style(True, site, at)


def _to_cite(root: Root) -> Leaf | None:
    """The newest report of an origin; one in an article that also speaks against the claim only where
    there is no other."""
    leaves = [leaf for way in root.ways for branch in way.outlets for leaf in branch.articles]
    return max(
        leaves, key=lambda leaf: (not leaf.speaks_against, leaf.day or date.min), default=None
    )


def _statements(public_ids: Sequence[str]) -> list[Assertion]:
    return list(
        Assertion.objects.filter(public_id__in=public_ids)
        .select_related("article__outlet", "claim")
        .defer("search", "article__text", "article__search", "article__zones", "claim__profile")
        .prefetch_related(CHAIN)
    )


def _sources(cited: Sequence[tuple[Leaf, Assertion]], tree: Provenance, style: _Style) -> str:
    parts = []
    for number, (leaf, statement) in enumerate(cited, start=1):
        beside = ", in an article that also reports who speaks against it"
        told = beside if leaf.speaks_against else ""
        parts.append(f"({number}) {_reported(statement, style)}{told}")
    if not parts:
        return ""
    more = len(tree.counted) + tree.more_counted - len(parts)
    parts += [f"and {more} more"] if more > 0 else []
    return f" Newest report of each independent origin: {'; '.join(parts)}."


def _against(challenges: Sequence[Challenge], style: _Style) -> str:
    """Who speaks against the claim, everybody once with what they do, and where that is to be read."""
    found: dict[str, list[Challenge]] = {}
    for one in challenges:
        if one.stands:
            found.setdefault(f"{VERBS[Challenge.Kind(one.kind)]} {_who(one.assertion)}", []).append(
                one
            )
    parts = []
    for said, rows in list(found.items())[:CITED_AGAINST]:
        # Of a text and its copies the text.
        row = min(rows, key=lambda one: one.assertion.article.copy_of_id is not None)
        parts.append(f"{style.text(said)} ({', '.join(_published(row.assertion, style))})")
    if not parts:
        return ""
    more = " and others" if len(found) > CITED_AGAINST else ""
    return f" Against it: {'; '.join(parts)}{more}."


def _who(statement: Assertion) -> str:
    names = [row.speaker.name for row in statement.attributions.all()]
    return " and ".join(names) or str(statement.article.outlet or "an unknown outlet")


def _statement_alone(row: Assertion, newest: Kept | None, style: _Style) -> str:
    quote = " ".join(row.excerpt.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[:_LONGEST_QUOTE].rstrip()} […]"
    said = f"{_reported(row, style)}: “{style.text(quote)}”"
    own = style.linked("Statement", style.site + row.get_absolute_url())
    if row.claim is None:
        return f"{said} {own}, retrieved {_time(style.at)}."
    return f"{said} {own}. {_answer(row.claim, style)} {_retrieved(row.claim, newest, style)}"


def _reported(statement: Assertion, style: _Style) -> str:
    """Who published it, when, quoting whom, by which way."""
    return ", ".join([*_published(statement, style), *_way(statement, style)])


def _published(statement: Assertion, style: _Style) -> list[str]:
    """Outlet, title with its address (of an article without one, that of the statement here), and day."""
    article = statement.article
    address = article.url or style.site + statement.get_absolute_url()
    title = style.linked(f"“{article.title or 'untitled'}”", address)
    day = article.published_on
    when = f"{day.day} {day:%b %Y}" if day else "undated"
    return [style.text(str(article.outlet or "unknown outlet")), title, when]


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
    figure = figure_words(claim.figure_text, claim.figure_unit)
    figure = f", {figure}" if figure else ""
    origins, reports = claim.independent_count, claim.report_count
    return (
        f"“{style.text(claim.title)}”: {claim.status_label.lower()} ({how}){style.text(figure)}; "
        f"{origins:,} independent origin{'' if origins == 1 else 's'}, "
        f"{reports:,} report{'' if reports == 1 else 's'}, "
        f"{claim.outlet_count:,} outlet{'' if claim.outlet_count == 1 else 's'}."
    )


def _retrieved(claim: Claim, newest: Kept | None, style: _Style) -> str:
    """The revision that is cited, where it stands for ever, and what of the above it has otherwise."""
    if newest is None:
        address = style.site + reverse("claim-by-id", args=[claim.public_id])
        return f"{style.linked('claimbase', address)}, retrieved {_time(style.at)}."
    address = style.site + reverse("claim-revision", args=[claim.public_id, newest.number])
    name = style.linked(f"claimbase, revision {newest.ordinal}", address)
    moved = f" (kept then: {style.text(', '.join(newest.moved))})" if newest.moved else ""
    when = _time(newest.at.astimezone(style.at.tzinfo))
    return f"{name} of {when}{moved}, retrieved {_time(style.at)}."


def _time(at: datetime) -> str:
    return f"{at.day} {at:%b %Y %H:%M} {at:%Z}".strip()
