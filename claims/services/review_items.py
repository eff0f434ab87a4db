"""What the review shows of an item: a statement in its text with the claims it may belong to, a claim
that waits for a decision, or two claims beside each other. Each takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.catalogue import default_catalogue
from claims.models import (
    Assertion,
    AssertionFlag,
    Attribution,
    Challenge,
    Claim,
    ClaimSuggestion,
    Placement,
)
from claims.models.review_item import Item
from claims.services.chains import CHAIN
from claims.services.claim_questions import by_weight, latest_statements
from claims.services.differences import in_words
from claims.services.linking import barred_from
from claims.services.placing import fitting, waiting_of
from claims.services.review_claims import Contrast, contrast_of
from claims.services.shelf import Shelf
from claims.services.statements import Statements

# So many claims are offered, each under a digit.
MOST_CHOICES = 9
# Characters of the text shown before and after a statement.
AROUND = 700
SHOWN_STATEMENTS = 5
SHOWN_CHALLENGES = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """A claim the statement may belong to. `is_present`: it is in it; `score` None: a person put it there."""

    claim: Claim
    score: float | None
    reasons: tuple[str, ...]
    is_present: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words of a statement between those around it. The anchor is its figure or phrase; `is_cut`
    tells at which end the text goes on."""

    before: str
    head: str
    anchor: str
    tail: str
    after: str
    is_cut: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement as the review shows it."""

    statement: Assertion
    excerpt: Excerpt
    type_label: str
    parties: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim that waits for a decision."""

    claim: Claim
    rules: tuple[dict[str, Any], ...]
    statements: tuple[Assertion, ...]
    challenges: tuple[Challenge, ...]


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Two claims that may be one; `stays` is the one that would remain."""

    question: ClaimSuggestion
    contrast: Contrast
    statements: tuple[tuple[Assertion, ...], tuple[Assertion, ...]]
    stays: Claim
    goes: Claim


Shown = ShownStatement | ShownClaim | ShownPair


def shown(item: Item) -> Shown:
    """All that the page of an item needs to be read."""
    if isinstance(item, Assertion):
        return _shown_statement(item)
    return _shown_claim(item) if isinstance(item, Claim) else _shown_pair(item)


def find_item(public_id: str, *, whole: bool = True) -> Item | None:
    """The statement, claim or question with an id; a statement with all its page shows, or (not
    `whole`) what it takes to act on it."""
    kinds: dict[str, Any] = {
        "asr": _statements if whole else _bare_statements,
        "clm": lambda: Claim.objects.defer("search", "profile"),
        "csg": _questions,
    }
    rows = kinds.get(public_id.partition("_")[0])
    found: Item | None = rows().filter(public_id=public_id).first() if rows else None
    return found


def _statements() -> Any:
    heavy = ("search", "article__search", "claim__search", "claim__profile")
    attributions = Attribution.with_speakers()
    return (
        Assertion.objects.select_related("article__outlet", "claim", "origin", "origin_set_by")
        .prefetch_related(attributions, CHAIN, AssertionFlag.beside_statements())
        .defer(*heavy)
    )


def _bare_statements() -> Any:
    heavy = ("search", *(f"article__{name}" for name in _HEAVY), "claim__search", "claim__profile")
    return Assertion.objects.select_related("article", "claim", "origin").defer(*heavy)


def _questions() -> Any:
    heavy = ("first__search", "second__search", "first__profile", "second__profile")
    return ClaimSuggestion.objects.select_related("first", "second").defer(*heavy)


def _shown_statement(row: Assertion) -> ShownStatement:
    known = default_catalogue().types.get(row.type)
    return ShownStatement(
        statement=row,
        excerpt=excerpt_of(row.article.text, row),
        type_label=known.label if known else row.type,
        parties=in_words(row.roles),
        choices=tuple(choices_for(row)),
    )


def excerpt_of(text: str, row: Assertion) -> Excerpt:
    """The statement in its text, with whole words around it."""
    start = _at_space(text, row.span_start - AROUND, +1) if row.span_start > AROUND else 0
    end = row.span_end + AROUND
    end = _at_space(text, end, -1) if end < len(text) else len(text)
    return Excerpt(
        before=text[start : row.span_start],
        head=text[row.span_start : row.anchor_start],
        anchor=text[row.anchor_start : row.anchor_end],
        tail=text[row.anchor_end : row.span_end],
        after=text[row.span_end : end],
        is_cut=(start > 0, end < len(text)),
    )


def _at_space(text: str, at: int, step: int) -> int:
    """The next space in a direction, if one is near."""
    for place in range(at, at + 40 * step, step):
        if text[place].isspace():
            return place
    return at


def choices_for(row: Assertion) -> list[Choice]:
    """The claims a statement may belong to: the one it is in, then the likeliest."""
    found = []
    if row.claim is not None:
        live = Placement.objects.filter(assertion=row, is_live=True).first()
        reasons = tuple(live.reasons) if live else ()
        found = [Choice(row.claim, live.score if live else None, reasons, True)]
    if row.type not in default_catalogue().types:
        return found
    (waiting,) = waiting_of(Statements(row.article), [row], barred_from([row]))
    scored = [(pk, m) for pk, m in fitting(waiting, Shelf()) if pk != row.claim_id and m.score > 0]
    scored = scored[: MOST_CHOICES - len(found)]
    claims = Claim.objects.defer("search", "profile").in_bulk([pk for pk, _ in scored])
    others = [Choice(claims[pk], m.score, m.reasons, False) for pk, m in scored if pk in claims]
    return found + others


def _shown_claim(claim: Claim) -> ShownClaim:
    statements = latest_statements([claim], SHOWN_STATEMENTS)[claim.pk]
    challenges = (
        Challenge.objects.filter(claim=claim, closed_at=None)
        .select_related("assertion__article__outlet")
        .prefetch_related(Attribution.with_speakers("assertion__attributions"))
        .defer("assertion__search", *(f"assertion__article__{n}" for n in _HEAVY))
        .by_voice()
        .filter(place=1)
        .order_by("first")
    )
    return ShownClaim(
        claim=claim,
        rules=tuple(rule for rule in claim.status_reasons if rule["rule"] != "change"),
        statements=tuple(_with_articles(statements)),
        challenges=tuple(challenges[:SHOWN_CHALLENGES]),
    )


def _shown_pair(question: ClaimSuggestion) -> ShownPair:
    pair = (question.first, question.second)
    latest = latest_statements(list(pair))
    stays, goes = by_weight(question)
    return ShownPair(
        question=question,
        contrast=contrast_of(*pair),
        statements=(tuple(latest[pair[0].pk]), tuple(latest[pair[1].pk])),
        stays=stays,
        goes=goes,
    )


_HEAVY = ("text", "search", "zones")


def _with_articles(rows: Sequence[Assertion]) -> Sequence[Assertion]:
    """The statements with article, outlet and speakers, in the given order."""
    found = (
        Assertion.objects.select_related("article__outlet")
        .prefetch_related(Attribution.with_speakers())
        .defer("search", *(f"article__{name}" for name in _HEAVY))
        .in_bulk([row.pk for row in rows])
    )
    return [found[row.pk] for row in rows if row.pk in found]
