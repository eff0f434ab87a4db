"""What a text is about, and how alike two texts are."""

from claims.linking.stories import STORY_TERMS, likeness, setting_of, shared_terms, story_of

BRIDGE = (
    "The Quillan bridge in Lorne collapsed on Monday. Mayor Ann Tedder said that the bridge over the Orbe was closed "
    "for repairs. Divers searched the Orbe for Quillan workers."
)
AGAIN = "Divers went on searching the Orbe after the collapse of the bridge of Quillan, mayor Tedder said in Lorne."
FERRY = (
    "A ferry with 90 passengers capsized in the strait of Talusa, the coast guard said on Monday."
)


def test_two_reports_of_one_story_are_more_alike_than_two_stories():
    bridge, again, ferry = (story_of("", text) for text in (BRIDGE, AGAIN, FERRY))
    assert likeness(bridge, again) > 0.5
    assert likeness(bridge, ferry) < 0.1
    assert likeness(bridge, bridge) > 0.999


def test_names_and_rare_words_tell_more_than_common_ones():
    story = story_of("", BRIDGE)
    assert story["quillan"] > story["bridge"]
    assert "said" not in story or story["said"] < 0.2 * story["quillan"]
    assert shared_terms(story, story_of("", AGAIN), 2)[0] in ("quillan", "orbe")


def test_a_story_is_bounded_and_weekdays_say_nothing():
    long = " ".join(f"Word{n}a Term{n}b" for n in range(500))
    assert len(story_of("Title", long)) == STORY_TERMS
    assert "monday" not in story_of("", FERRY)


def test_the_outlet_itself_is_no_part_of_the_story():
    assert "gazette" not in story_of("Lorne Gazette", BRIDGE, "The Gazette")


def test_numbers_are_no_setting():
    assert not any(term[0].isdigit() for term in setting_of(FERRY))


def test_nothing_is_like_nothing():
    assert likeness({}, story_of("", FERRY)) == 0
