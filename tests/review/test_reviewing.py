"""Editors accept, reject, grade and correct what was read, and take it back."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claims.models import Assertion, Claim, Credibility, EditorialChange, Speaker
from claims.services.acting import ChangeRefusedError, ConflictError, UndoBlockedError
from claims.services.adding import add_statement, selected
from claims.services.assessing import Decision, decide
from claims.services.correcting import correct
from claims.services.editorial import undo
from claims.services.reviewing import accept, grade, rate_outlet, reject
from claims.services.statement_fields import FieldError
from claims.services.voices import Voice
from sources.models import Outlet
from sources.models.outlet import Reliability
from tests.factories import make_user
from tests.review.worlds import (
    FRANCE,
    KENYA,
    because,
    now,
    read_again,
    read_nothing,
    read_under_another_rule,
    snapshot,
    statement,
    take_back,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db) -> Assertion:
    return statement()


def nurses(row: Assertion, editor, **changes) -> EditorialChange:
    """The editor adds what reading did not find."""
    said = {"type": "displaced", "voices": [Voice("Ann Kestrel", "person")], **changes}
    words = changes.pop("words", "40 nurses wait")
    return add_statement(
        article=row.article,
        selection=selected(row.article, words),
        changes={k: v for k, v in said.items() if k != "words"},
        by=because(editor, "missed"),
    )


# Every act, as (name, what it does); each is done and undone below.
ACTS = {
    "accept": lambda row, editor: accept(assertion=row, by=because(editor)),
    "reject": lambda row, editor: reject(assertion=row, by=because(editor, "misread")),
    "grade": lambda row, editor: grade(
        assertion=row, credibility=Credibility.DOUBTFUL, by=because(editor)
    ),
    "rate": lambda row, editor: rate_outlet(
        outlet=row.article.outlet, reliability=Reliability.B, by=because(editor, "seldom wrong")
    ),
    "add": nurses,
    "correct the figure": lambda row, editor: correct(
        assertion=row,
        changes={"figure": {"text": "12,000", "quantifier": "at_least", "low": Decimal(12000)}},
        by=because(editor),
    ),
    "correct the type": lambda row, editor: correct(
        assertion=row, changes={"type": "wounded"}, by=because(editor)
    ),
    "correct the parties": lambda row, editor: correct(
        assertion=row, changes={"roles": {"group": "Uganda", "target": "Mali"}}, by=because(editor)
    ),
    "correct the speakers": lambda row, editor: correct(
        assertion=row,
        changes={"voices": [Voice("Ann Kestrel", "person", "told", via=("Dell Times",))]},
        by=because(editor),
    ),
    "correct everything": lambda row, editor: correct(
        assertion=row,
        changes={
            "type": "killed",
            "span": (row.span_start, row.span_start + len("Kenya has sent about 12,000 soldiers")),
            "figure": {
                "text": "12,000",
                "quantifier": "at_most",
                "high": Decimal(12000),
                "unit": "men",
            },
            "who": "men",
            "roles": {"group": "Haiti"},
            "place": "Lorne",
            "event_first": date(2025, 3, 1),
            "event_last": date(2025, 3, 2),
            "event_text": "last weekend",
            "stance": "denies",
            "modality": "feared",
            "voices": [],
        },
        by=because(editor),
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_everything_is_as_it_was_after_an_act_is_taken_back(row, editor, act):
    statement(FRANCE, outlet="Dell Times")
    before = snapshot()
    change = ACTS[act](row, editor)
    assert snapshot() != before
    assert (change.by, change.is_undone) == (editor, False)
    take_back(change)
    assert snapshot() == before


@pytest.mark.parametrize("act", ACTS)
def test_a_taken_back_act_can_be_done_again_and_taken_back_again(row, editor, act):
    before = snapshot()
    for _ in range(2):
        take_back(ACTS[act](now(row), editor))
    assert snapshot() == before
    assert EditorialChange.objects.count() == 4


@pytest.mark.parametrize("act", [name for name in ACTS if name != "rate"])
def test_reading_again_leaves_what_a_person_said(row, editor, act):
    touched = ACTS[act](row, editor).assertion_id
    before, count = kept(touched), Assertion.objects.filter(is_withdrawn=False).count()
    read_again(row.article)
    assert kept(touched) == before
    read_under_another_rule(row.article, who="people", figure=None, figure_start=None)
    read_again(row.article)
    assert kept(touched) == before
    assert Assertion.objects.filter(is_withdrawn=False).count() == count
    read_nothing(row.article)
    assert kept(touched) == before


def kept(touched: int) -> dict[str, Any]:
    """All that is known of a statement."""
    row = Assertion.objects.filter(pk=touched)
    return {
        "row": row.defer("search").values().get(),
        "attributions": list(row.get().attributions.values()),
        "placements": list(row.get().placements.values()),
    }


def test_an_accepted_statement_is_the_persons_word(row, editor):
    accept(assertion=row, by=because(editor))
    assert now(row).review_state == "accepted"
    with pytest.raises(ChangeRefusedError, match="accepted already"):
        accept(assertion=row, by=because(editor))


def test_a_rejected_statement_counts_nowhere(row, editor):
    claim = row.claim
    statement(FRANCE, outlet="Dell Times")
    assert Claim.objects.get(pk=claim.pk).report_count == 2
    with pytest.raises(ChangeRefusedError, match="needs a reason"):
        reject(assertion=row, by=because(editor))
    change = reject(assertion=row, by=because(editor, "It is about trucks."))
    assert Claim.objects.get(pk=claim.pk).report_count == 1
    take_back(change)
    assert Claim.objects.get(pk=claim.pk).report_count == 2


def test_a_decision_on_a_claim_is_asked_for_again_when_its_evidence_is_rejected(row, editor):
    decide(claim=row.claim, decision=Decision("confirmed", "seen"), by=editor)
    change = reject(assertion=row, by=because(editor, "misread"))
    claim = Claim.objects.get(pk=row.claim_id)
    assert (claim.status, claim.needs_review) == ("confirmed", True)
    assert "1 withdrawn" in claim.needs_review_because
    take_back(change)
    assert not Claim.objects.get(pk=row.claim_id).needs_review


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


def test_an_added_statement_is_completed_traced_and_linked(row, editor):
    added = nurses(row, editor).assertion
    added.refresh_from_db()
    assert added.excerpt == "He was seen at the port, where 40 nurses wait."
    assert row.article.text[added.span_start : added.span_end] == added.excerpt
    assert (
        row.article.text[added.anchor_start : added.anchor_end],
        added.figure_text,
        added.figure_unit,
    ) == ("40 nurses wait", "40", "people")
    assert (added.extractor, added.review_state) == ("person", "accepted")
    assert added.origin.label == "Ann Kestrel"
    assert added.claim.type == "displaced"
    assert added.claim.report_count == 1


def test_an_added_statement_joins_the_claim_it_answers(row, editor):
    said = {"type": "troops_deployed", "roles": row.roles, "figure": None}
    added = nurses(row, editor, words="He was seen", **said).assertion
    assert now(added).claim == row.claim


def test_what_stands_there_already_is_not_added_again(row, editor):
    nurses(row, editor)
    with pytest.raises(ChangeRefusedError, match="has such a statement at this place already"):
        nurses(row, editor)


def test_a_reading_that_was_withdrawn_can_be_added_by_hand_and_taken_back(row, editor):
    read_nothing(row.article)
    words = row.article.text[row.anchor_start : row.anchor_end]
    before = Assertion.objects.values().get()
    change = add_statement(
        article=row.article,
        selection=selected(row.article, words),
        changes={"type": row.type},
        by=because(editor),
    )
    assert (change.assertion_id, now(row).is_added) == (row.pk, True)
    take_back(change)
    after = Assertion.objects.values().get()
    assert {k: v for k, v in after.items() if k not in ("version", "claim_id")} == {
        k: v for k, v in before.items() if k not in ("version", "claim_id")
    }


@pytest.mark.parametrize(
    ("words", "occurrence", "message"),
    [
        ("50 nurses", None, "do not stand in the text"),
        ("  ", None, "Give the words"),
        ("at the", None, ""),
        ("Kenya", None, "Say which place is meant"),
        ("Kenya", 40, "at 2 places"),
    ],
)
def test_words_that_do_not_say_where_are_asked_about(row, words, occurrence, message):
    if not message:
        assert selected(row.article, words).anchor_start
        return
    with pytest.raises(FieldError, match=message):
        selected(row.article, words, occurrence)


def test_one_of_several_places_is_chosen_by_its_number(row):
    first, second = (selected(row.article, "Kenya", n).anchor_start for n in (1, 2))
    assert first < second


def test_a_rating_needs_a_reason_and_is_kept_in_the_outlets_history(row, editor):
    outlet = row.article.outlet
    with pytest.raises(ChangeRefusedError, match="needs a reason"):
        rate_outlet(outlet=outlet, reliability=Reliability.B, by=because(editor))
    rate_outlet(outlet=outlet, reliability=Reliability.B, by=because(editor, "x", 1))
    assert Outlet.objects.get(pk=outlet.pk).reliability == "B"
    assert [e.reliability for e in outlet.events.order_by("pgh_id")] == ["F", "B"]
    with pytest.raises(ConflictError):
        rate_outlet(outlet=outlet, reliability=Reliability.C, by=because(editor, "x", 1))


def test_the_second_of_two_editors_is_told_what_the_first_did(row, editor):
    other = make_user("admin")
    seen = row.version
    first = correct(assertion=row, changes={"who": "men"}, by=because(editor, "read", seen))
    for act in (
        lambda: accept(assertion=row, by=because(other, "", seen)),
        lambda: reject(assertion=row, by=because(other, "x", seen)),
        lambda: correct(assertion=row, changes={"who": "women"}, by=because(other, "", seen)),
        lambda: grade(assertion=row, credibility=Credibility.DOUBTFUL, by=because(other, "", seen)),
    ):
        with pytest.raises(ConflictError) as error:
            act()
        assert (error.value.seen, error.value.version) == (seen, now(row).version)
        assert list(error.value.since) == [first]
    assert now(row).who == "men"


def test_a_new_reading_is_another_version(row, editor):
    seen = row.version
    read_under_another_rule(row.article, who="people")
    with pytest.raises(ConflictError):
        accept(assertion=row, by=because(editor, "", seen))
    seen = now(row).version
    read_under_another_rule(row.article, who="people")
    assert now(row).version == seen


def test_what_was_withdrawn_is_not_reviewed(row, editor):
    read_nothing(row.article)
    with pytest.raises(ChangeRefusedError, match="was withdrawn"):
        accept(assertion=row, by=because(editor))


def test_acts_on_the_same_value_are_taken_back_in_order(row, editor):
    first = correct(assertion=row, changes={"who": "men"}, by=because(editor))
    second = correct(assertion=row, changes={"who": "women"}, by=because(editor))
    graded = grade(assertion=row, credibility=Credibility.DOUBTFUL, by=because(editor))
    with pytest.raises(UndoBlockedError) as error:
        undo(change=first, by=because(editor))
    assert error.value.blocked_by == (second,)
    for change in (second, first, graded):
        take_back(change)
    assert now(row).who == row.who


def test_a_corrected_place_in_the_text_is_not_read_a_second_time(row, editor):
    start = row.article.text.index("sent about")
    span = (start, start + len("sent about 12,000 soldiers"))
    correct(assertion=row, changes={"span": span, "stance": "doubts"}, by=because(editor))
    read_again(row.article)
    assert Assertion.objects.filter(article=row.article, is_withdrawn=False).count() == 1
    assert now(row).excerpt == "sent about 12,000 soldiers"


def test_a_taken_back_addition_leaves_the_place_to_the_reader(row, editor):
    change = add_statement(
        article=row.article,
        selection=selected(row.article, KENYA.split(",")[0]),
        changes={"type": "wounded"},
        by=because(editor),
    )
    take_back(change)
    assert now(row).review_state == "draft"
    assert Assertion.objects.get(pk=change.assertion_id).is_withdrawn
