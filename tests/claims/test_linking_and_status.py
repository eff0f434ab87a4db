"""From statements to claims: linking, origins, challenges, status, decisions."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from claims.catalogue import default_catalogue
from claims.linking import Days, Statement, score
from claims.models import Assertion, Assessment, Challenge, Claim, Origin, Placement, Status
from claims.readers import RulesReader
from claims.services.acting import By, ChangeRefusedError, ConflictError
from claims.services.assessing import Decision, assess_claims, decide
from claims.services.challenges import close_challenge
from tests.factories import ingest_article, only_claim

pytestmark = pytest.mark.django_db
READER = RulesReader(default_catalogue())

KENYA = "Report\n\nKenya has sent about 12,000 soldiers to Haiti, Kenyan officials said."
FRANCE = "Another\n\nKenya has sent about 11,500 soldiers to Haiti, according to France."
GROUP = "Third\n\nKenyan, Brazilian and Indian intelligence agencies said Kenya has sent at least 10,000 soldiers to Haiti."


def troops() -> Claim:
    return only_claim(type="troops_deployed")


def test_one_question_is_one_claim_whatever_the_figure():
    for number, text in enumerate((KENYA, FRANCE, GROUP)):
        ingest_article(text, outlet=f"Outlet {number}")
    claim = troops()
    assert claim.title == "Kenyan troops sent to Haiti"
    assert (claim.report_count, claim.outlet_count, claim.independent_count) == (3, 3, 2)
    assert (claim.status, claim.figures_agree) == (Status.CORROBORATED, True)
    assert claim.figure_text == "11,500–12,000"


def test_other_parties_are_another_claim():
    ingest_article(KENYA)
    ingest_article(
        "Report\n\nUganda has sent about 12,000 soldiers to Haiti, Kenyan officials said."
    )
    ingest_article("Report\n\nKenya has sent about 12,000 soldiers to Mali, Kenyan officials said.")
    assert Claim.objects.filter(type="troops_deployed").count() == 3


def test_one_voice_in_many_outlets_stays_a_single_source():
    for number in range(4):
        ingest_article(f"Report {number}\n\n{KENYA}", outlet=f"Outlet {number}")
    claim = troops()
    assert (claim.outlet_count, claim.independent_count) == (4, 1)
    assert claim.status == Status.SINGLE_SOURCE


def test_figures_of_independent_origins_that_exclude_each_other_dispute_the_claim():
    ingest_article(KENYA)
    ingest_article(FRANCE.replace("11,500", "3,000"))
    claim = troops()
    assert (claim.status, claim.figures_agree) == (Status.DISPUTED, False)


def test_a_mention_without_a_figure_is_counted_apart():
    ingest_article(KENYA, outlet="One")
    ingest_article(
        "Report\n\nKenya has sent soldiers to Haiti, the mayor of Lorne said.", outlet="Two"
    )
    claim = troops()
    assert (claim.report_count, claim.unfigured_count) == (1, 1)


def test_an_outlet_that_names_its_source_is_no_source_itself():
    text = "Kenya sends 300 soldiers to Haiti\n\nKenya has sent 300 soldiers to Haiti, Kenyan officials said."
    ingest_article(text, outlet="One")
    assert troops().independent_count == 1


def test_an_unnamed_report_adds_no_origin():
    ingest_article("Report\n\nKenya has reportedly sent 300 soldiers to Haiti.", outlet="One")
    claim = troops()
    assert (claim.independent_count, claim.status) == (0, Status.UNASSESSED)
    assert Origin.objects.get().kind == Origin.Kind.UNKNOWN


def test_spellings_of_one_paper_are_one_interview():
    for number, paper in enumerate(("Dellsky Kuryer", "Dellskii Kurier")):
        ingest_article(
            f"Report {number}\n\nKenya has sent 300 soldiers to Haiti, Ann Lee told the newspaper {paper}.",
            outlet=f"Outlet {number}",
        )
    assert Origin.objects.get().label == "Ann Lee, through Dellsky Kuryer"


def test_a_doubt_is_a_flag_and_a_denial_disputes():
    treated = (
        "Report\n\nIran has been treating 300 wounded Syrian soldiers, Iranian officials said."
    )
    doubted = "Doubts\n\nThe Dell Institute cast doubt on the treatment of wounded Syrian soldiers in Iran."
    ingest_article(treated)
    ingest_article(doubted)
    claim = only_claim(type="wounded_treated")
    assert (claim.status, claim.challenge_count) == (Status.SINGLE_SOURCE, 1)
    assert claim.challenges.get().kind == Challenge.Kind.QUESTIONS_PLAUSIBILITY
    ingest_article("Denial\n\nSyria denied that Iran was treating wounded Syrian soldiers.")
    claim.refresh_from_db()
    assert claim.status == Status.DISPUTED


def test_closing_a_challenge_lets_the_origins_decide(editor):
    ingest_article(KENYA)
    ingest_article("Denial\n\nHaiti denied that Kenya has sent 12,000 soldiers to Haiti.")
    claim = troops()
    assert claim.status == Status.DISPUTED
    close_challenge(challenge=claim.challenges.get(), by=By(editor, "withdrawn by Haiti"))
    claim.refresh_from_db()
    assert (claim.status, claim.challenge_count) == (Status.SINGLE_SOURCE, 0)


def test_every_placement_tells_its_reasons():
    ingest_article(KENYA)
    ingest_article(FRANCE)
    last = Placement.objects.filter(is_live=True).latest("id")
    assert last.score is not None
    assert any("same parties" in reason for reason in last.reasons)


def test_a_decision_stands_beside_the_computed_status(editor):
    ingest_article(KENYA)
    claim = troops()
    decide(claim=claim, decision=Decision(Status.CONFIRMED, "the ministry showed it"), by=editor)
    claim.refresh_from_db()
    assert (claim.status, claim.computed_status) == (Status.CONFIRMED, Status.SINGLE_SOURCE)


def test_new_evidence_asks_for_re_review_and_leaves_the_decision(editor):
    ingest_article(KENYA)
    decide(claim=troops(), decision=Decision(Status.DISCOUNTED, "misread"), by=editor)
    ingest_article(FRANCE)
    claim = troops()
    assert (claim.status, claim.needs_review) == (Status.DISCOUNTED, True)
    assert "1 added" in claim.needs_review_because


def test_withdrawing_a_decision_gives_the_computed_status_back(editor):
    ingest_article(KENYA)
    claim = troops()
    decide(claim=claim, decision=Decision(Status.CONFIRMED, "seen"), by=editor)
    decide(claim=claim, decision=Decision(Status.UNASSESSED, "not seen after all"), by=editor)
    claim.refresh_from_db()
    assert claim.status == Status.SINGLE_SOURCE
    assert claim.assessments.count() == 2


def test_a_decision_on_a_version_that_is_gone_is_refused(editor):
    ingest_article(KENYA)
    claim = troops()
    stale = claim.version
    ingest_article(FRANCE)
    with pytest.raises(ConflictError, match="version"):
        decide(claim=claim, decision=Decision(Status.CONFIRMED, "seen", stale), by=editor)
    assert not Assessment.objects.exists()


def test_a_decision_needs_a_reason(editor):
    ingest_article(KENYA)
    with pytest.raises(ChangeRefusedError):
        decide(claim=troops(), decision=Decision(Status.CONFIRMED, "  "), by=editor)


def test_assessing_again_changes_nothing():
    ingest_article(KENYA)
    before = Claim.objects.values().get()
    assess_claims([troops().pk])
    assert Claim.objects.values().get() == before


def test_decisions_and_placements_are_never_deleted_or_changed(editor):
    ingest_article(KENYA)
    decide(claim=troops(), decision=Decision(Status.CONFIRMED, "seen"), by=editor)
    for change in (
        lambda: Assessment.objects.all().delete(),
        lambda: Assessment.objects.update(reason="other"),
        lambda: Placement.objects.all().delete(),
        lambda: Placement.objects.update(score=0.1),
    ):
        with pytest.raises(DatabaseError, match=r"annot|trigger"), transaction.atomic():
            change()


def test_an_assertion_has_one_live_placement():
    ingest_article(KENYA)
    live = Placement.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(assertion=live.assertion, claim=live.claim)


def test_a_statement_a_person_corrected_is_left_as_it_is():
    from claims.extraction import extract
    from claims.services.reading import document_of, store_assertions

    article = ingest_article(KENYA)
    Assertion.objects.update(review_state="corrected", figure_text="12,000 or so")
    store_assertions(article=article, found=extract(document_of(article)), reader=READER)
    store_assertions(article=article, found=[], reader=READER)
    assertion = Assertion.objects.get()
    assert (assertion.figure_text, assertion.is_withdrawn) == ("12,000 or so", False)


def test_what_is_no_longer_read_is_withdrawn_not_deleted():
    from claims.services.reading import store_assertions

    article = ingest_article(KENYA)
    store_assertions(article=article, found=[], reader=READER)
    assert Assertion.objects.get().is_withdrawn


class TestScoring:
    """The pure score, without a database."""

    killed = default_catalogue()["killed"]
    deployed = default_catalogue()["troops_deployed"]

    def test_different_parties_are_vetoed_by_name(self):
        ours = Statement("troops_deployed", {"group": "Kenya", "target": "Haiti"})
        theirs = Statement("troops_deployed", {"group": "Kenya", "target": "Mali"})
        match = score(self.deployed, ours, theirs, 0.05)
        assert match.score == 0
        assert match.reasons == ("target differs: Haiti, not Mali",)

    def test_events_on_different_days_are_vetoed(self):
        day, later = date(2025, 3, 1), date(2025, 4, 1)
        ours = Statement("killed", days=(Days(day, day),))
        theirs = Statement("killed", days=(Days(later, later),))
        assert score(self.killed, ours, theirs, 0.05).reasons == ("happened at another time",)
