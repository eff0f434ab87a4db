"""A text cut into pieces: nothing of it is lost, and every statement is marked where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claims.marking import marked_text
from claims.templatetags.evidence import marked
from sources.parsing import Zone, ZoneKind


@dataclass
class Statement:
    """What marking looks at."""

    public_id: str
    span_start: int
    span_end: int
    anchor_start: int
    anchor_end: int
    excerpt: str
    review_state: str = "draft"


@st.composite
def texts(draw):
    """A text in zones with statements anywhere, over each other and over the ends of zones."""
    text = draw(st.text(alphabet="ab<&\n é𝛼", min_size=1, max_size=60))
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=4))})
    kinds = st.sampled_from([ZoneKind.BODY, ZoneKind.TITLE, ZoneKind.LEGAL])
    zones = [Zone(a, b, draw(kinds), "r") for a, b in pairwise(cuts)]
    statements = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        anchor = draw(st.integers(start, end - 1))
        anchor_end = draw(st.integers(anchor + 1, end))
        statements.append(
            Statement(f"asr_{number}", start, end, anchor, anchor_end, text[start:end])
        )
    statements.sort(key=lambda s: s.span_start)
    return text, zones, statements


def pieces_of(text, zones, statements):
    passages = marked_text(text, zones, statements)
    return [piece for passage in passages for block in passage.blocks for piece in block.pieces]


@given(texts())
def test_the_pieces_are_the_text(world):
    text, zones, statements = world
    assert "".join(piece.text for piece in pieces_of(text, zones, statements)) == text


@given(texts())
def test_each_statement_is_marked_over_its_words_begun_and_ended_once(world):
    text, zones, statements = world
    pieces = pieces_of(text, zones, statements)
    for number, s in enumerate(statements, 1):
        assert "".join(p.text for p in pieces if number in p.numbers) == s.excerpt
        assert sum(s.public_id in p.starting for p in pieces) == 1
        assert sum(number in p.ending for p in pieces) == 1


@given(texts())
def test_blocks_are_numbered_through(world):
    passages = marked_text(*world)
    numbers = [block.number for passage in passages for block in passage.blocks]
    assert numbers == list(range(1, len(numbers) + 1))


@given(texts())
def test_the_text_is_never_markup(world):
    text, zones, statements = world
    shown = marked(pieces_of(text, zones, statements))
    without = shown
    for tag in ("span", "mark", "a"):
        without = without.replace(f"</{tag}>", "")
    assert without.count("<") == sum(without.count(f"<{t} ") for t in ("span", "mark", "a"))


def test_a_statement_whose_words_are_not_there_is_left_out_and_the_others_keep_their_numbers():
    text = "Ten came. Two left."
    gone = Statement("asr_0", 0, 9, 0, 3, "Nine came")
    here = Statement("asr_1", 10, 19, 10, 13, "Two left.")
    pieces = pieces_of(text, [], [gone, here])
    assert {number for piece in pieces for number in piece.numbers} == {2}
