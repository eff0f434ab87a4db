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
        ("A 31-year-old clerk was shot and killed in Lorne on Friday.", "A 31-year-old clerk"),
        ("Ann Tedder, 34, died after the crash, police said.", "Ann Tedder"),
        (
            "Police are looking into the death of a farmer from Lorne.",
            "a farmer",
        ),
        ("Two dogs ran off when a robber fatally shot a clerk in Lorne.", "a clerk"),
        ("A hunter accidentally killed himself near Lorne.", "A hunter"),
        ("The storm took 19-year-old Ann Tedder, who was found dead in Lorne.", "Tedder"),
        ("A farmer sitting in her yard in Lorne was killed.", "A farmer"),
        ("Divers who searched the killed diver's boat spoke of the girl's drowning death.", "girl"),
        ("The crash claimed the life of a teacher from Lorne.", "teacher"),
        ("It was confirmed that one is dead after the fall.", "one"),
        ("The rockfall claimed a life near Lorne.", "life"),
        ("Police closed the death investigation of a farmer.", "farmer"),
        ("The fall was deadly. Ann Tedder passed away on Friday.", "Tedder"),
        ("Police identify driver killed in Lorne.", "driver"),
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


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A climber injured in a fall near Lorne has died.", {"killed", "wounded"}),
        (
            "A teenager died days after the rifle went off. She accidentally shot herself.",
            {"killed", "wounded"},
        ),
        ("Two hikers were injured and a driver was killed near Lorne.", {"killed"}),
        ("A stone fell, hitting the driver. He was pronounced dead.", {"killed", "wounded"}),
    ],
)
def test_who_died_of_wounds_may_have_been_hurt_before(text, kinds):
    assert {kind for kind, _ in told(text, "A fatal accident")} == kinds


@pytest.mark.parametrize(
    "text",
    ["A clerk shot the neighbor in Lorne.", "A hunter accidentally shot his cousin near Lorne."],
)
def test_who_does_the_harm_is_no_victim(text):
    assert [words.split()[-1] for _, words in told(text)] in (["neighbor"], ["cousin"])


def test_who_came_to_harm_by_pronoun_is_nobody_by_name():
    text = "A shooting shook Lorne. She was shot in the arm."
    one = next(a for a in extract(Document(text=text)) if a.type == "wounded")
    assert (one.figure and one.figure.text, one.who) == ("She", "")


def test_words_of_a_headline_are_no_names():
    assert told("Police Seek Witness After Deadly Shooting Hurt Nobody Known In Lorne.") == []


def test_a_number_told_further_down_leaves_the_one_the_article_begins_with():
    text = (
        "A boy was killed in Lorne on Friday. The town is in mourning. The school is closed. "
        "A vigil is held tonight. Three others were killed there last year."
    )
    assert ("killed", "A boy") in told(text)


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
    text = "LORNE - A 9-year-old girl was stabbed in the arm on Friday, police said."
    one = next(a for a in extract(Document(text=text)) if a.type == "wounded")
    assert text[one.figure_start : one.figure_end] == one.figure.text == "A 9-year-old girl"
    assert text[one.start : one.end] == one.excerpt
