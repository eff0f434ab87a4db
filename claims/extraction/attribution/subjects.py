"""Finding whom a reporting verb belongs to. Indexes are of tokens."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.kinds import (
    is_adverb,
    is_capital,
    is_known_noun,
    is_nominal,
    is_quote,
    is_speaking_noun,
    is_time,
)
from claims.extraction.attribution.noun_phrases import Span, phrase_after, phrase_before
from claims.extraction.countries import country_names
from claims.extraction.tokens import Token
from claims.extraction.words import word_set

_CLAUSE_OPENERS = word_set("attribution", "conjunctions")
_LONGEST_APPOSITION = 40
_APPOSITIONS = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks: the tokens of the `name`, and where the whole, appositions included, begins."""

    name: Span
    first: int


def subject_before(tokens: list[Token], verb: int, *, open_words: bool = True) -> Subject | None:
    """The subject of the verb at `verb`; None when there is none that could speak."""
    end = before_auxiliaries(tokens, verb)
    if end == 0:
        return None
    last = tokens[end - 1]
    if last.text == ")":
        end = _before_brackets(tokens, end)
    elif last.low in ("who", "which"):
        return _antecedent(tokens, end - 1, open_words=open_words)
    elif last.text == ",":
        return _before_appositions(tokens, end - 1, open_words=open_words)
    elif last.text == "-" and not _touches(tokens, end - 1):
        end = _opening(tokens, end - 1, "-")
    return _plain(tokens, end, open_words=open_words)


def clause_subject(tokens: list[Token], verb: int) -> Subject | None:
    """The phrase that begins the clause of `verb`, for a verb that shares its subject with another:
    "Lee mocked the idea, saying …"."""
    at = 0
    for _ in range(3):
        while at < verb and (
            tokens[at].text in (",", '"', "-")
            or tokens[at].low in ("and", "but", "so", "then", "yet")
        ):
            at += 1
        if at >= verb or tokens[at].low not in lexicon.INTRODUCTIONS:
            break
        at = next((i + 1 for i in range(at, verb) if tokens[i].text == ","), verb)
    if at >= verb:
        return None
    name = phrase_after(tokens, at, verb_behind=True)
    return Subject(name, name[0]) if name and name[1] < verb else None


def subject_of_subordinate(tokens: list[Token], verb: int) -> Subject | None:
    """ "…, before the ministry gave in, saying": who the nearest such clause is about."""
    for index in range(verb - 1, max(0, verb - _LONGEST_APPOSITION), -1):
        if tokens[index].low in ("before", "while", "but"):
            name = phrase_after(tokens, index + 1, verb_behind=True)
            if (
                name
                and name[1] < verb
                and any(is_capital(t) or is_speaking_noun(t) for t in tokens[name[0] : name[1]])
            ):
                return Subject(name, name[0])
            return None
    return None


def begins_clause(tokens: list[Token], at: int) -> bool:
    """True when nothing that belongs to the same clause stands before `at`."""
    if at == 0:
        return True
    before = tokens[at - 1]
    return (
        before.text in (",", ";", ":", "-", "(")
        or is_quote(before)
        or before.low in _CLAUSE_OPENERS
    )


def _plain(tokens: list[Token], end: int, *, open_words: bool) -> Subject | None:
    name = phrase_before(tokens, end, open_words=open_words)
    if name is None:
        return _relative_head(tokens, end)
    is_relative = name[0] > 0 and tokens[name[0] - 1].low in ("who", "whom", "which")
    if tokens[name[0]].low in lexicon.PRONOUNS or is_relative:
        return Subject(name, name[0])
    outer = _relative_head(tokens, name[0])
    return outer or Subject(name, name[0])


def _relative_head(tokens: list[Token], at: int) -> Subject | None:
    """ "The man who led the raid said": the phrase before "who", if one stands in this clause."""
    for index in range(at - 1, max(0, at - 12), -1):
        token = tokens[index]
        if token.text in (",", ";", ":", ".") or is_quote(token) or token.low == "that":
            return None
        if token.low == "who" and is_nominal(tokens[index - 1]):
            name = phrase_before(tokens, index)
            return Subject(name, name[0]) if name else None
    return None


