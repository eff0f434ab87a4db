"""What evidence amounts to, from articles to claims: series, houses, groups, flags, leaving out."""

from datetime import date

import pytest

from claims.models import Assertion, AssertionFlag, Claim, Speaker, Status
from claims.services.assessing import Decision, assess_claims, decide, weighed
from claims.services.evidence import evidence_of
from claims.services.scope import UnknownSourceError, scope_without
from claims.services.snapshots import changed_since
from sources.models import Article, Outlet
from tests.factories import ingest_article, only_claim

pytestmark = pytest.mark.django_db

KENYA = "Report\n\nKenya has sent {} soldiers to Haiti, Kenyan officials said."
FRANCE = "Another\n\nKenya has sent {} soldiers to Haiti, according to France."
OWN = "In brief\n\nKenya has sent {} soldiers to Haiti."


def troops() -> Claim:
    return only_claim(type="troops_deployed")


def without(claim: Claim, *sources) -> tuple[str, int]:
    """Status and independent origins of a claim without these rows."""
    loaded = evidence_of(claim.pk, scope_without([s.public_id for s in sources]))
    verdict, _ = weighed(loaded)
    return verdict.status.value, verdict.independence.count


def test_figures_reported_months_apart_are_a_series_and_no_conflict():
    ingest_article(KENYA.format("3,000"), outlet="One", published="2025-01-02")
    ingest_article(FRANCE.format("12,000"), outlet="Two", published="2025-06-02")
    claim = troops()
    assert (claim.status, claim.figures_agree) == (Status.SINGLE_SOURCE, None)
    assert (claim.figure_text, claim.independent_count) == ("12,000", 2)


def test_the_newest_figure_of_a_speaker_is_the_one_that_counts():
    ingest_article(KENYA.format("300"), outlet="One", published="2025-01-02")
    ingest_article(KENYA.format("500"), outlet="Two", published="2025-06-02")
    claim = troops()
    assert (claim.independent_count, claim.figure_text) == (1, "500")


def test_outlets_of_one_house_are_one_origin_in_their_own_words():
    ingest_article(OWN.format("300"), outlet="One")
    harbour = "Harbour news\n\nA long quiet day has come to its end in the port of Lorne."
    ingest_article(f"{harbour}\n\n{OWN.format('300')}", outlet="Two")
    claim = troops()
    assert claim.independent_count == 2
    Outlet.objects.update(family="Dell Group")
    assess_claims([claim.pk])
    claim.refresh_from_db()
    assert (claim.independent_count, claim.outlet_count) == (1, 2)


def test_a_group_within_a_group_is_no_independent_voice():
    ingest_article(KENYA.format("300"), outlet="One")
    ingest_article(FRANCE.format("300"), outlet="Two")
    officials, france = (
        Speaker.objects.get(name="Kenyan officials"),
        Speaker.objects.get(name="France"),
    )
    inner = Speaker.objects.create(name="An inner group", kind="group")
    Speaker.objects.filter(pk=officials.pk).update(country="")
    inner.members.add(officials)
    france.members.add(inner)
    claim = troops()
    assess_claims([claim.pk])
    claim.refresh_from_db()
    assert claim.independent_count == 1


def test_a_claim_without_its_only_speaker_has_no_supporting_origin():
    ingest_article(KENYA.format("300"), outlet="One")
    ingest_article(KENYA.format("300").replace("Report", "Again"), outlet="Two")
    claim = troops()
    assert without(claim, Speaker.objects.get()) == ("unassessed", 0)
    assert without(claim, Outlet.objects.get(name="One")) == ("single_source", 1)


def test_an_outlet_is_no_source_because_whom_it_named_is_left_out():
    text = "Kenya sends 300 soldiers to Haiti\n\nKenya has sent 300 soldiers to Haiti, Kenyan officials said."
    article = ingest_article(text, outlet="One")
    claim = troops()
    assert without(claim, Speaker.objects.get()) == ("unassessed", 0)
    assert without(claim, article) == ("unassessed", 0)


def test_a_speaker_left_out_takes_the_groups_along_that_contain_it():
    ingest_article(FRANCE.format("300"), outlet="One")
    france = Speaker.objects.get(name="France")
    member = Speaker.objects.create(name="A ministry", kind="organisation")
    france.members.add(member)
    assert without(troops(), member) == ("unassessed", 0)


