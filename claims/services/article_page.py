"""What the page of an article shows: its text with the statements marked, and each beside it.

A long article has hundreds of statements, so each is turned into plain values once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.db.models import Prefetch

from claims.extraction.types import TOO_LARGE
from claims.marking import Passage, is_placed, marked_text
from claims.models import (
    Assertion,
    AssertionFlag,
    Attribution,
    Claim,
    NoveltyReceipt,
    Origin,
)
from claims.models.novelty_receipt import NO_NEWS
from claims.services.chains import CHAIN
from sources.models import Article
from sources.parsing.json import zones_from_json
from sources.parsing.types import Zone, ZoneKind

# Of a longer paragraph the first so many characters are offered to make a statement of.
_OFFERED = 1500
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something with a page of its own, if it has one, and what stands before and after."""

    label: str
    address: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A statement as it stands beside the text. `number` is that of its marks; `is_placed` False: its
    words were not found where they should be. `too_large` tells of a number that could not be held."""

    number: str
    statement: Assertion
    address: str
    claim: Claim | None
    claim_address: str
    stance: str
    review: str
    credibility: str
    speakers: tuple[Named, ...]
    chain: tuple[Named, ...]
    flags: tuple[AssertionFlag, ...]
    short: str
    version: str
    is_placed: bool
    too_large: str

    @property
    def is_unreviewed(self) -> bool:
        return self.statement.review_state == Assertion.ReviewState.DRAFT


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """The text in passages, the statements in their order, and what the receipt says of them."""

    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]
    set_aside_count: int
    receipt: Any
    added: tuple[tuple[int, str, tuple[tuple[str, str], ...]], ...]

    @property
    def unplaced(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if not note.is_placed)

    @property
    def unreviewed_count(self) -> int:
        return sum(note.is_unreviewed for note in self.notes)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text, and which of the places they stand at is meant (None: there is only one)."""

    text: str
    occurrence: int | None


def article_page(article: Article) -> ArticlePage:
    """Gather the page of an article, in a fixed number of queries."""
    statements = _statements(article)
    passages = marked_text(article.text, zones_from_json(article.zones), statements)
    receipt = getattr(article, "receipt", None)
    numbers = {one.public_id: str(number) for number, one in enumerate(statements, 1)}
    return ArticlePage(
        passages=tuple(passages),
        notes=tuple(_notes(article, statements)),
        set_aside_count=sum(len(one.blocks) for one in passages if one.is_set_aside),
        receipt=receipt,
        added=tuple(_added(receipt, statements, numbers)) if receipt else (),
    )


def paragraph_words(article: Article, number: int) -> Words | None:
    """The words of a block of the text by its number, as the form to add a statement takes them; None
    when there is no such block."""
    whole = (Zone(0, len(article.text), ZoneKind.BODY, "whole text"),)
    zones = zones_from_json(article.zones) or whole
    if not 1 <= number <= len(zones):
        return None
    zone = zones[number - 1]
    words = article.text[zone.start : zone.end].strip()
    if len(words) > _OFFERED:
        words = words[:_OFFERED].rsplit(None, 1)[0]
    is_one = article.text.count(words) == 1
    before = article.text[: article.text.index(words, zone.start)]
    return Words(words, None if is_one else before.count(words) + 1)


def _statements(article: Article) -> list[Assertion]:
    claims = Claim.objects.defer("search", "profile", "status_reasons", "roles")
    rows = article.assertions.filter(is_withdrawn=False).defer("search", "roles", "read_as")
    return list(
        rows.prefetch_related(
            Prefetch("claim", claims),
            Prefetch("origin", Origin.objects.only("id", "kind")),
            Attribution.with_speakers(),
            AssertionFlag.beside_statements(),
            CHAIN,
        ).order_by("span_start", "anchor_start", "id")
    )


def _notes(article: Article, statements: Sequence[Assertion]) -> list[Note]:
    # The same claims, speakers and outlets come again and again.
    address = cache(lambda row: row.get_absolute_url())
    return [
        _note(article, number, statement, address) for number, statement in enumerate(statements, 1)
    ]


def _note(article: Article, number: int, row: Assertion, address: Callable[[Any], str]) -> Note:
    claim = row.claim
    place = f"?at={row.public_id}#{row.public_id}"
    return Note(
        number=str(number),
        statement=row,
        address=row.get_absolute_url(),
        claim=claim,
        claim_address=f"{address(claim)}{place}" if claim else "",
        stance="" if row.stance == Assertion.Stance.ASSERTS else row.get_stance_display(),
        review=row.get_review_state_display(),
        credibility=str(row.get_credibility_display()) if row.credibility else "",
        speakers=tuple(_speakers(row, address)),
        chain=tuple(_chain(row, address)),
        flags=tuple(row.flags.all()),
        short=row.excerpt if len(row.excerpt) <= _SHORT else f"{row.excerpt[: _SHORT - 1]}…",
        version=str(row.version),
        is_placed=is_placed(article.text, row),
        too_large=next((r for r in row.reasons if r.startswith(TOO_LARGE)), ""),
    )


def _speakers(row: Assertion, address: Callable[[Any], str]) -> list[Named]:
    return [
        Named(
            one.speaker.name,
            address(one.speaker),
            before="; " if place else "",
            after=f" via {', '.join(one.via)}" if one.via else "",
        )
        for place, one in enumerate(row.attributions.all())
    ]


def _chain(row: Assertion, address: Callable[[Any], str]) -> list[Named]:
    """Who published it, from whom, and who said it; joint speakers stand at one place."""
    found: list[Named] = []
    for _, together in groupby(row.links.all(), key=lambda link: link.position):
        for place, link in enumerate(together):
            named = link.speaker or link.outlet
            before = " and " if place else (" → " if found else "")
            found.append(Named(link.label, address(named) if named else "", before))
    return found


def _added(
    receipt: NoveltyReceipt, statements: Sequence[Assertion], numbers: Mapping[str, str]
) -> list[tuple[int, str, tuple[tuple[str, str], ...]]]:
    """The lines of a receipt, those without news last: how many, what of them, and those still shown
    by id and number."""
    lines = [(len(ids), label, ids) for _, label, ids in receipt.lines]
    if count := receipt.without_news:
        others = [
            one.public_id
            for one in statements
            if one.public_id not in receipt.named and one.created_at <= receipt.created_at
        ]
        # Some may have been withdrawn since, or have stood in no claim: then only the number is sure.
        lines.append((count, NO_NEWS[count > 1], others if len(others) == count else []))
    return [
        (count, label, tuple((one, numbers[one]) for one in ids if one in numbers))
        for count, label, ids in lines
    ]
