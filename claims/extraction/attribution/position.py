"""On which side of a reporting verb its statement stands. Indexes are of tokens."""

from __future__ import annotations

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.kinds import is_adverb, is_nominal, is_quote, is_time
from claims.extraction.attribution.noun_phrases import phrase_after
from claims.extraction.tokens import Token
from claims.extraction.words import word_set

_PREPOSITIONS = word_set("attribution", "circumstances")
_TIMES = word_set("attribution", "times")
_ADDRESSEE = 14
_AHEAD = 60
# "…, said Lee in Kyiv": what may follow a name that is not a subject.
_BEHIND_NAME = _PREPOSITIONS | {"for", "who", "when", "as", "while"}
# After "…, he said," these begin the outlet's own narration, not more of the statement.
_NARRATION = word_set("attribution", "narration")

_CLAUSE_WORDS = word_set("attribution", "clause_openers")


def closes_statement(tokens: list[Token], at: int) -> bool:
    """True when a comma, a quotation or a dash ends right before the token at `at`."""
    if at == 0:
        return False
    before = tokens[at - 1]
    is_dash = before.text == "-" and before.end < tokens[at].start
    return before.text in (",", "?", "!") or is_quote(before) or is_dash


def statement_follows(tokens: list[Token], at: int, *, is_told: bool, is_weak: bool) -> bool:
    """True when the words after a reporting verb, which begin at `at`, are its statement."""
    if is_told:
        at = _after_addressee(tokens, at)
    at = _after_circumstances(tokens, at)
    if at >= len(tokens):
        return False
    token = tokens[at]
    if token.text == ",":
        return at + 1 < len(tokens) and (is_quote(tokens[at + 1]) or tokens[at + 1].low == "that")
    if token.text in (".", ";", "?", "!", ")", "-"):
        return False
    return not is_weak or _is_clause(tokens, at)


def ends_subject(tokens: list[Token], at: int) -> bool:
    """True when the phrase that ends at `at` is followed by no verb it could be the subject of."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    is_mark = not token.text[0].isalnum()
    return is_mark or is_time(token) or is_adverb(token) or token.low in _BEHIND_NAME


def opens_statement(tokens: list[Token], at: int) -> bool:
    """True when "that", a colon or a quotation opens what follows, circumstances left out."""
    at = _after_circumstances(tokens, at)
    if at < len(tokens) and tokens[at].text == ",":
        at += 1
    return at < len(tokens) and (
        tokens[at].low == "that" or tokens[at].text == ":" or is_quote(tokens[at])
    )


def _is_clause(tokens: list[Token], at: int) -> bool:
    """What follows a verb that also takes an object: "that …", a quotation, a clause."""
    token = tokens[at]
    return (
        token.text == ":"
        or is_quote(token)
        or token.low in _CLAUSE_WORDS
        or token.low in ("the", "a", "an", "more", "at", "about", "no")
        or token.text[0].isdigit()
        or token.text[0].isupper()
        or token.low in lexicon.SPEAKING_NOUNS
    )


def _after_addressee(tokens: list[Token], at: int) -> int:
    """ "told reporters that": behind whom it was told to."""
    addressee = phrase_after(tokens, at)
    end = addressee[1] if addressee else at + 1
    for index in range(end, min(len(tokens), end + _ADDRESSEE)):
        token = tokens[index]
        if token.low == "that" or token.text in (":", ",", ".") or is_quote(token):
            return index
    return end


def _after_circumstances(tokens: list[Token], at: int) -> int:
    """Behind "on Friday", "in a statement", "during a visit to Kyiv"."""
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if (
            token.low in lexicon.CALENDAR
            or token.low in _TIMES
            or is_adverb(token)
            or is_time(token)
        ):
            at += 1
        elif token.low in _PREPOSITIONS and following not in ("least", "most"):
            at = _after_circumstance(tokens, at + 1)
        else:
            break
    return at


def _after_circumstance(tokens: list[Token], at: int) -> int:
    """Behind "Kyiv", "a June report", "the first week"."""
    if phrase := phrase_after(tokens, at):
        return phrase[1]
    at += at < len(tokens) and tokens[at].low in lexicon.DETERMINERS
    while at < len(tokens) and (is_time(tokens[at]) or is_nominal(tokens[at])):
        at += 1
    return at


def continuation(tokens: list[Token], at: int) -> int | None:
    """The offset from which what follows a cue behind its statement is still said by the same
    speaker; None when the rest of the sentence is the outlet's own narration."""
    at = _after_circumstances(tokens, at)
    if at + 1 >= len(tokens):
        return None
    token, following = tokens[at], tokens[at + 1]
    if token.text in (":", '"') or (token.text == "." and is_quote(following)):
        return token.start
    if token.text == "," and not is_quote(following) and not _is_aside(following):
        return token.start
    return next((t.start for t in tokens[at : at + _AHEAD] if is_quote(t)), None)


def _is_aside(token: Token) -> bool:
    """What begins the outlet's own words about the speaker or the occasion."""
    if token.low in _NARRATION or token.low in ("a", "an", "whose"):
        return True
    return token.low.endswith("ing") and token.low not in lexicon.SAYING
