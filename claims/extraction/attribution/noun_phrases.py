"""The noun phrases beside a reporting verb. Spans are token indexes, [first, after)."""

from __future__ import annotations

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.kinds import (
    bare,
    is_capital,
    is_known_noun,
    is_nominal,
    is_open,
    is_participle_form,
    is_time,
    leads_in,
)
from claims.extraction.countries import country_names
from claims.extraction.tokens import Token

LONGEST = 18
_INSIDE_NAMES = frozenset(["without", "sans", "de", "al", "bin", "van", "von"])
_NAME_LINKS = frozenset(["of", "for", "and", "from", "at"])

Span = tuple[int, int]


def _is_tight_hyphen(tokens: list[Token], at: int) -> bool:
    """The mark inside "think-tank" or "Post/ABC"."""
    return (
        tokens[at].text in ("-", "/", "&")
        and 0 < at < len(tokens) - 1
        and tokens[at - 1].end == tokens[at].start
        and tokens[at].end == tokens[at + 1].start
    )


def _is_abbreviation_dot(tokens: list[Token], at: int) -> bool:
    """The dot of "Rep." or of an initial."""
    if tokens[at].text != "." or at == 0 or tokens[at - 1].end != tokens[at].start:
        return False
    before = tokens[at - 1]
    return before.text[0].isupper() and (len(before.text) == 1 or before.low in lexicon.TITLES)


def _links_back(tokens: list[Token], at: int, *, open_words: bool) -> bool:
    """True when the preposition or conjunction at `at` ties a phrase to a noun before it."""
    if at < 1 or tokens[at].low not in lexicon.LINKS:
        return False
    before = tokens[at - 1]
    if tokens[at].low in ("and", "or"):
        return is_nominal(before, open_words=False)
    return is_nominal(before, open_words=open_words)


def phrase_before(tokens: list[Token], end: int, *, open_words: bool = True) -> Span | None:
    """The noun phrase that ends at `end`; None when there is none that could speak."""
    if end > 0 and tokens[end - 1].low in lexicon.PRONOUNS:
        return (end - 1, end)
    first, at = end, end - 1
    while at >= 0 and end - at <= LONGEST:
        if not _continues_back(tokens, at, first, end, open_words):
            break
        if _begins(tokens, at, open_words):
            first = at
            if tokens[at].low in lexicon.DETERMINERS and not _links_back(
                tokens, at - 1, open_words=open_words
            ):
                break
        at -= 1
    if at >= 0 and tokens[at].low in lexicon.INTRODUCTIONS:
        first = _after_last_comma(tokens, first, end)
    return _checked(tokens, first, end)


def _describes(tokens: list[Token], at: int, first: int) -> bool:
    """ "elected officials": a participle in front of its noun; not "has included officials"."""
    before = tokens[at - 1] if at else None
    return first == at + 1 and (before is None or before.low not in lexicon.AUXILIARIES)


def _begins(tokens: list[Token], at: int, open_words: bool) -> bool:
    token = tokens[at]
    return (
        token.low in lexicon.DETERMINERS
        or token.text[0].isdigit()
        or is_nominal(token, open_words=open_words)
    )


def _continues_back(tokens: list[Token], at: int, first: int, end: int, open_words: bool) -> bool:
    token = tokens[at]
    if token.low in lexicon.DETERMINERS:
        return True
    if token.low in lexicon.LINKS:
        return first < end and _links_back(tokens, at, open_words=open_words)
    if token.text == ",":
        return _is_list_comma(tokens, at, end)
    if token.text[0].isdigit():
        return first < end and not is_time(token)
    if is_participle_form(token):
        return open_words and _describes(tokens, at, first)
    return (
        is_nominal(token, open_words=open_words)
        or _is_tight_hyphen(tokens, at)
        or _is_abbreviation_dot(tokens, at)
        or _is_wedged(tokens, at, end)
        or _is_inside_name(tokens, at)
    )


def _is_inside_name(tokens: list[Token], at: int) -> bool:
    """ "Doctors Without Borders" in its other spelling."""
    return (
        tokens[at].low in _INSIDE_NAMES
        and 0 < at < len(tokens) - 1
        and is_capital(tokens[at - 1])
        and is_capital(tokens[at + 1])
    )


def _is_wedged(tokens: list[Token], at: int, end: int) -> bool:
    """ "South Korea's unification ministry": any noun between a name and a noun that speaks."""
    return (
        0 < at < end - 1
        and tokens[at].text.isalpha()
        and is_open(tokens[at])
        and is_known_noun(tokens[at + 1])
        and is_capital(tokens[at - 1])
    )


def _is_list_comma(tokens: list[Token], at: int, end: int) -> bool:
    """The comma of "Nordic, Kenyan and Chilean agencies", "Chad, Niger and Mali"."""
    if at == 0 or not is_nominal(tokens[at - 1], open_words=False):
        return False
    return any(t.low in ("and", "or") for t in tokens[at + 1 : min(end, at + 8)]) and (
        _is_adjective(tokens, at - 1) or _is_country(tokens, at - 1)
    )


