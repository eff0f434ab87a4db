"""A pattern is searched only where a word of it stands, and never missed for that."""

from pathlib import Path

import pytest

from claims.catalogue import default_catalogue
from claims.catalogue.loading import COUNTED
from claims.catalogue.triggers import prefixes, triggers
from claims.extraction.clues import clues_of
from claims.extraction.countries import country_mentions
from claims.extraction.reader import Document, phrases_in, reading_of
from claims.extraction.shape import shapes

FIXTURES = Path(__file__).parents[2] / "fixtures" / "articles"


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("{n}{aux} (killed|slain)", {"kill", "slai"}),
        ("(shoot|shot){adv} {n}( dead)?", {"shoo", "shot"}),
        ("{n}{aux} diagnosed with {near} ?(burns|wounds)", {"diag"}),
        ("casualt(y|ies){near} of {n}", {"casu"}),
        ("{n} ?(had |have )?(died|fell)", set()),
        ("(?<!to )(never|not) sent {x}", {"sent"}),
        ("(dead|{u:victims}) {n}", set()),
        ("{n}", set()),
    ],
)
def test_the_words_a_pattern_needs_are_found_in_it(source, needed):
    assert triggers(source) == needed


def test_wherever_a_pattern_matches_one_of_its_words_stands():
    patterns = [p for t in default_catalogue().types.values() for p in t.patterns]
    matched = 0
    for article in sorted(FIXTURES.glob("*.txt")):
        reading = reading_of(Document(article.read_text(encoding="utf-8")), default_catalogue())
        for sentence in reading.sentences:
            start, end = sentence.start, sentence.end
            countries = country_mentions(reading.view, start, end)
            named = phrases_in(reading, sentence)
            found = shapes(reading.view, start, end, named, countries)
            clues = clues_of(found.words, named)
            for pattern in patterns:
                for shape in (*found.marked, *found.worded):
                    for match in pattern.regex.finditer(shape.text):
                        thing = match.groupdict().get("thing")
                        if pattern.needs_counted and thing != COUNTED:
                            continue  # without its figure it would be no fact
                        matched += 1
                        assert clues.allow(pattern), pattern.source
    assert matched > 20


def test_prefixes_are_the_beginnings_of_words():
    assert prefixes("it killed") == {"it", "ki", "kil", "kill"}
