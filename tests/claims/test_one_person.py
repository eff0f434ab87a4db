"""Of one person alone an age or a word tells the broad sort; other words leave it open."""

import pytest

from claims.services.statements import Statements
from tests.factories import ingest_article


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("victim", "kinds"),
    [
        ("a 15-year-old", {"child": 1}),
        ("a teen", {"child": 1}),
        ("a 44-year-old", {"": 1}),
        ("a woman", {"": 1}),
        ("a driver", {}),
    ],
)
def test_the_sort_of_one_person(victim, kinds):
    article = ingest_article(f"Deadly crash\n\nThe crash in Lorne killed {victim} on Friday.")
    assertion = article.assertions.get(type="killed")
    assert Statements(article).of(assertion).kinds == kinds


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("victim", "ages"),
    [("a 15-year-old boy", (15,)), ("a three-year-old", (3,)), ("a boy, 9,", (9,)), ("a boy", ())],
)
def test_the_age_of_one_person(victim, ages):
    article = ingest_article(f"Deadly crash\n\nThe crash in Lorne killed {victim} on Friday.")
    assertion = article.assertions.get(type="killed")
    assert Statements(article).of(assertion).ages == ages
