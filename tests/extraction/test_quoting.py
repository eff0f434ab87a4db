"""Quotations, and the view on which rules match."""

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.attribution.quoting import hide, quotations
from claims.extraction.types import Sentence
from claims.extraction.view import matching_view

NEWS = st.text(alphabet="ab .,\n\"'“”‘’—!?", max_size=120)


def spans(text: str) -> list[str]:
    found = quotations(text, [Sentence(0, len(text), 0)])
    return [text[a:b] for a, b in found.spans]


@given(NEWS)
def test_the_matching_view_keeps_every_offset(text):
    assert len(matching_view(text)) == len(text)


@given(NEWS)
def test_hiding_quotations_keeps_every_offset_and_every_mark(text):
    quoted = quotations(text, [Sentence(0, len(text), 0)])
    hidden = hide(text, quoted)
    assert len(hidden) == len(text)
    assert [i for i, c in enumerate(hidden) if c == '"'] == [
        i for i, c in enumerate(text) if c == '"'
    ]


@given(NEWS, st.integers(0, 120), st.integers(0, 120))
def test_the_quotations_of_a_stretch_are_those_that_share_a_character_with_it(text, a, b):
    start, end = min(a, b), max(a, b)
    quoted = quotations(text, [Sentence(0, len(text), 0)])
    expected = [i for i, (x, y) in enumerate(quoted.spans) if x < end and start < y]
    assert list(quoted.touching(start, end)) == (expected if start < end else [])


def test_a_quotation_that_is_never_closed_runs_to_the_end_of_its_paragraph():
    assert spans('He said "yes" and "we go on.') == ["yes", "we go on."]


def test_apostrophes_inside_words_are_no_quotation_marks():
    assert matching_view("The soldiers' camp isn't Lee's.") == "The soldiers' camp isn't Lee's."


def test_single_marks_are_read_as_quotation_marks_when_they_close_a_sentence():
    assert matching_view("‘We don’t know yet,’ said Lee.") == '"We don\'t know yet," said Lee.'
