"""Editors correct what was read wrong, field by field."""

from datetime import date
from decimal import Decimal

import pytest

from claims.models import Assertion, Claim, Speaker
from claims.services.acting import ChangeRefusedError, UndoBlockedError
from claims.services.correcting import correct
from claims.services.editorial import record, undo
from claims.services.journal import Journal
from claims.services.statement_fields import FieldError
from claims.services.voices import Voice
from tests.review.worlds import FRANCE, because, now, read_again, snapshot, statement, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db) -> Assertion:
    return statement()


def test_a_corrected_figure_changes_its_claim(row, editor):
    figure = {"text": "about  12,000 soldiers"}
    correct(assertion=row, changes={"figure": figure}, by=because(editor))
    assert now(row).figure_text == "about 12,000 soldiers"
    figure = {"text": "12,000", "quantifier": "between", "low": Decimal(11), "high": Decimal(12)}
    correct(assertion=row, changes={"figure": figure}, by=because(editor))
    fresh = now(row)
    assert (fresh.figure_quantifier, fresh.figure_low, fresh.figure_high) == ("between", 11, 12)
    assert fresh.article.text[fresh.figure_start : fresh.figure_end] == "12,000"
    assert Claim.objects.get(pk=row.claim_id).figure_low == 11


def test_a_figure_that_is_denied_is_taken_out(row, editor):
    correct(assertion=row, changes={"figure": None}, by=because(editor))
    assert now(row).figure is None


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"type": "sightings"}, "type", "One of: "),
        ({"stance": "mumbles"}, "stance", "One of: "),
        ({"span": (5, 5)}, "span", "Offsets go from 0"),
        ({"span": (0, 10**6)}, "span", "Offsets go from 0"),
        ({"span": (0, 8)}, "figure", "outside the statement"),
        ({"figure": {"text": "9,000"}}, "figure", "does not stand in the statement"),
        ({"figure": {"text": "soldiers"}}, "figure", "cannot be read"),
        ({"figure": {"text": "", "quantifier": "exact"}}, "figure", "in the words of"),
        ({"figure": {"text": "12,000", "quantifier": "some", "low": 1}}, "figure", "how the"),
        ({"figure": {"text": "12,000", "quantifier": "between", "low": Decimal(9), "high": Decimal(2)}}, "figure", "lower one first"),
        ({"figure": {"text": "12,000", "quantifier": "at_least", "low": Decimal(9), "high": Decimal(9)}}, "figure", "alone"),
        ({"figure": {"text": "12,000", "quantifier": "exact", "low": Decimal("NaN")}}, "figure", "between 0"),
        ({"event_first": date(2025, 3, 2), "event_last": date(2025, 3, 1)}, "event_last", "before the first"),
        ({"who": "x" * 301}, "who", "At most 300"),
        ({"roles": {"enemy": "Mali"}}, "roles", "There is no party"),
        ({"voices": [Voice("Nobody Known")]}, "voices", "Say what it is"),
        ({"voices": [Voice("spk_0")]}, "voices", "There is no speaker"),
    ],
)  # fmt: skip
def test_a_correction_that_makes_no_sense_names_its_field(row, editor, changes, field, message):
    before = snapshot()
    with pytest.raises(FieldError, match=message) as error:
        correct(assertion=row, changes=changes, by=because(editor))
    assert error.value.field == field
    assert snapshot() == before


def test_a_correction_that_changes_nothing_is_refused(row, editor):
    with pytest.raises(ChangeRefusedError, match="Nothing is different"):
        correct(assertion=row, changes={"who": row.who, "roles": row.roles}, by=because(editor))


def test_a_statement_of_another_type_is_linked_anew(row, editor):
    other = statement(FRANCE, outlet="Dell Times")
    assert other.claim == row.claim
    change = correct(assertion=row, changes={"type": "wounded"}, by=because(editor))
    fresh = now(row)
    assert fresh.claim.type == "wounded"
    assert Claim.objects.get(pk=other.claim_id).report_count == 1
    take_back(change)
    assert now(row).claim == other.claim
    assert Claim.objects.get(pk=other.claim_id).report_count == 2


