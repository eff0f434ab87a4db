"""Noun phrases that name what can be counted: "about 12,000 North Korean soldiers", "the wounded"."""

from __future__ import annotations

from itertools import zip_longest

from claims.catalogue.things import Things
from claims.extraction.countries import country_mentions, country_names, country_of
from claims.extraction.figures_behind import with_figures_behind
from claims.extraction.phrase import Phrase
from claims.extraction.quantities import Quantity
from claims.extraction.tokens import Token
from claims.extraction.words import word_set

_STOP = word_set("phrases", "stop")
_LEADING = word_set("phrases", "leading")
# Participles that describe before a noun; elsewhere a word in -ed is taken for the verb.
_ADJECTIVES = word_set("phrases", "adjectives")
_OF_A_COUNTRY = ("adjective", "people")
_LONGEST = 9
# Nouns that are verbs where an object follows ("Cuba supplies Haiti").
_ALSO_VERBS = word_set("phrases", "also_verbs")
_OBJECTS = frozenset(["the", "a", "an", "its", "his", "her", "their", "our"])
# "Travellers", "pedestrians", "lobbyists": plural nouns that name people by what they do or where they
# are from; those of the same form that do not are in `not_people`.
_PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "eers", "ees", "ants", "men", "women", "folk")
_NOT_PEOPLE = word_set("phrases", "not_people")


def phrases(
    view: str, tokens: list[Token], numbers: list[Quantity], things: Things
) -> list[Phrase]:
    """The phrases of a sentence, in order, without overlap; every quantity begins one.

    "The number of soldiers wounded was 41" gives the soldiers the figure that stands behind.
    """
    found: list[Phrase] = []
    taken: set[int] = set()
    starts = {token.start: index for index, token in enumerate(tokens)}
    after = 0
    for number, following in zip_longest(numbers, numbers[1:]):
        while after < len(tokens) and tokens[after].start < number.end:
            after += 1
        first = starts.get(number.start, after)
        # No phrase reaches into the next number.
        limit = starts.get(following.start, len(tokens)) if following else len(tokens)
        phrase, used = _counted(view, tokens[:limit], after, number, things)
        found.append(phrase)
        taken.update(range(first, used))
    for index in range(len(tokens)):
        if index in taken:
            continue
        if bare := _bare(view, tokens, index, taken, things):
            phrase, span = bare
            found.append(phrase)
            taken.update(span)
    return with_figures_behind(view, sorted(found, key=lambda p: p.start))


def _counted(
    view: str, tokens: list[Token], at: int, number: Quantity, things: Things
) -> tuple[Phrase, int]:
    index = at
    while index < len(tokens) and tokens[index].low in _LEADING and index - at < 3:
        index += 1
    head, end, classes = _head(tokens, index, things)
    if head is None and (nationality := _nationality(view, tokens, index)):
        head, end, classes = nationality - 1, nationality, things.classes_of("people")
    if head is None:
        elliptic = _leaves_head_out(tokens, at, number)
        return Phrase(number.start, number.end, number, frozenset(), "", "", "", elliptic), at
    modifiers = view[tokens[index].start : tokens[head].start].strip()
    last = tokens[end - 1]
    text = view[tokens[index].start : last.end]
    return (
        Phrase(
            number.start, last.end, number, classes, tokens[head].low, modifiers, country_of(text)
        ),
        end,
    )


def _leaves_head_out(tokens: list[Token], at: int, number: Quantity) -> bool:
    """True when a verb, a preposition or the end follows the number, not a noun we do not know."""
    if number.currency or number.figure.text.lower() == "one":
        return False
    if at >= len(tokens):
        return True
    token = tokens[at]
    if token.low == "of" and all(t.low in ("of", "the", "its", "their") for t in tokens[at:]):
        return True  # "nine of the 30 people": the next figure's noun serves both
    if token.low == "of":
        return _low(tokens, at + 1) in ("them", "whom", "those", "these", "which")
    if not token.text[0].isalpha():
        return token.text not in "-/%"
    return token.low in _STOP or token.low in _ADJECTIVES or token.low.endswith("ed")


