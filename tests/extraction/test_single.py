"""One person killed or hurt counts as a figure of one in an article that is about it, and nowhere else."""

import pytest

from claims.extraction import Document, extract


def told(text: str, title: str = "") -> list[tuple[str, str]]:
    found = extract(Document(text=text, title=title))
    return [
        (a.type, a.figure.text) for a in found if a.figure and a.figure.low == a.figure.high == 1
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 17-year-old boy was shot and killed in Lorne on Friday.", "A 17-year-old boy"),
        ("Ann Tedder, 34, died after the crash, police said.", "Ann Tedder"),
        (
            "Police are looking into the death of a farmer from Lorne.",
            "a farmer",
        ),
        ("Two dogs ran off when a robber fatally shot a clerk in Lorne.", "a clerk"),
        ("A hunter accidentally killed himself near Lorne.", "A hunter"),
    ],
)
def test_who_was_killed_is_one_person(text, expected):
    kinds = told(text)
    assert [kind for kind, _ in kinds] == ["killed"]
    assert expected.split()[-1] in kinds[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "A woman was wounded when a pipe burst in Lorne.",
        "A stray bullet hurt a cyclist in Lorne.",
        "The fall left a climber from Lorne injured.",
        "A teenager is in critical condition after the fall.",
    ],
)
def test_who_was_hurt_is_one_person(text):
    assert [kind for kind, _ in told(text)] == ["wounded"]


def test_in_an_article_about_something_else_a_man_is_no_figure():
    text = "The council of Lorne met. It spoke of roads. It spoke of schools. A man was killed there once."
    assert told(text) == []


def test_a_number_of_victims_in_the_head_leaves_no_single_one():
    text = "A blast killed 12 people in Lorne. A woman was killed by falling glass."
    assert [(a.type, a.figure.low) for a in extract(Document(text=text)) if a.figure] == [
        ("killed", 12)
    ]


def test_what_might_happen_is_no_harm():
    assert (
        told("The mayor warned that a storm could have killed a man in Lorne.", "Deadly storm")
        == []
    )


def test_the_words_for_the_one_are_in_the_text():
    text = "LORNE - A 9-year-old girl was shot in the arm on Friday, police said."
    one = next(a for a in extract(Document(text=text)) if a.type == "wounded")
    assert text[one.figure_start : one.figure_end] == one.figure.text == "A 9-year-old girl"
    assert text[one.start : one.end] == one.excerpt