def test_a_denial_goes_with_the_outlet_that_is_left_out():
    ingest_article(KENYA.format("300"), outlet="One")
    ingest_article(
        "Denial\n\nHaiti denied that Kenya has sent 300 soldiers to Haiti.", outlet="Two"
    )
    claim = troops()
    assert claim.status == Status.DISPUTED
    assert without(claim, Outlet.objects.get(name="Two")) == ("single_source", 1)


@pytest.mark.parametrize("unknown", ["nonsense", "org_00000000000000000000000000", "clm_1"])
def test_what_is_unknown_cannot_be_left_out_and_is_named(unknown):
    with pytest.raises(UnknownSourceError, match=unknown):
        scope_without([unknown])


def test_leaving_out_changes_nothing_that_is_stored():
    ingest_article(KENYA.format("300"), outlet="One")
    before = Claim.objects.values().get()
    without(troops(), Speaker.objects.get())
    assert Claim.objects.values().get() == before


def flags() -> list[tuple[str, str]]:
    """Kind of flag and outlet of every flagged statement."""
    rows = AssertionFlag.objects.order_by("kind", "assertion__article__outlet__name")
    return list(rows.values_list("kind", "assertion__article__outlet__name"))


def test_a_report_that_hardens_its_origins_figure_is_flagged_beside_the_softer_one():
    ingest_article(KENYA.format("up to 12,000"), outlet="Soft", published="2025-03-01")
    ingest_article(KENYA.format("12,000"), outlet="Hard", published="2025-03-02")
    assert flags() == [("hardened", "Hard")]
    flag = AssertionFlag.objects.get()
    assert flag.text == "“up to 12,000” became “12,000”"
    assert flag.beside.article.outlet.name == "Soft"


def test_the_report_that_came_first_hardened_nothing():
    ingest_article(KENYA.format("12,000"), outlet="Hard", published="2025-03-01")
    ingest_article(KENYA.format("up to 12,000"), outlet="Soft", published="2025-03-02")
    assert flags() == []


def test_a_source_hardened_nothing_that_its_own_edited_copy_softened():
    for number, (figure, day) in enumerate(
        (("12,000", "2025-03-01"), ("up to 12,000", "2025-03-01"))
    ):
        ingest_article(KENYA.format(figure), outlet=f"Outlet {number}", published=day)
    source, copy = Article.objects.order_by("pk")
    Article.objects.filter(pk=copy.pk).update(copy_of=source)
    assess_claims([troops().pk])
    assert flags() == []


def test_two_texts_of_one_day_may_have_hardened():
    ingest_article(KENYA.format("12,000"), outlet="Hard", published="2025-03-01")
    ingest_article(KENYA.format("up to 12,000"), outlet="Soft", published="2025-03-01")
    assert flags() == [("hardened", "Hard")]


def test_an_article_that_keeps_the_softer_words_may_be_short_elsewhere():
    ingest_article(KENYA.format("about 300"), outlet="One", published="2025-03-01")
    text = (
        KENYA.format("about 300")
        + "\n\nKenya has sent 300 soldiers to Haiti, Kenyan officials said."
    )
    ingest_article(text, outlet="Two", published="2025-03-02")
    assert flags() == []


def test_own_words_for_what_others_attribute_are_flagged():
    ingest_article(KENYA.format("300"), outlet="Named", published="2025-03-01")
    ingest_article(OWN.format("300"), outlet="Bare", published="2025-03-02")
    ingest_article(
        OWN.format("900").replace("brief", "short"), outlet="Other", published="2025-03-02"
    )
    assert flags() == [("attribution_dropped", "Bare")]
    assert "Kenyan officials" in AssertionFlag.objects.get().text


def test_a_flag_goes_when_the_statement_beside_it_is_withdrawn():
    article = ingest_article(KENYA.format("300"), outlet="Named", published="2025-03-01")
    ingest_article(OWN.format("300"), outlet="Bare", published="2025-03-02")
    Assertion.objects.filter(article=article).update(is_withdrawn=True)
    assess_claims([troops().pk])
    assert flags() == []


def test_assessing_again_leaves_flags_as_they_are():
    ingest_article(KENYA.format("up to 12,000"), outlet="Soft", published="2025-03-01")
    ingest_article(KENYA.format("12,000"), outlet="Hard", published="2025-03-02")
    before = list(AssertionFlag.objects.values())
    assess_claims([troops().pk])
    assert list(AssertionFlag.objects.values()) == before


