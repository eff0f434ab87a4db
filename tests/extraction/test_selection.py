"""Where a person points in a text, without a database."""

from datetime import date

import pytest

from claims.extraction.selection import SelectionError, find_words, select
from claims.extraction.types import Document
from sources.parsing.types import Zone, ZoneKind

TEXT = (
    "The ferry left Lorne on Monday. At least 40 people died off Dell, police said. More follows."
)


def around(words: str, zones: tuple[Zone, ...] = ()) -> tuple[str, str]:
    """The sentence around words, and the figure in them."""
    found = select(Document(TEXT, zones, published_on=date(2025, 3, 5)), *find_words(TEXT, words))
    quantity = found.quantity
    return TEXT[found.start : found.end], TEXT[quantity.start : quantity.end] if quantity else ""


def test_the_sentence_is_completed_around_the_words():
    sentence = "At least 40 people died off Dell, police said."
    assert around("40 people") == (sentence, "40")
    assert around("At least 40 people") == (sentence, "At least 40")
    assert around("died off") == (sentence, "")


def test_words_over_two_sentences_take_both():
    assert around("Monday. At least 40")[0] == TEXT[: TEXT.index(" More")]


def test_place_and_day_are_proposed():
    document = Document(TEXT, published_on=date(2025, 3, 5))
    found = select(document, *find_words(TEXT, "ferry left"))
    assert found.event is not None
    assert found.event.first == date(2025, 3, 3)


def test_what_was_set_aside_can_be_chosen_too():
    at = TEXT.index("At least")
    zones = (
        Zone(0, at - 1, ZoneKind.BODY, "plain"),
        Zone(at, len(TEXT), ZoneKind.TEASER, "other stories"),
    )
    assert around("40 people", zones)[0] == "At least 40 people died off Dell, police said."


def test_white_space_and_composed_letters_do_not_matter():
    text = "The  caf\u00e9\nclosed."
    assert find_words(text, " cafe\u0301 closed") == (5, 16)


def test_offsets_are_code_points():
    text = "🚢🚢 sank. 40 died."
    assert find_words(text, "40 died") == (9, 16)


def test_of_several_places_one_is_said_or_the_nearest_taken():
    text = "one two one two"
    with pytest.raises(SelectionError, match="at 2 places"):
        find_words(text, "one")
    assert find_words(text, "one", occurrence=2) == (8, 11)
    assert find_words(text, "one", near=7) == (8, 11)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (0, 1000), (3, 4)])
def test_offsets_that_hold_nothing_are_refused(start, end):
    with pytest.raises(SelectionError):
        select(Document(TEXT), start, end)
