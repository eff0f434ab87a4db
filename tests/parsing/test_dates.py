"""Date lines: which day they give, and when they give none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.parsing import ZoneKind, parse
from sources.parsing.dates import can_be_two_days, line_date

TITLE = "Storm closes the harbour of Lorne"
TEXT = (
    "The harbour of Lorne was closed on Monday after a storm damaged two of its cranes, the port "
    "authority said.\n\nEngineers expect the work to last until the end of the month, and ships are "
    "sent to the neighbouring port of Dell.\n"
)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
LABELS = st.sampled_from(
    ["", "Published: ", "Published on ", "Posted ", "Updated: ", "Last updated ", "Date: ", "DATE "]
)
SURE = [
    lambda d: f"{d.day} {d:%B %Y}",
    lambda d: f"{d:%a}, {d.day} {d:%b %Y}",
    lambda d: f"{d:%B} {d.day}, {d.year}",
    lambda d: f"{d:%b}. {d.day} {d.year}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y-%m-%d}T08:30:00Z",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d:%A}, {d:%B} {d.day}, {d.year}, 8:44 a.m. ET",
    lambda d: f"08:44 GMT, {d.day} {d:%B %Y}",
]


def read(head: str, name: str = "a.txt"):
    return parse(f"{TITLE}\n\n{head}\n\n{TEXT}".encode(), name=name).metadata


@given(DAYS, LABELS, st.sampled_from(SURE))
def test_a_line_with_a_month_in_words_or_the_year_first_gives_its_day(day, label, written):
    found = line_date(label + written(day))
    assert found is not None
    assert found.day == day


@given(DAYS, LABELS, st.sampled_from("-/."), st.booleans())
def test_figures_that_can_be_two_days_give_none(day, label, mark, is_day_first):
    first, second = (day.day, day.month) if is_day_first else (day.month, day.day)
    found = line_date(f"{label}{first:02}{mark}{second:02}{mark}{day.year}")
    assert found is not None
    is_open = day.day <= 12 and day.day != day.month
    assert found.day == (None if is_open else day)
    assert ("two days" in found.basis) == is_open


@given(DAYS, st.sampled_from("-/."))
def test_a_page_leaves_a_day_open_unless_it_also_writes_it_with_the_year_first(day, mark):
    figures = f"<p>{day.month}{mark}{day.day}{mark}{day.year}</p>"
    is_open = day.day <= 12 and day.day != day.month
    assert can_be_two_days(day, figures) == is_open
    assert not can_be_two_days(day, f"{figures}<time datetime='{day:%Y-%m-%d}'>")
    assert not can_be_two_days(day, "<p>nothing</p>")


@given(st.text(max_size=200))
def test_any_line_is_a_date_or_none(line):
    found = line_date(line)
    assert found is None or found.words in line


@pytest.mark.parametrize(
    "line",
    [
        "31 February 2025",
        "Chapter 12, 2025",
        "Published in 2019, it sold 2,000 copies.",
        "13/13/2025",
    ],
)
def test_what_is_no_real_day_gives_none(line):
    assert line_date(line) is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Published: 2 February 2025", date(2025, 2, 2)),
        ("**Published: 14 November 2026**", date(2026, 11, 14)),
        ("By Ann Lee | Published: 2 February 2025", date(2025, 2, 2)),
        ("Lorne Mail\n\nPosted on February 2, 2025 at 10:15", date(2025, 2, 2)),
        ("Updated: 5 February 2025\n\nPublished: 2 February 2025", date(2025, 2, 2)),
        ("Updated: 5 February 2025", date(2025, 2, 5)),
        ("Published On 3 Mar 20253 Mar 2025", date(2025, 3, 3)),
        ("Date: 2 February 2025", date(2025, 2, 2)),
    ],
)
def test_a_line_at_the_head_of_a_text_dates_the_article_and_is_named(head, day):
    about = read(head)
    assert about.published_on == day
    assert "in the line “" in about.basis["published_on"]


def test_the_day_of_a_last_change_is_told_as_such():
    assert read("Updated: 5 February 2025").basis["published_on"] == (
        "day of the last change in the line “Updated: 5 February 2025”"
    )


@pytest.mark.parametrize("line", ["Published: 03/04/2025", "Date: 3.4.2025", "03-04-2025"])
def test_an_open_date_leaves_the_article_undated_and_says_so(line):
    about = read(line)
    assert about.published_on is None
    assert about.basis["published_on"] == f"left open: “{line}” can be read as two days"


def test_a_date_line_is_set_aside_and_not_read_as_text():
    article = parse(f"{TITLE}\n\nDate: 03/04/2025\n\n{TEXT}".encode(), name="a.txt")
    kinds = {article.text[z.start : z.end]: z.kind for z in article.zones}
    assert kinds["Date: 03/04/2025"] is ZoneKind.BYLINE


def test_a_date_alone_within_the_text_is_not_its_day():
    text = f"{TITLE}\n\n{TEXT}\n12 March 2025\n\n{TEXT}"
    assert parse(text.encode(), name="a.txt").metadata.published_on is None


def test_front_matter_and_sidecar_come_before_the_line():
    text = f"---\ndate: 1 February 2025\n---\n{TITLE}\n\nPublished: 2 February 2025\n\n{TEXT}"
    about = parse(text.encode(), name="a.md").metadata
    assert (about.published_on, about.basis["published_on"]) == (date(2025, 2, 1), "front matter")
    told = parse(text.encode(), name="a.md", sidecar={"published": "2025-02-03"}).metadata
    assert told.published_on == date(2025, 2, 3)


def page(head: str, meta: str = "") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line)
    return (
        f"<html><head><title>{TITLE}</title>{meta}</head><body><article><h1>{TITLE}</h1>"
        f"<p>{head}</p>{paragraphs}</article></body></html>"
    ).encode()


def test_a_web_page_without_metadata_is_dated_by_its_line():
    about = parse(page("Published: 2 February 2025"), name="a.html").metadata
    assert about.published_on == date(2025, 2, 2)
    assert about.basis["published_on"] == "day in the line “Published: 2 February 2025”"


@pytest.mark.parametrize("head", ["Published: 03/04/2025", "<time>03/04/2025</time>"])
def test_an_open_date_leaves_a_web_page_undated(head):
    assert parse(page(head), name="a.html").metadata.published_on is None


def test_metadata_of_a_web_page_comes_before_its_line():
    meta = '<meta property="article:published_time" content="2025-04-03T08:00:00Z">'
    about = parse(page("Published: 03/04/2025", meta), name="a.html").metadata
    assert (about.published_on, about.basis["published_on"]) == (date(2025, 4, 3), "page metadata")


def test_a_year_in_the_text_of_a_page_is_not_its_day():
    about = parse(page("Copyright 2021 Lorne Mail"), name="a.html").metadata
    assert about.published_on is None