def before_auxiliaries(tokens: list[Token], verb: int) -> int:
    """Where the words between a subject and its verb begin: "has also", "on Friday"."""
    end = verb
    while end > 0:
        token = tokens[end - 1]
        before = tokens[end - 2].low if end > 1 else ""
        if token.low in lexicon.AUXILIARIES or is_adverb(token):
            end -= 1
        elif is_time(token) and before in ("on", "in", "last", "this", "early", "late"):
            end -= 2
        elif token.low in lexicon.CALENDAR or (
            token.low in ("as", "quoted", "cited") and _is_quoted_as(tokens, verb)
        ):
            end -= 1
        else:
            break
    return end


def _is_quoted_as(tokens: list[Token], verb: int) -> bool:
    """ "Lee was quoted as saying"."""
    return verb > 1 and tokens[verb - 1].low == "as" and tokens[verb - 2].low in ("quoted", "cited")


def _before_brackets(tokens: list[Token], end: int) -> int:
    """Where a phrase ends that "(D-Ohio)" follows up to `end`."""
    return _opening(tokens, end - 1, "(") if end and tokens[end - 1].text == ")" else end


def _opening(tokens: list[Token], at: int, mark: str) -> int:
    """Where the stretch that closes at `at` opens; `at` itself when it does not."""
    first = max(0, at - _LONGEST_APPOSITION)
    return next((i for i in range(at - 1, first - 1, -1) if tokens[i].text == mark
                 and not (mark == "-" and _touches(tokens, i))), at)  # fmt: skip


def _touches(tokens: list[Token], at: int) -> bool:
    """True for a hyphen inside a word."""
    return at > 0 and tokens[at - 1].end == tokens[at].start


def _antecedent(tokens: list[Token], relative: int, *, open_words: bool) -> Subject | None:
    """Whom "who" or "which" stands for."""
    while relative > 0 and tokens[relative - 1].text == "-":
        relative -= 1
    if relative > 0 and tokens[relative - 1].text == ",":
        end = relative - 1
        name = phrase_before(tokens, end, open_words=open_words)
        outer = _before_appositions(tokens, end, open_words=open_words)
        if outer and name and not _is_name(tokens, name):
            return outer
        return Subject(name, name[0]) if name else outer
    name = phrase_before(tokens, relative, open_words=open_words)
    return Subject(name, name[0]) if name else None


def _before_appositions(tokens: list[Token], comma: int, *, open_words: bool) -> Subject | None:
    """ "Lee, a Pentagon spokesman, said": the phrase in front of what stands between commas."""
    inner_end = comma
    best: Subject | None = None
    for _ in range(_APPOSITIONS):
        opening = _opening(tokens, inner_end, ",")
        if opening == inner_end or _is_broken(tokens[opening + 1 : inner_end]):
            break
        if not _is_apposition(tokens, opening + 1):
            break
        outer_end = _before_brackets(tokens, opening)
        name = phrase_before(tokens, outer_end, open_words=open_words)
        if name is None:
            inner_end = opening
            continue
        found = Subject(_name_of(tokens, name, (opening + 1, inner_end)), name[0])
        if begins_clause(tokens, name[0]) and not _is_described(tokens, name):
            return found
        best = best or found
        inner_end = opening
    return best


def _is_broken(inner: list[Token]) -> bool:
    """True when what stands between the commas is more than a description."""
    is_relative = bool(inner) and inner[0].low in ("who", "which")
    return any(t.text in ";:" or (is_quote(t) and not is_relative) for t in inner)


def _is_described(tokens: list[Token], name: Span) -> bool:
    """True for "a retired colonel": more of a description of somebody named before."""
    return tokens[name[0]].low in ("a", "an", "now", "formerly") and name[0] > 1


def _is_apposition(tokens: list[Token], first: int) -> bool:
    """False when what stands between the commas begins with a verb: the rest of a statement."""
    token = tokens[first]
    return token.low not in lexicon.AUXILIARIES - {
        "now",
        "then",
        "also",
        "however",
        "meanwhile",
        "first",
    } and token.low not in ("and", "but", "while")


def _name_of(tokens: list[Token], outer: Span, inner: Span) -> Span:
    """Of "the envoy, Ann Lee," the name; else what stands outside."""
    words = [t for t in tokens[inner[0] : inner[1]] if t.text not in "-."]
    is_inner_name = bool(words) and all(is_capital(t) for t in words) and _is_name(tokens, inner)
    return inner if is_inner_name and not _is_name(tokens, outer) else outer


def _is_name(tokens: list[Token], span: Span) -> bool:
    """True for a phrase that ends in a name of somebody."""
    token = tokens[span[1] - 1]
    return (
        token.text[0].isupper() and not is_known_noun(token) and token.text not in country_names()
    )
