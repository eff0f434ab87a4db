"""One list of keys; buttons, badges and the help page come from it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from claimbase.shortcuts import BY_NAME, SHORTCUTS, Where, by_place
from tests.factories import ingest_article
from tests.queue.worlds import go_on, work

TEMPLATES = Path(settings.BASE_DIR) / "templates"
_TAG = re.compile(r"\{% (hotkey|key) \"?([\w-]+)\"? %\}")
_WRITTEN = re.compile(r'data-hotkey="([^"]*)"')
# Named by a loop over the numbered claims.
_COUNTED = {f"choose-{n}" for n in range(1, 10)}


def _in_templates() -> tuple[set[str], set[str]]:
    """The names of keys on elements, and keys that are written out."""
    text = "\n".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    named = {name for kind, name in _TAG.findall(text) if kind == "hotkey"}
    if "name" in named:
        named = (named - {"name"}) | _COUNTED | {"corroborated", "disputed"}
    return named, set(_WRITTEN.findall(text))


def test_every_key_in_a_template_stands_in_the_list():
    named, written = _in_templates()
    assert named <= set(BY_NAME)
    assert written <= {one.key for one in SHORTCUTS}


def test_every_key_of_the_list_stands_on_an_element():
    named, written = _in_templates()
    # Search fields are found by what they are; the keys of forms are no buttons.
    elsewhere = {"search", *(s.name for s in SHORTCUTS if s.where is Where.FORM)}
    missing = [s for s in SHORTCUTS if s.name not in named | elsewhere and s.key not in written]
    assert missing == []


def test_no_key_does_two_things_on_one_page():
    together = [
        (Where.ANYWHERE, Where.REVIEW, Where.STATEMENT, Where.DECISION),
        (Where.ANYWHERE, Where.REVIEW, Where.PAIR),
        (Where.ANYWHERE, Where.ARTICLE),
    ]
    for places in together:
        keys = [one.key for one in SHORTCUTS if one.where in places and one.name != "unsure-claim"]
        assert len(keys) == len(set(keys))
    firsts = {one.keys[0] for one in SHORTCUTS if len(one.keys) > 1}
    assert firsts.isdisjoint(one.key for one in SHORTCUTS)


@pytest.mark.django_db
def test_the_help_page_has_every_key(as_editor):
    text = as_editor.get("/help/shortcuts/").content.decode()
    for _, keys in by_place(lambda permission: True):
        for one in keys:
            assert one.does.replace("'", "&#x27;") in text
            for key in one.keys:
                assert f"<kbd>{key}</kbd>" in text
    assert "Single keys are switched off." not in text


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["as_reader", "as_analyst"])
def test_who_cannot_review_is_told_no_key_of_the_review(role, request):
    text = request.getfixturevalue(role).get("/help/shortcuts/").content.decode()
    for place in (Where.REVIEW, Where.STATEMENT, Where.DECISION, Where.PAIR):
        assert place.value not in text
    assert "Go to the review" not in text
    for does in ("Go to the claims", "Next statement in the text", "Leave the field"):
        assert does in text


@pytest.mark.django_db
def test_with_single_keys_off_no_button_and_no_article_names_a_key(as_editor, editor):
    from accounts.models import Preferences

    article = ingest_article("A\n\nPolice said 12 people were killed in Lorne.")
    assert "aria-keyshortcuts" in as_editor.get(article.get_absolute_url()).content.decode()
    Preferences.objects.create(user=editor, shortcuts=False)
    text = as_editor.get(article.get_absolute_url()).content.decode()
    assert "aria-keyshortcuts" not in text
    # A badge stands only where the style sheet hides it when single keys are off.
    assert text.count("<kbd>") == text.count('<span class="key" aria-hidden="true"><kbd>') == 2
    css = (Path(settings.BASE_DIR) / "static/css/claimbase.css").read_text()
    assert '[data-shortcuts="off"] .key { display: none; }' in css


@pytest.mark.django_db
def test_who_switched_single_keys_off_is_told_on_the_help_page(as_editor, editor):
    from accounts.models import Preferences

    Preferences.objects.create(user=editor, shortcuts=False)
    assert "Single keys are switched off." in as_editor.get("/help/shortcuts/").content.decode()
    work(1)
    assert 'data-shortcuts="off"' in go_on(as_editor).content.decode()


@pytest.mark.django_db
def test_every_button_with_a_key_shows_it(as_editor):
    work(1)
    text = go_on(as_editor).content.decode()
    for key in re.findall(r'data-hotkey="(\w)"', text):
        assert f"<kbd>{key}</kbd>" in text
