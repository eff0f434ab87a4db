"""What speaks for and against one question, by behaviour."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given

from claims.figures import Quantifier
from claims.linking import Days, Statement, Told, absorb, block_keys, profile_of
from tests.linking.worlds import (
    BRIDGE,
    FERRY,
    MARCH,
    TYPES,
    figure,
    killed,
    match,
    statements,
    unhurried,
)

PLACE = 0.5
JULY = Days(date(2025, 7, 8), date(2025, 7, 8))


def test_a_revised_toll_stays_in_the_claim():
    assert match(killed(1, 23, prominence=2), killed(2, 27, prominence=1)).score >= PLACE


def test_two_events_told_by_different_stories_are_two_claims():
    assert match(killed(1, 23), killed(2, 23, story=FERRY)).score < PLACE


def test_another_figure_in_the_same_article_is_another_question():
    ours, theirs = killed(1, 6, prominence=1), killed(1, 42, prominence=1)
    told = match(ours, theirs)
    assert told.score < PLACE
    assert any("another figure in the same article" in reason for reason in told.reasons)


def test_a_rounded_figure_in_the_same_article_is_the_same_question():
    rounded = killed(1, figures=(Told(figure(1800, Quantifier.AT_LEAST), 1),))
    assert match(killed(1, 1865, prominence=1), rounded).score >= PLACE


def test_the_dead_of_one_nation_are_a_part_unless_the_story_is_about_that_nation():
    foreign = killed(1, 23, roles={"group": "Peru"})
    everybody = killed(2, 24, countries=("Kenya", "Haiti"))
    of_peru = killed(2, 24, countries=("Peru",))
    assert match(foreign, everybody).score < match(foreign, of_peru).score


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"roles": {"group": "Kenya"}}, {"roles": {"group": "Haiti"}}),
        ({"roles": {"part": "divers"}}, {"roles": {"part": "nurses"}}),
        ({"days": (MARCH,)}, {"days": (JULY,)}),
    ],
)
def test_what_excludes_one_question_is_said_alone(ours, theirs):
    told = match(killed(1, 5, **ours), killed(2, 5, **theirs))
    assert told.score == 0
    assert len(told.reasons) == 1


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"kinds": {"child": 1}}, {"kinds": {"soldier": 1}}),
        ({"kinds": {"child/orphan": 1}}, {"kinds": {"soldier": 1}}),
        ({"places": ("Lorne",)}, {"places": ("Talusa",)}),
        ({"within": ("Kenya",)}, {"within": ("Chad",)}),
        ({"days": (MARCH,)}, {"days": (Days(date(2020, 1, 1), date(2024, 12, 31)),)}),
        ({"reported": MARCH}, {"reported": Days(date(2026, 3, 4), date(2026, 3, 4))}),
        ({"story": BRIDGE}, {"story": FERRY}),
        ({"setting": BRIDGE}, {"setting": FERRY}),
        ({"prominence": 1}, {"prominence": 0}),
        ({"number": 55}, {"number": 5_500}),
        ({"origins": frozenset({7})}, {"origins": frozenset({8})}),
        ({"roles": {}}, {"roles": {"part": "divers"}}),
    ],
)
def test_what_agrees_scores_higher(better, worse):
    claim = killed(
        1,
        50,
        kinds={"child": 1},
        places=("Lorne",),
        within=("Kenya",),
        days=(MARCH,),
        setting=BRIDGE,
        prominence=1,
        origins=frozenset({7}),
    )
    assert (
        match(killed(2, **{"number": 55, **better}), claim).score
        > match(killed(2, **{"number": 55, **worse}), claim).score
    )


def test_a_quotation_in_another_translation_links():
    ours = "the workers of the mine are being looked after in our hospitals"
    theirs = "workers of the mine are looked after in the hospitals of ours"
    unlike = "the harvest of this year will feed nobody in the whole province"
    quoted = match(killed(1, quotes=(ours,)), killed(2, story=FERRY, quotes=(theirs,)))
    assert any("the same words quoted" in reason for reason in quoted.reasons)
    other = match(killed(1, quotes=(ours,)), killed(2, story=FERRY, quotes=(unlike,)))
    assert not any("quoted" in reason for reason in other.reasons)


def sent(article: int, target: str, **fields: object) -> Statement:
    roles = {"group": "Kenya", "target": target}
    return Statement(
        "troops_deployed", roles, {"soldier": 1}, articles=frozenset({article}), **fields
    )


def test_standing_questions_link_by_their_parties_years_apart():
    early = sent(1, "Haiti", reported=MARCH, story=BRIDGE)
    late = sent(2, "Haiti", reported=Days(date(2026, 9, 1), date(2026, 9, 1)), story=FERRY)
    assert match(early, late).score >= PLACE
    assert match(early, sent(2, "Mali")).score == 0


def test_a_rank_is_a_narrower_question_than_the_troops():
    officers = sent(1, "Haiti", figures=(Told(figure(40), 1),))
    officers = Statement.from_json({**officers.to_json(), "kinds": {"soldier/officer": 1}})
    troops = sent(1, "Haiti", figures=(Told(figure(900), 1),))
    assert match(officers, troops).score < PLACE


@unhurried
@given(statements("killed"), statements("killed"))
def test_the_score_is_a_probability_and_symmetric_between_single_statements(ours, theirs):
    told = match(ours, theirs)
    assert 0 <= told.score <= 1
    assert told.score == match(theirs, ours).score


@unhurried
@given(statements())
def test_a_statement_survives_json(statement):
    assert Statement.from_json(statement.to_json()) == statement


@unhurried
@given(statements("killed"), statements("killed"), statements("killed"))
def test_absorbing_adds_up_in_any_order(first, second, third):
    forth, back = profile_of([first, second, third]), profile_of([third, second, first])
    assert forth.size == 3
    assert (forth.kinds, forth.days, forth.reported) == (back.kinds, back.days, back.reported)
    assert (forth.articles, forth.origins) == (back.articles, back.origins)
    assert set(forth.places) == set(back.places)
    assert forth.story.keys() == back.story.keys()
    assert all(abs(forth.story[term] - back.story[term]) < 1e-6 for term in forth.story)


def test_a_profile_stays_small_however_much_it_holds():
    profile = killed(1, 1)
    for number in range(2, 400):
        fields = {"places": (f"Place {number}",), "story": {f"term{number}": 5.0, "lorne": 9.8}}
        profile = absorb(profile, killed(number, number, **fields))
    assert profile.size == 399
    assert len(str(profile.to_json())) < 6_000
    assert len(block_keys(TYPES["killed"], profile)) <= 12


@unhurried
@given(statements())
def test_keys_are_few_short_and_always_the_same(statement):
    keys = block_keys(TYPES[statement.type], statement)
    assert keys == block_keys(TYPES[statement.type], Statement.from_json(statement.to_json()))
    assert 1 <= len(keys) <= 12
    assert all(len(key) <= 200 for key in keys)


@unhurried
@given(statements(), statements())
def test_statements_that_belong_together_share_a_key(ours, theirs):
    if ours.type == theirs.type and match(ours, theirs).score >= PLACE:
        claim_type = TYPES[ours.type]
        keys = set(block_keys(claim_type, ours)) & set(block_keys(claim_type, theirs))
        assert keys


def test_keys_of_different_types_never_meet():
    keys = [
        set(block_keys(TYPES[key], Statement(key, story=BRIDGE))) for key in ("killed", "wounded")
    ]
    assert not keys[0] & keys[1]
    assert all(key.split("|")[0] in ("killed", "wounded") for key, _ in product(*keys))


def test_victims_of_different_ages_are_not_one():
    boy = killed(1, 1, ages=(9,))
    assert match(killed(2, 1, ages=(9,)), boy).score > match(killed(2, 1), boy).score
    assert match(killed(2, 1, ages=(10,)), boy).score == match(killed(2, 1), boy).score
    story = {"lorne": 9.8, "school": 9.0, "vigil": 12.0}
    assert match(killed(2, 1, ages=(15,), story=story), boy).score < PLACE
    assert match(killed(2, 1, story=story), boy).score > PLACE


def test_long_after_the_same_age_says_nothing():
    later = Days(date(2025, 5, 4), date(2025, 5, 4))
    boy = killed(1, 1, ages=(9,))
    assert (
        match(killed(2, 1, ages=(9,), reported=later), boy).score
        == match(killed(2, 1, reported=later), boy).score
    )
