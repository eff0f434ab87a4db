"""What an outlet did with a claim, by what its statements say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.figures import Dated, compare_dated
from claims.weighing.comparing import Asked, Told, Treated, Treatment, differ, tally, treated
from tests.arithmetic.worlds import TERMS, TODAY, about, dated_figures, exact, figure, figures

counts = st.integers(0, 3)
told_things = st.builds(
    Told,
    asserts=counts,
    unverified=counts,
    denies=counts,
    doubts=counts,
    silent=counts,
    newest=st.none() | dated_figures(),
    passed_on=st.none() | dated_figures(),
    hardened=st.sampled_from(["", "“about 300” became “300”"]),
    dropped=st.sampled_from(["", "what others attribute to the minister"]),
)
asked_things = st.builds(
    Asked, st.none() | figures(), st.none() | st.integers(0, 99).map(lambda n: TODAY + timedelta(n))
)


def treatment(told: Told | None, asked: Asked | None = None, *, covered: bool = False) -> str:
    return treated(told, asked or Asked(), TERMS, covered=covered).treatment.value


def test_what_is_not_carried_is_omitted_only_when_the_story_was_covered():
    assert treatment(None) == "not_reported"
    assert treatment(None, covered=True) == "omitted"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Told(denies=1), "carries a denial"),
        (Told(doubts=2), "carries doubts"),
        (Told(unverified=1), "says that it could not be verified"),
        (Told(silent=1), "says that there was no comment"),
    ],
)
def test_a_claim_that_is_only_denied_doubted_or_not_verified_is_disclaimed(told, why):
    found = treated(told, Asked(), TERMS, covered=False)
    assert found == Treated(Treatment.DISCLAIMED, (why,))


def test_a_denial_beside_a_plain_statement_does_not_disclaim_it():
    found = treated(Told(asserts=1, denies=1), Asked(), TERMS, covered=False)
    assert found == Treated(Treatment.REPORTED, ("also carries a denial",))


def test_a_hardened_figure_and_a_dropped_speaker_are_alterations_in_words():
    told = Told(
        asserts=1, hardened="“about 300” became “300”", dropped="what others attribute to X"
    )
    found = treated(told, Asked(), TERMS, covered=False)
    assert found.treatment is Treatment.ALTERED
    assert found.reasons == (
        "the figure was hardened: “about 300” became “300”",
        "who said so was dropped: what others attribute to X",
    )


def test_a_figure_that_excludes_the_first_report_of_the_same_origin_is_altered():
    told = Told(asserts=1, newest=Dated(exact(500), TODAY), passed_on=Dated(exact(300), TODAY))
    found = treated(told, Asked(), TERMS, covered=False)
    assert found.treatment is Treatment.ALTERED
    assert found.reasons == ("“500”, where the first report of the same origin has “300”",)
    nearly = Told(asserts=1, newest=Dated(exact(300), TODAY), passed_on=Dated(about(305), TODAY))
    assert treatment(nearly) == "reported"


def test_a_figure_is_held_against_the_claims_only_when_it_came_in_its_last_week():
    told = Told(asserts=1, newest=Dated(exact(10), TODAY))
    figure_now = figure("between", 50, 60, "50–60")
    assert treatment(told, Asked(figure_now, TODAY + timedelta(days=7))) == "altered"
    assert treatment(told, Asked(figure_now, TODAY + timedelta(days=8))) == "reported"
    undated = Told(asserts=1, newest=Dated(exact(10)))
    assert treatment(undated, Asked(figure_now, TODAY)) == "reported"


def test_figures_in_other_units_are_never_an_alteration():
    trucks = Dated(figure("exact", 500, 500), TODAY)
    told = Told(asserts=1, newest=trucks, passed_on=Dated(exact(300), TODAY))
    other = replace(told, newest=Dated(replace(trucks.figure, unit="trucks"), TODAY))
    assert treatment(told) == "altered"
    assert treatment(other) == "reported"


@given(told_things, asked_things, st.booleans())
def test_every_treatment_follows_from_what_is_told(told, asked, covered):
    found = treated(told, asked, TERMS, covered=covered)
    assert found.treatment.is_carried
    assert (found.treatment is Treatment.DISCLAIMED) == (told.asserts == 0)
    if told.asserts and (told.hardened or told.dropped):
        assert found.treatment is Treatment.ALTERED
    if found.treatment is Treatment.ALTERED:
        assert found.reasons
    # Whether others covered the story says nothing of what an outlet carries itself.
    assert found == treated(told, asked, TERMS, covered=not covered)


@given(told_things, asked_things)
def test_a_figure_that_can_be_right_together_with_the_others_is_no_alteration(told, asked):
    if told.hardened or told.dropped or not told.newest or not told.asserts:
        return
    others = [told.passed_on, Dated(asked.figure, asked.last_on) if asked.figure else None]
    if all(
        compare_dated(told.newest, other, TERMS).relation != "disjoint" for other in others if other
    ):
        assert treated(told, asked, TERMS, covered=False).treatment is Treatment.REPORTED


@given(st.lists(st.sampled_from(Treatment)))
def test_a_tally_adds_up(found):
    counted = tally(found)
    parts = [getattr(counted, kind.value) for kind in Treatment]
    assert sum(parts) == counted.claims == len(found)


@given(st.lists(st.sampled_from(Treatment), min_size=2, max_size=4), st.data())
def test_outlets_differ_whatever_their_order(kinds, data):
    given_figures = [
        data.draw(st.none() | figures()) if kind.is_carried else None for kind in kinds
    ]
    rows = [Treated(kind) for kind in kinds]
    pairs = data.draw(st.permutations(list(zip(rows, given_figures, strict=True))))
    mixed = [row for row, _ in pairs], [one for _, one in pairs]
    assert differ(rows, given_figures, TERMS) == differ(*mixed, TERMS)
    if len(set(kinds)) > 1 or Treatment.ALTERED in kinds:
        assert differ(rows, given_figures, TERMS)


def test_the_same_treatment_with_figures_that_exclude_each_other_differs():
    both = [Treated(Treatment.REPORTED)] * 2
    assert differ(both, [exact(300), exact(500)], TERMS)
    assert not differ(both, [exact(300), about(300)], TERMS)
    assert not differ(both, [exact(300), None], TERMS)
