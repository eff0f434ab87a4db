"""Two editors at once, through the pages."""

import pytest
from django.test import Client

from claims.models import Assertion, EditorialChange
from tests.factories import make_user
from tests.review.pages import filled_in, post, text_of
from tests.review.worlds import now, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db) -> Assertion:
    return statement()


def test_two_editors_on_one_statement_see_both_sides_and_lose_nothing(as_editor, row):
    other = Client()
    other.force_login(make_user("admin"))
    typed = filled_in(as_editor, row, who="men", place="Lorne", verb="told", reason="I read men.")
    post(other, "statement-correct", row, **filled_in(other, row, who="women", modality="planned"))

    answer = post(as_editor, "statement-correct", row, **typed)
    assert answer.status_code == 409
    text = text_of(answer)
    for shown in ("admin · Corrected", "women", "men", "Lorne", "told", "Planned", "I read men."):
        assert shown in text
    form = answer.context["form"]
    sides = {side.field.name: side for side in answer.context["rows"]}
    assert {name for name, side in sides.items() if side.is_both} == {"who"}
    assert {name for name, side in sides.items() if not side.is_yours} == {"modality"}
    assert sides["modality"].field.value() == "planned"
    assert now(row).who == "women"

    sent = {name: form[name].value() or "" for name in form.fields}
    seen = {f"initial-{name}": form.seen(name) for name in form.compared}
    choices = {"choice-who": "theirs", "choice-place": "mine", "choice-verb": "mine"}
    post(as_editor, "statement-correct", row, **{**sent, **seen, **choices, "place": "Port Lorne"})
    fresh = now(row)
    assert (fresh.who, fresh.place, fresh.modality) == ("women", "Port Lorne", "planned")
    assert fresh.attributions.get().verb == "told"


@pytest.mark.parametrize(
    ("name", "fields", "shown"),
    [
        ("statement-accept", {}, "Accept it as it is now"),
        ("statement-reject", {"reason": "About trucks."}, "About trucks."),
        ("statement-grade", {"credibility": "4", "reason": "Odd."}, "Odd."),
    ],
)
def test_an_act_on_an_old_version_shows_what_happened_since(as_editor, row, name, fields, shown):
    seen = row.version
    post(as_editor, "statement-correct", row, **filled_in(as_editor, row, who="women"))
    answer = post(as_editor, name, row, version=seen, **fields)
    assert answer.status_code == 409
    assert "Corrected: “" in text_of(answer)
    assert shown in text_of(answer)
    assert EditorialChange.objects.count() == 1
    again = {f: answer.context["form"][f].value() or "" for f in answer.context["form"].fields}
    answer = post(as_editor, name, row, **again)
    assert answer.status_code == 200