def _head(tokens: list[Token], at: int, things: Things) -> tuple[int | None, int, frozenset[str]]:
    """Index of the head noun, index after the phrase, and its classes."""
    head: int | None = None
    classes: frozenset[str] = frozenset()
    index = at
    while index < len(tokens) and index - at < _LONGEST:
        known = _classes(tokens, index, things) or _people_by_ending(tokens, index, things)
        if known and not _is_joined_modifier(tokens, index, things):
            head, classes = index, known
            if "container" in known and (skip := _into_container(tokens, index + 1)):
                inner, end, inside = _head(tokens, index + 1 + skip, things)
                if inner is not None:
                    return inner, end, inside | known
            if _low(tokens, index + 1) == "of" and _low(tokens, index + 2) == "war":
                return index, index + 3, known
        elif _ends_phrase(tokens, index, things, has_head=head is not None):
            break
        index += 1
    return head, (head + 1 if head is not None else at), classes


def _into_container(tokens: list[Token], at: int) -> int:
    """How many words lead from "trucks" to what is in them: of, with, full of, loaded with; 0 for none."""
    if _low(tokens, at) in ("of", "with", "carrying"):
        return 1
    return 2 if _low(tokens, at) in ("full", "loaded", "filled") else 0


def _people_by_ending(tokens: list[Token], index: int, things: Things) -> frozenset[str]:
    token = tokens[index]
    is_word = token.low.isalpha() and len(token.low) > 5 and not token.text.isupper()
    if not is_word or not token.low.endswith(_PEOPLE_ENDINGS) or token.low in _NOT_PEOPLE:
        return frozenset()
    if _low(tokens, index + 1) == "-" or things.classes_of(token.low):
        return frozenset()
    return things.classes_of("people")


def _is_joined_modifier(tokens: list[Token], index: int, things: Things) -> bool:
    """ "Flood-relief" of "flood-relief and repair crews": it describes a later noun."""
    if index < 2 or tokens[index - 1].text != "-" or tokens[index - 1].end != tokens[index].start:
        return False
    if _low(tokens, index + 1) not in ("and", "or"):
        return bool(things.classes_of(_low(tokens, index + 1)))
    return any(things.classes_of(_low(tokens, index + ahead)) for ahead in (3, 4))


def _nationality(view: str, tokens: list[Token], at: int) -> int:
    """The index behind "Kenyans", "Chilean" in "two Kenyans, one Chilean"; 0 when a noun follows."""
    if at >= len(tokens) or not tokens[at].text[0].isupper():
        return 0
    mention = next(iter(country_mentions(view, tokens[at].start, tokens[at].start + 40)), None)
    if mention is None or mention.start != tokens[at].start or mention.form not in _OF_A_COUNTRY:
        return 0
    after = next((i for i in range(at, len(tokens)) if tokens[i].start >= mention.end), len(tokens))
    if after < len(tokens) and tokens[after].text[0].isalpha() and tokens[after].low not in _STOP:
        is_verb = tokens[after].low.endswith("ed") or tokens[after].low in _ADJECTIVES
        return after if is_verb else 0
    return after if after == len(tokens) or tokens[after].text != "-" else 0


def _ends_phrase(tokens: list[Token], index: int, things: Things, *, has_head: bool) -> bool:
    token = tokens[index]
    if token.low in ("and", "or") and not has_head:
        return False
    if tokens[index - 1].text == "-" and tokens[index - 1].end == token.start:
        return False  # "North Korean-made missiles"
    if token.low in _STOP or token.text.isdigit():
        return True
    if not token.text[0].isalpha() and token.text not in "-/":
        return True
    if has_head and token.low in _ADJECTIVES:
        return True
    if not token.low.endswith(("ed", "ing")) or token.low in _ADJECTIVES:
        return False
    # "shipping containers": a gerund right before a noun that is known belongs to it.
    # So does a name like "Shahed" in "Shahed drones".
    belongs = token.low.endswith("ing") or token.text[0].isupper()
    return _low(tokens, index + 1) != "-" and not (
        belongs and not has_head and things.classes_of(_low(tokens, index + 1))
    )


