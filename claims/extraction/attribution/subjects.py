"""Finding the noun phrase that a reporting verb belongs to."""

from __future__ import annotations

from claims.extraction.attribution import lexicon
from claims.extraction.countries import country_names
from claims.extraction.tokens import Token
from claims.extraction.words import word_set

_CONNECTORS = frozenset(
    ["of", "for", "to", "in", "at", "on", "with", "the", "a", "an", "and", "'s", "from"]
)
_AUXILIARIES = word_set("attribution", "auxiliaries")
_DESCRIBING = word_set("attribution", "describing")
_NOUNS = (
    lexicon.OFFICE_NOUNS
    | lexicon.GROUP_NOUNS
    | lexicon.BODY_NOUNS
    | lexicon.MEDIA_NOUNS
    | _DESCRIBING
)


def is_speaking_noun(word: str) -> bool:
    """True for a noun of an office, a group or a body."""
    return word in lexicon.OFFICE_NOUNS | lexicon.GROUP_NOUNS | lexicon.BODY_NOUNS


def is_nominal(token: Token) -> bool:
    """True for a word that can stand in a speaker's name or description."""
    if token.text in ("-", "."):
        return True
    low = token.low.removesuffix("'s").rstrip("'")
    if not token.text[0].isalpha():
        return False
    if token.text[0].isupper():
        return low not in lexicon.CALENDAR and low not in _LEAD_ONLY
    return low in _NOUNS


_LEAD_ONLY = lexicon.LEAD_INS - {"the", "a", "an", "some", "other", "many", "of", "for", "in"}


def subject_before(tokens: list[Token], cue: int) -> tuple[int, int] | None:
    """Token indexes [first, after) of the subject of the verb at `cue`; None when there is none."""
    end = cue
    while end > 0 and tokens[end - 1].low in _AUXILIARIES:
        end -= 1
    if end == 0:
        return None
    if tokens[end - 1].text == ",":
        return _before_apposition(tokens, end - 1)
    first = _scan_back(tokens, end)
    if first is None:
        return None
    return _trimmed(tokens, first, end)


def _before_apposition(tokens: list[Token], comma: int) -> tuple[int, int] | None:
    """ "Hoffman, a Pentagon spokesman, said": the name in front of the closed apposition."""
    at = comma
    while at > 0 and tokens[at - 1].text != "," and comma - at < 16:
        if tokens[at - 1].text in '.;:"':
            return None
        at -= 1
    if at == 0 or comma - at >= 16 or tokens[at - 1].text != ",":
        return None
    inner = tokens[at:comma]
    if not inner:
        return None
    first = _scan_back(tokens, at - 1)
    if first is None:
        return None
    outer = _trimmed(tokens, first, at - 1)
    if outer is None:
        return None
    outer_is_name = _ends_in_name(tokens[outer[1] - 1])
    inner_is_name = all(t.text[0].isupper() or t.text in "-." for t in inner) and _ends_in_name(
        inner[-1]
    )
    if inner_is_name and not outer_is_name:
        return (at, comma)
    return outer


def _ends_in_name(token: Token) -> bool:
    low = token.low.removesuffix("'s")
    return token.text[0].isupper() and low not in _NOUNS and token.text not in country_names()


def _scan_back(tokens: list[Token], end: int) -> int | None:
    first = end
    at = end - 1
    while at >= 0 and end - at <= 16:
        token = tokens[at]
        if is_nominal(token) or token.low in ("he", "she", "they", "it"):
            first = at
            if token.low in ("he", "she", "they", "it"):
                break
        elif token.low in _CONNECTORS:
            # "in Washington, a senior official": a preposition with nothing before it begins no name.
            if token.low in ("the", "a", "an"):
                first = at
                if at and tokens[at - 1].low not in ("of", "for", "to", "and", "in", "at"):
                    break
            elif at and not (is_nominal(tokens[at - 1]) or tokens[at - 1].text == ","):
                break
        elif _is_wedged(tokens, at, end):
            first = at
        elif token.text == ",":
            if not _is_list_comma(tokens, at, end):
                break
        else:
            break
        at -= 1
    return first if first < end else None


def _is_wedged(tokens: list[Token], at: int, end: int) -> bool:
    """ "South Korea's unification ministry": any noun between a name and the noun of a body."""
    token = tokens[at]
    return (
        token.text.isalpha()
        and token.text.islower()
        and 0 < at < end - 1
        and is_speaking_noun(tokens[at + 1].low)
        and tokens[at - 1].text[0].isupper()
        and tokens[at - 1].low not in _LEAD_ONLY
        and token.low not in lexicon.LEAD_INS | lexicon.SAYING | _AUXILIARIES
    )


def _is_list_comma(tokens: list[Token], at: int, end: int) -> bool:
    """The comma of "Western, South Korean and Ukrainian agencies"."""
    if at == 0:
        return False
    names = country_names()
    before = tokens[at - 1].text
    two = f"{tokens[at - 2].text} {before}" if at > 1 else ""
    is_adjective = any(n in names and names[n].form == "adjective" for n in (before, two))
    return is_adjective and any(t.low == "and" for t in tokens[at + 1 : end])


def _trimmed(tokens: list[Token], first: int, end: int) -> tuple[int, int] | None:
    """Without what leads in, and only if something in it can speak."""
    while first < end and (
        tokens[first].low in (_CONNECTORS - {"the", "a", "an"}) | {",", "-", "."}
        or (tokens[first].low in _LEAD_ONLY and first + 1 < end)
    ):
        first += 1
    if first >= end:
        return None
    words = tokens[first:end]
    if all(w.low in _CONNECTORS or not w.text[0].isalpha() for w in words):
        return None
    return (first, end)


def object_after(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """Token indexes of the noun phrase that begins at `at` ("according to …", "said …")."""
    end = at
    last = at
    while end < len(tokens) and end - at < 18:
        token = tokens[end]
        if is_nominal(token) or token.low in ("he", "she", "they"):
            last = end + 1
        elif token.low in ("the", "a", "an", "its", "his", "their") and (
            end in (at, last) or tokens[end - 1].low in _CONNECTORS
        ):
            pass
        elif (
            token.low in ("of", "for", "and", "'s", "the", "to", "in", "with", "on", "at")
            and last == end
            and end > at
        ):
            following = tokens[end + 1] if end + 1 < len(tokens) else None
            if following is None or not (
                is_nominal(following) or following.low in ("the", "a", "an")
            ):
                break
            if token.low in ("to", "in", "on", "at", "with") and following.low in lexicon.CALENDAR:
                break
        elif token.text == "," and _opens_list(tokens, end):
            pass
        else:
            break
        end += 1
    while last > at and tokens[last - 1].text in "-.,":
        last -= 1
    return (at, last) if last > at else None


def _opens_list(tokens: list[Token], at: int) -> bool:
    names = country_names()
    before = tokens[at - 1].text if at else ""
    two = f"{tokens[at - 2].text} {before}" if at > 1 else ""
    return any(n in names and names[n].form == "adjective" for n in (before, two))
