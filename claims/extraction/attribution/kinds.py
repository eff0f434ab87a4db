"""What kind of word a token is."""

from __future__ import annotations

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.quoting import HIDDEN
from claims.extraction.tokens import Token

_NAMES_TOO = frozenset(["will", "may", "can"])
_OPENS_SENTENCE = (
    (lexicon.LEAD_INS | lexicon.FUNCTION_WORDS) - lexicon.DETERMINERS - lexicon.LINKS - _NAMES_TOO
)
_NOUNS = lexicon.SPEAKING_NOUNS | lexicon.DESCRIBING
_BARRED = lexicon.FUNCTION_WORDS | lexicon.TIME_NOUNS
_NOT_ADVERBS = frozenset(
    ["family", "assembly", "ally", "rally", "supply", "july", "monthly", "weekly", "daily"]
)


def bare(token: Token) -> str:
    """A token's word without its possessive ending."""
    return token.low.removesuffix("'s").rstrip("'")


def is_capital(token: Token) -> bool:
    """True for a word of a name: capital, no day or month, no word that opens a sentence."""
    low = bare(token)
    return token.text[0].isupper() and low not in lexicon.CALENDAR and not leads_in(token)


def leads_in(token: Token) -> bool:
    """True for "Meanwhile", "Despite": capital for where it stands; not for "US"."""
    is_acronym = token.text.isupper() and len(token.text) > 1
    return bare(token) in _OPENS_SENTENCE and not is_acronym


def is_known_noun(token: Token) -> bool:
    """True for a noun that can speak, or a word that describes one."""
    return bare(token) in _NOUNS


def is_nominal(token: Token, *, open_words: bool = True) -> bool:
    """True for a word that can stand in a noun phrase; `open_words` lets any noun in."""
    if not token.text[0].isalpha() or token.low in ("a.m.", "p.m."):
        return False
    if token.text[0].isupper():
        return is_capital(token)
    return is_known_noun(token) or (open_words and is_open(token))


def is_adverb(token: Token) -> bool:
    """True for a lower-case word in -ly."""
    low = token.low
    return token.text == low and low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS


def is_time(token: Token) -> bool:
    """True for a day, a month, a year, or a word like "week"."""
    is_year = len(token.text) == 4 and token.text.isdigit() and token.text[0] in "12"
    is_span = token.text == token.low and token.low in lexicon.TIME_NOUNS
    return token.low in lexicon.CALENDAR or is_span or is_year


def is_quote(token: Token) -> bool:
    """True for a quotation or its mark."""
    return token.text in ('"', HIDDEN)


def is_open(token: Token) -> bool:
    """True for any other word that may be a noun or an adjective."""
    return token.low not in _BARRED and token.low not in lexicon.SAYING and not is_adverb(token)


def is_participle_form(token: Token) -> bool:
    """ "figures released", "a report published": no noun ends a phrase so."""
    return token.text.islower() and token.low.endswith("ed") and not is_known_noun(token)


def is_carrier(token: Token) -> bool:
    """True for papers, pictures and words through which somebody speaks."""
    return bare(token) in lexicon.CARRIERS | lexicon.DOCUMENTS


def is_document(token: Token) -> bool:
    """True for pictures and papers, which head a list or a gallery as often as a statement."""
    return bare(token) in lexicon.DOCUMENTS


def is_speaking_noun(token: Token) -> bool:
    """True for a noun of an office, a group or a body."""
    return bare(token) in lexicon.OFFICE_NOUNS | lexicon.GROUP_NOUNS | lexicon.BODY_NOUNS