def _classes(tokens: list[Token], index: int, things: Things) -> frozenset[str]:
    token = tokens[index]
    if not things.may_name(token.low) and not token.text[0].isupper():
        return frozenset()
    if token.low in _ADJECTIVES and (index == 0 or tokens[index - 1].low != "the"):
        return (
            frozenset()
        )  # "the wounded" are people; "147 wounded" and "wounded men" are not a noun
    if _low(tokens, index + 1) == "-" and tokens[index + 1].start == token.end:
        return frozenset()
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if (
        token.low in _ALSO_VERBS
        and following
        and (following.text[0].isupper() or following.low in _OBJECTS)
    ):
        return frozenset()
    known = things.classes_of(token.low)
    if index and (pair := things.classes_of(f"{tokens[index - 1].low} {token.low}")):
        return pair
    if known and "container" in known and index:
        return known | things.classes_of(tokens[index - 1].low)  # "an arms shipment"
    if known:
        return known
    name = country_names().get(token.text)
    if name and name.form == "people":
        return things.classes_of("people")
    return frozenset()


def _bare(
    view: str, tokens: list[Token], index: int, taken: set[int], things: Things
) -> tuple[Phrase, range] | None:
    """A phrase without a number around the head noun at `index`; the head is its last noun."""
    classes = _classes(tokens, index, things)
    if not classes:
        return None
    if _goes_on(tokens, index, taken, things):
        return None
    if classes <= things.events or (_low(tokens, index + 1) == "of" and index + 2 in taken):
        # "Bodies of 12 miners": the miners are counted, and the word before says what they are.
        return None
    first = index
    while (
        first > 0 and index - first < 6 and first - 1 not in taken and _modifies(tokens, first - 1)
    ):
        first -= 1
    while first < index and tokens[first].text in "-/":
        first += 1
    head, end, inside = index, index + 1, classes
    if "container" in classes and (skip := _into_container(tokens, index + 1)):
        inner, inner_end, inner_classes = _head(tokens, index + 1 + skip, things)
        if inner is not None:
            head, end, inside = inner, inner_end, classes | inner_classes
    if _low(tokens, index + 1) == "of" and _low(tokens, index + 2) == "war":
        end = index + 3
    start, stop = tokens[first].start, tokens[end - 1].end
    modifiers = view[start : tokens[index].start].strip()
    text = view[start:stop]
    phrase = Phrase(start, stop, None, inside, tokens[head].low, modifiers, country_of(text))
    return phrase, range(first, end)


def _goes_on(tokens: list[Token], index: int, taken: set[int], things: Things) -> bool:
    """ "Assistance" in "assistance response team": a later noun is what the phrase is about."""
    if index + 1 >= len(tokens) or index + 1 in taken:
        return False
    if _classes(tokens, index + 1, things):
        return True
    between = tokens[index + 1]
    is_noun = between.text.isalpha() and between.text.islower() and between.low not in _STOP
    if not is_noun or between.low.endswith(("ed", "ing", "ly", "s")) or index + 2 in taken:
        return False
    return index + 2 < len(tokens) and bool(_classes(tokens, index + 2, things))


def _modifies(tokens: list[Token], index: int) -> bool:
    token = tokens[index]
    if token.text in "-/":
        return index > 0 and tokens[index - 1].end == token.start
    if token.low in _STOP or token.low in ("of",) or not token.text[0].isalpha():
        return False
    if token.low in _ADJECTIVES:
        return True
    if token.low.endswith(("ed", "ing")) or token.low.endswith("ly"):
        return False
    hyphenated = index + 1 < len(tokens) and tokens[index + 1].text == "-"
    return hyphenated or token.low not in _COMMON_VERBS


# Verbs in the forms that stand right before an object, so that they are not taken into it.
_COMMON_VERBS = word_set("phrases", "common_verbs")


def _low(tokens: list[Token], index: int) -> str:
    return tokens[index].low if index < len(tokens) else ""