def test_a_persons_place_stays_when_the_type_is_corrected(row, editor):
    row.placements.update(is_live=False)
    row.placements.create(claim=row.claim, assertion=row, by=editor)
    correct(assertion=row, changes={"type": "wounded"}, by=because(editor))
    assert now(row).claim == row.claim


def test_countries_are_known_by_any_of_their_names(row, editor):
    roles = {"group": "Ugandans", "target": "Haiti"}
    correct(assertion=row, changes={"roles": roles}, by=because(editor))
    assert now(row).roles == {"group": "Uganda", "target": "Haiti"}


def test_corrected_speakers_are_another_origin(row, editor):
    ann = Voice("Ann Kestrel", "person", "told", "direct", ("Dell Times",))
    correct(assertion=row, changes={"voices": [ann]}, by=because(editor))
    fresh = now(row)
    (attribution,) = fresh.attributions.all()
    assert (attribution.mention, attribution.verb, attribution.via) == (
        "Ann Kestrel",
        "told",
        ["Dell Times"],
    )
    assert fresh.origin.label == "Ann Kestrel, through Dell Times"
    correct(assertion=fresh, changes={"voices": []}, by=because(editor))
    assert now(row).origin.label == "Lorne Mail itself"


def test_a_name_of_several_speakers_is_asked_about(row, editor):
    for _ in range(2):
        made = Speaker.objects.create(name="Ann Kestrel", kind="person")
    with pytest.raises(FieldError, match="Several speakers are called Ann Kestrel"):
        correct(assertion=row, changes={"voices": [Voice("Ann Kestrel")]}, by=because(editor))
    correct(assertion=row, changes={"voices": [Voice(made.public_id)]}, by=because(editor))
    assert now(row).attributions.get().speaker == made


def test_an_origin_that_a_person_set_stays_when_speakers_are_corrected(row, editor):
    Assertion.objects.update(origin_set_by=editor)
    correct(assertion=row, changes={"voices": []}, by=because(editor))
    assert now(row).origin_id == row.origin_id


def test_a_corrected_place_in_the_text_is_not_read_a_second_time(row, editor):
    start = row.article.text.index("sent about")
    span = (start, start + len("sent about 12,000 soldiers"))
    correct(assertion=row, changes={"span": span, "stance": "doubts"}, by=because(editor))
    read_again(row.article)
    assert Assertion.objects.filter(article=row.article, is_withdrawn=False).count() == 1
    assert now(row).excerpt == "sent about 12,000 soldiers"


def test_a_statement_never_returns_to_a_claim_that_was_merged_since(row, editor):
    old, by = row.claim, because(editor, "one question")
    corrected = correct(assertion=row, changes={"type": "wounded"}, by=because(editor))
    survivor = Claim.objects.create(type=old.type, title="Kenyan troops")
    journal = Journal()
    journal.set("claim", [old.pk], "merged_into_id", None, survivor.pk)
    merged = record("merge", by=by, journal=journal, summary="Merged", claim=survivor, other=old)
    with pytest.raises(UndoBlockedError) as error:
        undo(change=corrected, by=by)
    assert error.value.blocked_by == (merged,)
    take_back(merged)
    take_back(corrected)
    assert now(row).claim == old


def test_a_speaker_that_only_a_correction_named_goes_with_it_and_has_its_title_apart(row, editor):
    wanted = [Voice("Gen. Oleg Testov", "person")]
    change = correct(assertion=row, changes={"voices": wanted}, by=because(editor))
    made = Speaker.objects.get(name="Oleg Testov")
    assert made.role == "Gen."
    assert now(row).attributions.get().mention == "Gen. Oleg Testov"
    take_back(change)
    assert not Speaker.objects.listed().filter(pk=made.pk).exists()
    correct(assertion=row, changes={"voices": [Voice(made.public_id)]}, by=because(editor))
    assert Speaker.objects.listed().filter(pk=made.pk).exists()