def _is_adjective(tokens: list[Token], at: int) -> bool:
    return _country_form(tokens, at) == "adjective"


def _is_country(tokens: list[Token], at: int) -> bool:
    return _country_form(tokens, at) in ("name", "capital")


def _country_form(tokens: list[Token], at: int) -> str:
    names = country_names()
    two = f"{tokens[at - 1].text} {tokens[at].text}" if at else ""
    known = names.get(two) or names.get(tokens[at].text)
    return known.form if known else ""


def _after_last_comma(tokens: list[Token], first: int, end: int) -> int:
    """ "In Kyiv, Lee and Kim": what stands before the comma belongs to the preposition."""
    return next((i + 1 for i in range(end - 1, first, -1) if tokens[i].text == ","), first)


def _checked(tokens: list[Token], first: int, end: int) -> Span | None:
    """Without what leads in, and only if it can speak."""
    while first < end and (
        tokens[first].low in lexicon.LINKS
        or tokens[first].text in (",", "-", ".")
        or (leads_in(tokens[first]) and first + 1 < end)
    ):
        first += 1
    words = [t for t in tokens[first:end] if t.text[0].isalpha()]
    if not words or all(t.low in lexicon.DETERMINERS | lexicon.LINKS for t in words):
        return None
    head = _head(words)
    if is_time(head) or leads_in(head):
        return None
    if words[0].text[0].isupper() or words[0].low in lexicon.DETERMINERS or is_known_noun(head):
        return (first, end)
    has_name = any(is_capital(t) for t in words)
    is_plural = head.low.endswith("s") and not head.low.endswith("ss")
    return (first, end) if is_plural or has_name else None


def _head(words: list[Token]) -> Token:
    for at, token in enumerate(words[1:], 1):
        if token.low in lexicon.LINKS - {"and", "or"}:
            return words[at - 1]
    return words[-1]


def phrase_after(tokens: list[Token], at: int, *, verb_behind: bool = False) -> Span | None:
    """The noun phrase that begins at `at`; None when there is none that could speak. With
    `verb_behind` it ends where a verb may begin."""
    if at < len(tokens) and tokens[at].low in lexicon.PRONOUNS:
        return (at, at + 1)
    end = last = at
    while end < len(tokens) and end - at < LONGEST and _continues(tokens, at, end):
        if verb_behind and end > at and _is_predicate(tokens[end - 1], tokens[end]):
            break
        if is_nominal(tokens[end]) and not is_participle_form(tokens[end]):
            last = end + 1
        end += 1
    return _checked(tokens, at, last) if last > at else None


def _continues(tokens: list[Token], at: int, end: int) -> bool:
    token = tokens[end]
    before = tokens[end - 1] if end > at else None
    if token.low in lexicon.DETERMINERS:
        return before is None or before.low in lexicon.LINKS
    if token.low in lexicon.LINKS and not is_known_noun(token):
        return before is not None and _links_on(tokens, end)
    if token.text == ",":
        return end > at and (_is_adjective(tokens, end - 1)) and end + 1 < len(tokens)
    if token.text[0].isdigit():
        return end + 1 < len(tokens) and (before is None or not is_time(token))
    return (
        is_nominal(token)
        or _is_tight_hyphen(tokens, end)
        or _is_abbreviation_dot(tokens, end)
        or _is_inside_name(tokens, end)
        or _is_verb_like_noun(tokens, at, end)
    )


def _is_predicate(before: Token, token: Token) -> bool:
    """ "Police arrived", "Lee mocked": after a name or a noun that speaks, any other word is a verb."""
    ends = is_capital(before) or bare(before) in lexicon.SPEAKING_NOUNS
    is_owner = before.low.endswith(("'s", "s'"))
    return (
        ends
        and not is_owner
        and token.text.islower()
        and not is_known_noun(token)
        and (token.low not in lexicon.LINKS)
    )


def _is_verb_like_noun(tokens: list[Token], at: int, end: int) -> bool:
    """ "according to show insiders": what looks like a reporting verb, first in its phrase."""
    is_first = at == end and tokens[end].text.islower() and end + 1 < len(tokens)
    return is_first and tokens[end].low in lexicon.SAYING and is_known_noun(tokens[end + 1])


def _links_on(tokens: list[Token], at: int) -> bool:
    """True when the preposition or conjunction at `at` carries the phrase before it on."""
    link, before = tokens[at].low, tokens[at - 1]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or is_time(following) or not is_nominal(before):
        return False
    if link == "and":
        after = (
            tokens[at + 2]
            if following.low in lexicon.DETERMINERS and at + 2 < len(tokens)
            else following
        )
        return is_nominal(after, open_words=False)
    if link in ("in", "on") and following.low in ("a", "an"):
        return False
    is_name = is_capital(before) and not is_known_noun(before)
    if is_name and link not in _NAME_LINKS:
        return False
    return is_nominal(following) or following.low in lexicon.DETERMINERS
