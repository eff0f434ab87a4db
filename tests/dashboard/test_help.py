"""The help pages say what is in force."""

import pytest
from django.urls import reverse

from claimbase.roles import DEEDS, ROLES
from claims.figures import VAGUE_WORDS
from claims.linking import weights
from claims.models import Status

pytestmark = pytest.mark.django_db


def page(client, name: str) -> str:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("setting", "value", "shown"),
    [
        ("FIGURE_TOLERANCE", 0.07, "± 7 %"),
        ("FIGURE_TOLERANCE", 0.1, "330"),
        ("FIGURE_MOMENT_DAYS", 33, "more than 33 days apart"),
        ("LINK_PLACE_SCORE", 0.61, "From 0.61 on it joins"),
        ("LINK_SUGGEST_SCORE", 0.23, "score 0.23 or more"),
        ("SPEAKER_SAME_SCORE", 0.91, "From 0.91 on it is the known speaker"),
        ("SPEAKER_SUGGEST_SCORE", 0.44, "from 0.44 on"),
        ("COPY_SHARE", 0.37, "at least 37 %"),
        ("REPEATED_LINE_ARTICLES", 9, "under 9 differently titled articles"),
        ("READER", "llm", "asking a language model"),
        ("READER", "rules", "no model is asked"),
    ],
)
def test_the_method_page_shows_the_settings_in_force(as_reader, settings, setting, value, shown):
    setattr(settings, setting, value)
    assert shown in page(as_reader, "help-method")


def test_the_method_page_has_every_status_vague_word_and_role(as_reader):
    text = page(as_reader, "help-method")
    for label in Status.labels:
        assert f"<dt>{label}</dt>" in text
    for words, _low, _high in VAGUE_WORDS:
        assert words in text
    for permission in (f"{app}.{name}" for found in ROLES.values() for app, name in found):
        assert DEEDS[permission].replace("'", "&#x27;") in text


def test_the_method_page_takes_the_weights_of_linking_from_linking(as_reader, monkeypatch):
    monkeypatch.setattr(weights, "SHARED_PARTY", 2.6)
    assert "+2.6" in page(as_reader, "help-method")


def test_the_rules_of_a_status_come_in_their_order_with_where_they_lead(as_reader):
    text = page(as_reader, "help-method")
    asked = [
        "Does a denial, contradiction or retraction stand? <b>Disputed</b>",
        "Do figures of independent origins exclude each other? <b>Disputed</b>",
        "Do two or more independent origins agree? <b>Corroborated</b>",
        "Is there one independent origin to go by? <b>Single source</b>",
    ]
    places = [text.index(one) for one in asked]
    assert places == sorted(places)


def test_every_part_of_the_method_page_is_reached_from_its_contents(as_reader):
    text = page(as_reader, "help-method")
    contents = text[
        text.index('aria-label="On this page"') : text.index("</nav>", text.index("On this page"))
    ]
    headings = [part.split('"')[0] for part in text.split('<h2 id="')[1:]]
    assert [part.split('"')[0] for part in contents.split('href="#')[1:]] == headings


def test_the_help_page_leads_each_role_to_its_first_steps(as_reader, as_editor):
    for client in (as_reader, as_editor):
        text = page(client, "help")
        for place in ("claim-list", "ingest", "topic-list", "help-method", "api-docs"):
            assert f'href="{reverse(place)}"' in text