def test_what_changed_since_a_decision_is_told_statement_by_statement(editor):
    first = ingest_article(KENYA.format("about 300"), outlet="One", published="2025-03-01")
    second = ingest_article(FRANCE.format("about 310"), outlet="Two", published="2025-03-01")
    claim = troops()
    decision = decide(claim=claim, decision=Decision(Status.CORROBORATED, "both agree"), by=editor)
    Assertion.objects.filter(article=first).update(
        figure_text="about 500", figure_low=500, figure_high=500
    )
    Assertion.objects.filter(article=second).update(is_withdrawn=True)
    ingest_article(
        FRANCE.format("320").replace("Another", "More"), outlet="Three", published="2025-03-02"
    )
    claim.refresh_from_db()
    assert (claim.status, claim.needs_review) == (Status.CORROBORATED, True)
    assert (
        "1 added, 1 withdrawn, 1 changed (“about 300” → “about 500”)" in claim.needs_review_because
    )
    told = {
        (c.how, c.text, c.assertion.article.outlet.name) for c in changed_since(claim, decision)
    }
    assert told == {
        ("added", "320", "Three"),
        ("withdrawn", "about 310", "Two"),
        ("changed", "“about 300” → “about 500”", "One"),
    }


def test_a_decision_on_a_claim_with_more_statements_than_are_remembered_goes_stale_too(
    editor, monkeypatch
):
    from claims.services import snapshots

    monkeypatch.setattr(snapshots, "REMEMBERED", 2)
    articles = [
        ingest_article(KENYA.format(300 + n), outlet=f"Outlet {n}", published="2025-03-01")
        for n in range(3)
    ]
    claim = troops()
    decision = decide(claim=claim, decision=Decision(Status.CONFIRMED, "seen"), by=editor)
    assert len(decision.evidence) == 2
    Assertion.objects.filter(article=articles[0]).update(
        figure_low=1, figure_high=1, figure_text="1"
    )
    assess_claims([claim.pk])
    claim.refresh_from_db()
    assert claim.needs_review
    assert changed_since(claim, decision) == []


def test_receipts_tell_what_each_article_added():
    first = ingest_article(KENYA.format("300"), outlet="One", published="2025-03-01")
    second = ingest_article(
        KENYA.format("300").replace("Report", "Again"), outlet="Two", published="2025-03-02"
    )
    third = ingest_article(FRANCE.format("290"), outlet="Three", published="2025-03-03")
    fourth = ingest_article(
        "Denial\n\nHaiti denied that Kenya has sent 300 soldiers to Haiti.", outlet="Four"
    )
    assert first.receipt.summary == "1 statement: 1 founds a new claim"
    assert second.receipt.summary == "1 statement: 1 repeats a known origin"
    assert third.receipt.summary == (
        "1 statement: 1 brings new independent support, 1 brings a new figure"
    )
    assert fourth.receipt.summary == "1 statement: 1 challenges a claim"
    (named,) = third.receipt.statements["new_support"]
    assert Assertion.objects.get(public_id=named).article == third


def test_a_receipt_is_written_once_whatever_comes_later():
    from claims.services.reading import read_article

    first = ingest_article(KENYA.format("300"), outlet="One")
    ingest_article(FRANCE.format("300"), outlet="Two")
    read_article(article_id=first.pk, advance=lambda state: None)
    first.receipt.refresh_from_db()
    assert first.receipt.summary == "1 statement: 1 founds a new claim"


def test_assessing_costs_the_same_queries_however_many_statements(django_assert_max_num_queries):
    article = ingest_article(KENYA.format("300"), outlet="One", published="2025-03-01")
    claim = troops()
    one = Assertion.objects.get(article=article)
    rows = []
    for n in range(300):
        rows.append(
            Assertion(
                article=article, claim=claim, origin=one.origin, type=one.type, excerpt="x" * 5,
                span_start=10_000 + n * 10, span_end=10_005 + n * 10, anchor_start=10_000 + n * 10,
                anchor_end=10_001 + n * 10, figure_text=str(n + 1), figure_quantifier="exact",
                figure_low=n + 1, figure_high=n + 1, figure_unit="people", extractor="t",
                extractor_version="1",
            )
        )  # fmt: skip
    Assertion.objects.bulk_create(rows)
    with django_assert_max_num_queries(25):
        assess_claims([claim.pk])
    claim.refresh_from_db()
    assert claim.report_count == 1
    assert claim.last_reported_on == date(2025, 3, 1)
