"""Numbers that are too large to be held: the statement stays, and says so."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import Document, extract
from claims.figures import LARGEST
from sources.parsing import parse
from tests.factories import ingest, ingest_article


def text(number: str) -> str:
    return f"Storm in Lorne\n\nPolice said {number} people were killed in Lorne."


@given(st.integers(1, 40), st.sampled_from("123456789"))
def test_every_number_is_read_and_held_or_told(digits, digit):
    parsed = parse(text(digit * digits).encode(), name="a.txt")
    (one,) = extract(Document(text=parsed.text, zones=list(parsed.zones), title="Storm in Lorne"))
    held = one.held
    if Decimal(digit * digits) < LARGEST:
        assert held == one
        assert held.figure
    else:
        assert held.figure is None
        assert held.reasons[-1] == f"a number was too large to be read: {digit * digits}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "number",
    ["9" * 19, "9" * 24, "999,999,999,999,999,999,999,999", "9 trillion trillion"],
)
def test_a_statement_with_such_a_number_is_kept_without_a_figure_and_says_why(as_reader, number):
    article = ingest_article(text(number))
    statement = article.assertions.get()
    assert (statement.figure_text, statement.figure_low) == ("", None)
    told = f"a number was too large to be read: {number}"
    for address in (article.get_absolute_url(), statement.get_absolute_url()):
        assert told in as_reader.get(address).content.decode()
    found = as_reader.get(f"/api/v1/assertions/{statement.public_id}/").json()
    assert found["figure"] is None
    assert told in found["reasons"]
    assert as_reader.get(statement.claim.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_the_largest_number_that_can_be_held_is(as_reader):
    source_file = ingest(text("9" * 18))
    assert source_file.state == "done"
    statement = source_file.article.assertions.get()
    assert statement.figure_low == Decimal("9" * 18)
    assert "too large" not in as_reader.get(source_file.article.get_absolute_url()).content.decode()
