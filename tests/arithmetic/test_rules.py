"""From evidence to a status, with every rule and what would change it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.figures import Dated
from claims.independence import independent_sources
from claims.models import Status as StoredStatus
from claims.weighing import Objection, Ref, Status, agreement_of, rests_on, weigh
from tests.arithmetic.worlds import (
    TERMS,
    TODAY,
    about,
    changes,
    denial,
    evidence,
    exact,
    figure,
    figures,
    origin,
    status,
    voice,
)

DOUBT = Objection(
    7, "questions plausibility", Ref("assertion", "asr_7", "Dell Institute"), disputes=False
)


def test_the_statuses_of_the_rules_are_those_that_are_stored():
    assert {s.value for s in Status} == set(StoredStatus.values)


@pytest.mark.parametrize(
    ("origins", "objections", "expected"),
    [
        ((), (), "unassessed"),
        ((origin(1, None),), (), "single_source"),
        ((origin(1, None), origin(2, None)), (), "corroborated"),
        ((origin(1, about(11000)), origin(2, about(12000))), (), "corroborated"),
        ((origin(1, exact(10)), origin(2, exact(90))), (), "disputed"),
        ((origin(1, exact(10)), origin(2, exact(90), "speaker 1")), (), "single_source"),
        ((origin(1, None),), (denial(5),), "disputed"),
        ((), (denial(5),), "disputed"),
        ((origin(1, None),), (DOUBT,), "single_source"),
    ],
)
def test_evidence_leads_to_a_status(origins, objections, expected):
    assert status(evidence(*origins, objections=objections)) == expected


def test_figures_of_different_times_are_a_series_and_support_each_other_not():
    earlier = origin(1, exact(3000), day=TODAY - timedelta(days=100))
    found = evidence(earlier, origin(2, exact(12000)))
    verdict = weigh(found, TERMS)
    assert (verdict.status, verdict.independence.count) == (Status.SINGLE_SOURCE, 2)
    (rule,) = [r for r in verdict.rules if r.rule == "corroboration"]
    assert not rule.met
    assert "a series" in rule.text


def test_every_rule_says_whether_it_was_met_and_on_what_it_rests():
    verdict = weigh(
        evidence(origin(1, exact(10)), origin(2, exact(90)), objections=(DOUBT,)), TERMS
    )
    met = {rule.rule: rule.met for rule in verdict.rules}
    assert met == {
        "known_origin": True, "doubt": True, "challenge": False, "figures": True,
        "corroboration": False, "single_source": False,
    }  # fmt: skip
    by_name = {rule.rule: rule for rule in verdict.rules}
    assert [ref.id for ref in by_name["figures"].rests_on] == ["org_1", "org_2"]
    assert [ref.id for ref in by_name["doubt"].rests_on] == ["asr_7"]
    assert "10 (origin 1), 90 (origin 2)" in by_name["figures"].text


@pytest.mark.parametrize(
    ("given_figures", "words"),
    [
        ((about(11000), about(12000)), "are consistent: their ranges overlap"),
        ((about(11000), about(11500)), "agree: no two differ by more than 5 %"),
        ((exact(40), exact(40)), "state the same number"),
        ((exact(40), figure("at_least", 30, None)), "are consistent: their ranges overlap"),
    ],
)
def test_what_is_said_of_figures_that_go_together_is_true_of_them(given_figures, words):
    verdict = weigh(evidence(*(origin(n, one) for n, one in enumerate(given_figures))), TERMS)
    (rule,) = [r for r in verdict.rules if r.rule == "corroboration"]
    assert f"independent origins {words} – " in rule.text
    said = agreement_of(verdict, TERMS)
    assert said.startswith(f"they {words} – {given_figures[0].text} (origin 0) and ")


def test_figures_that_exclude_each_other_are_named():
    verdict = weigh(evidence(*(origin(n, exact(n)) for n in (10, 50, 90))), TERMS)
    assert agreement_of(verdict, TERMS) == (
        "they exclude each other – 10 (origin 10) and 90 (origin 90)"
    )


def test_one_more_origin_would_corroborate_within_the_figure_and_dispute_outside():
    found = changes(evidence(origin(1, about(11000))))
    assert (
        "One more independent origin with an exact figure between 10,450 and 11,550 would make it corroborated"
        in found
    )
    assert (
        "One more independent origin with an exact figure below 10,450 or above 11,550 would make it "
        "disputed: “about 11,000” (origin 1) may mean 10,450–11,550" in found
    )


def test_of_two_figures_only_what_lies_in_both_keeps_the_claim_corroborated():
    at_least = origin(3, figure("at_least", 10000, None))
    found = changes(evidence(origin(1, about(11000)), origin(2, about(12000)), at_least))
    assert (
        "One more independent origin with an exact figure below 11,400 or above 11,550 would make it "
        "disputed: “about 11,000” (origin 1) may mean 10,450–11,550 and “about 12,000” (origin 2) "
        "11,400–12,600" in found
    )


def test_an_exact_figure_is_corroborated_by_itself_only():
    found = changes(evidence(origin(1, exact(40))))
    assert (
        "One more independent origin with an exact figure of 40 would make it corroborated" in found
    )
    assert (
        "One more independent origin with an exact figure other than 40 would make it disputed"
        in found
    )


def test_an_open_figure_is_corroborated_by_all_above():
    found = changes(evidence(origin(1, figure("at_least", 300, None))))
    assert (
        "One more independent origin with an exact figure of 300 or more would make it corroborated"
        in found
    )


def test_losing_an_origin_that_another_of_the_same_voice_replaces_changes_nothing():
    found = changes(
        evidence(origin(1, exact(10), "a"), origin(2, exact(10), "a"), origin(3, exact(10)))
    )
    assert not [text for text in found if text.startswith(("Without origin 1", "Without origin 2"))]
    assert "Without origin 3 it would be single source" in found


def test_closing_the_one_challenge_lets_the_origins_decide():
    found = changes(evidence(origin(1, None), objections=(denial(5),)))
    assert found == ["Closing the challenge of Haiti (denies) would make it single source"]


def test_of_two_challenges_both_have_to_be_closed():
    found = changes(evidence(origin(1, None), objections=(denial(5), denial(6, "Togo"))))
    assert found == ["Closing all 2 challenges would make it single source"]


def test_where_one_step_leaves_another_reason_the_steps_are_named_that_help_together():
    found = changes(evidence(origin(1, exact(10)), origin(2, exact(90)), objections=(denial(5),)))
    assert found == [
        "Closing the challenge of Haiti and a newer figure of origin 2 that agrees with 10 (origin 1) "
        "would make it corroborated"
    ]


def test_of_three_figures_that_exclude_each_other_two_have_to_change():
    found = changes(evidence(*(origin(n, exact(n)) for n in (10, 50, 90))))
    assert found == [
        "Newer figures of origin 50 and origin 90 that agree with 10 (origin 10) would make it corroborated"
    ]


def test_most_figures_are_taken_to_stay():
    found = changes(evidence(*(origin(n, exact(f)) for n, f in enumerate((10, 50, 50, 90)))))
    assert found == [
        "Newer figures of origin 0 and origin 3 that agree with 50 (origin 1) would make it corroborated"
    ]


def test_a_newer_figure_that_meets_the_other_ends_a_dispute():
    found = changes(evidence(origin(1, exact(10)), origin(2, about(100))))
    assert "A newer exact figure of origin 1 between 95 and 105 would make it corroborated" in found


def test_an_answer_that_two_speakers_are_two_would_count_both():
    doubtful = origin(2, None)
    doubtful = replace(
        doubtful, source=replace(doubtful.source, voices=(voice("A. Lee", may_be=("speaker 1",)),))
    )
    found = changes(evidence(origin(1, None), doubtful))
    assert any("leave 2 independent origins and make it corroborated" in text for text in found)


many = st.lists(st.tuples(figures(), st.sampled_from("abcdefghij")), min_size=1, max_size=9).map(
    lambda rows: evidence(*(origin(n, f, name) for n, (f, name) in enumerate(rows)))
)
drawn = st.lists(st.tuples(figures(), st.sampled_from("abcde")), min_size=1, max_size=4).map(
    lambda rows: evidence(*(origin(n, f, name) for n, (f, name) in enumerate(rows)))
)


@given(drawn)
def test_the_sentence_names_as_many_origins_as_are_counted(found):
    verdict = weigh(found, TERMS)
    sentence = rests_on(found, verdict).partition(" Not counted:")[0]
    assert sentence.count("(1 report)") == verdict.independence.count


@given(drawn)
def test_the_status_follows_from_count_and_agreement(found):
    verdict = weigh(found, TERMS)
    assert verdict.independence == independent_sources([o.source for o in found.origins])
    assert verdict.headline is not None
    expected = {True: Status.CORROBORATED, False: Status.DISPUTED, None: Status.SINGLE_SOURCE}
    assert verdict.status is expected[verdict.headline.agree]


@given(many, st.integers(1, 10**7))
def test_what_is_said_of_one_more_origin_holds_when_it_comes(found, number):
    """For any number: the status that one more origin really leads to is one that was announced, or
    the present one."""
    now, then = status(found), status(evidence(*found.origins, origin(50, exact(number), "zzz")))
    announced = [text for text in changes(found) if text.startswith("One more independent origin")]
    assert then == now or any(
        f" would make it {then.replace('_', ' ')}" in text for text in announced
    )


@given(many, st.integers(0, 8), st.integers(1, 10**7))
def test_what_is_said_of_a_newer_figure_holds_when_it_comes(found, place, number):
    """For any number: the status that a counted origin's newer figure leads to is one that was
    announced for that origin, or the present one."""
    verdict = weigh(found, TERMS)
    one = verdict.counted[place % len(verdict.counted)]
    newer = replace(one, newest=Dated(exact(number), TODAY))
    origins = [newer if o is one else o for o in found.origins]
    now, then = status(found), status(evidence(*origins))
    announced = [
        t for t in changes(found) if t.startswith(f"A newer exact figure of {one.ref.label} ")
    ]
    if now == "disputed":
        assert then == now or any(
            f" would make it {then.replace('_', ' ')}" in text for text in announced
        )
    else:
        assert announced == []


def test_three_reports_of_two_origins_are_told_apart():
    joint = replace(origin(3, about(11500), "speaker 1", "other"), reports=2)
    found = replace(evidence(origin(1, about(11000)), origin(2, about(12000)), joint), reports=4)
    assert rests_on(found, weigh(found, TERMS)) == (
        "4 reports rest on 2 independent origins: origin 1 (1 report) and origin 2 (1 report). Not "
        "counted: origin 3 (2 reports), because both rest on speaker 1 (counted: origin 1)."
    )


@given(many, st.lists(st.integers(1, 3), max_size=2))
def test_for_every_status_something_is_named_that_would_change_it(found, denials):
    objections = tuple(denial(n) for n in denials)
    found = replace(found, objections=objections, objection_count=len(objections))
    assert changes(found)
