"""Quotations are found at exact places, or not at all."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.catalogue import default_catalogue
from claims.extraction import Document
from claims.extraction.reader import reading_of
from claims.extraction.sentences import split
from claims.readers import check
from claims.readers.llm.answers import Statement
from claims.readers.llm.chunks import chunks
from claims.readers.llm.dropping import DroppedError
from claims.readers.llm.grounding import How, Passage
from claims.readers.llm.grounds import Grounds
from claims.readers.rules import RulesReader

PIECES = st.sampled_from(
    ["12", "3,000", "about", "dozens", "people", "soldiers", "killed", "Ann", "Lee", "said", "Kenya", " ",
     "“", "”", "’", "'", '"', "…", "...", "[", "]", "(", ")", "-", "–", "\u00ad", "\u200b", "\n\n", ". ", "ß",
     "İ", "ﬁ", "é", "e\u0301", "🙂", "STRASSE", "were", ","]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)
CUTS = st.integers(0, 200)


@given(TEXTS | st.text(), TEXTS | st.text(), CUTS, CUTS)
def test_every_grounding_is_a_stretch_of_its_passage(text, quotation, first, last):
    start, end = sorted((min(first, len(text)), min(last, len(text))))
    for found in Passage(text, start, end).find(quotation):
        assert start <= found.start < found.end <= end
        if found.how is How.EXACT:
            assert text[found.start : found.end] == quotation.strip()


@given(TEXTS, CUTS, CUTS)
def test_words_of_the_text_are_found_word_for_word(text, first, last):
    words = text.split()
    quotation = " ".join(words[first % 20 : last % 20])
    if quotation and quotation in text:
        places = list(Passage(text, 0, len(text)).find(quotation))
        assert all(place.how is How.EXACT for place in places if quotation[0].isalnum())


@given(TEXTS, TEXTS, TEXTS, st.sampled_from(list(default_catalogue().types)), TEXTS)
def test_whatever_a_model_says_gives_an_assertion_in_its_place_or_none(
    text, evidence, figure, key, name
):
    document = Document(text)
    catalogue = default_catalogue()
    grounds = Grounds(reading_of(document, catalogue))
    statement = Statement(
        type=key, evidence=evidence, figure=figure or None, speakers=(name,), place=name, date=figure,
        who=evidence, group=name, via=(name,), low=12, high=None,
    )  # fmt: skip
    try:
        found = grounds.assertion(statement, [Passage(text, 0, len(text))], set())
    except DroppedError:
        return
    check([found], document, catalogue, RulesReader(catalogue))


def test_a_mark_between_the_sentences_is_no_evidence():
    text = "Ten died.\n\n“"
    grounds = Grounds(reading_of(Document(text), default_catalogue()))
    statement = Statement(type="killed", evidence="“", figure="Ten", low=10, high=10)
    with pytest.raises(DroppedError, match="in no sentence that is read"):
        grounds.assertion(statement, [Passage(text, 0, len(text))], set())


@given(TEXTS, st.integers(1, 60))
def test_chunks_hold_every_sentence_once_and_are_never_too_large(text, most):
    sentences = split(Document(text))
    found = [span for chunk in chunks(sentences, most) for span in chunk.spans]
    assert found == sorted(found)
    assert all(a < b for a, b in found)
    assert all(b <= c for (_, b), (c, _) in pairwise(found))
    shown = {offset for a, b in found for offset in range(a, b)}
    assert shown >= {offset for s in sentences for offset in range(s.start, s.end)}
    for chunk in chunks(sentences, most):
        assert sum(b - a for a, b in chunk.spans) <= most


@pytest.mark.parametrize(
    ("quotation", "found", "how"),
    [
        ("wounded soldiers", "wounded soldiers", How.EXACT),
        ("HUNDREDS of wounded  soldiers", "Hundreds of\nwounded soldiers", How.NORMALISED),
        ('"our" hospitals', "our’ hospitals", How.NORMALISED),
        ("the city's hospitals", "the city’s hospitals", How.NORMALISED),
        ("well known hospitals", None, None),
        ("Hundreds of wounded … in the city’s hospitals",
         "Hundreds of\nwounded soldiers are in ‘our’ hospitals, in the city’s hospitals", How.ELIDED),
        ("wounded [Russian] soldiers", "wounded soldiers", How.NORMALISED),
        ("in the city’s hospitals … wounded soldiers", None, None),
        ("undred", None, None),
        ("undreds … soldiers", None, None),
    ],
)  # fmt: skip
def test_the_strictest_way_that_succeeds_counts(quotation, found, how):
    text = "Hundreds of\nwounded soldiers are in ‘our’ hospitals, in the city’s hospitals."
    places = [(text[g.start : g.end], g.how) for g in Passage(text, 0, len(text)).find(quotation)]
    assert places == ([(found, how)] if found else [])
