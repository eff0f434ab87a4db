"""Page furniture: set aside by a named rule, never deleted, and never a paragraph of the news."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.parsing import ParseError, ZoneKind, parse
from sources.parsing.blocks import Block, blocks
from sources.parsing.cutting import cut
from sources.parsing.furniture import furniture
from sources.parsing.zoning import zones

LEAD = "The harbour of Lorne was closed on Monday after a storm, the port authority said."
SECOND = "Engineers expect the work on the two cranes to last until the end of the month."
THIRD = "Ships are sent to the neighbouring port of Dell, where 40 of them waited on Tuesday."


def zoned(text: str, title: str = "", outlet: str = "") -> list[tuple[str, ZoneKind, str]]:
    pieces = cut(text, blocks(text))
    found = zones(pieces, title, outlet)
    return [(text[z.start : z.end], z.kind, z.rule) for z in found]


def kind_of(line: str, text: str, **known: str) -> ZoneKind:
    return next(kind for words, kind, _ in zoned(text, **known) if words == line)


def between_paragraphs(line: str) -> str:
    return "\n\n".join(["Storm closes harbour", LEAD, line, SECOND, THIRD])


def block(text: str) -> Block:
    return Block(0, len(text), text)


ALL_RULES = [*furniture().lines, *(heading.rule for heading in furniture().headings)]
EXAMPLES = [(rule, text) for rule in ALL_RULES for text in rule.examples]
COUNTER_EXAMPLES = [(rule, text) for rule in ALL_RULES for text in rule.counter_examples]


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=[f"{r.name}: {t}" for r, t in EXAMPLES])
def test_a_rule_finds_its_examples(rule, text):
    assert rule.matches(block(text).plain)


@pytest.mark.parametrize(
    ("rule", "text"), COUNTER_EXAMPLES, ids=[f"{r.name}: {t[:60]}" for r, t in COUNTER_EXAMPLES]
)
def test_no_rule_takes_a_counter_example(rule, text):
    assert furniture().line(block(text)) is None
    assert furniture().heading(block(text)) is None


def test_every_rule_has_examples_and_counter_examples():
    assert all(rule.examples and rule.counter_examples for rule in ALL_RULES)
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


@pytest.mark.parametrize(
    "line",
    [
        "Please support us with a donation, and your paper lives on.",
        "We need your help. Become a member today and keep our journalism free for everyone.",
        "Help us fund reporting from the coast with just $5 a month.",
        "Your contribution makes our work possible, whatever its size.",
    ],
)
def test_an_appeal_to_the_reader_is_set_aside(line):
    assert kind_of(line, between_paragraphs(line)) is ZoneKind.APPEAL


@pytest.mark.parametrize(
    "line",
    [
        "The bank promised financial support, and monthly payments of $300 to every family, it said.",
        '"We need your help. Donate what you can," the mayor told 3,000 people in the square.',
        "The country received military support worth $2 million and donations from 40 states.",
        "Readers of the paper gave 200 tents, and donations of food reached the camp on Sunday.",
        '"Your support has kept us alive," the general wrote to the 12 donors in October.',
        "Volunteers donate blood every Monday, and 500 people have become members of the group.",
    ],
)
def test_news_on_support_and_donations_is_text(line):
    assert kind_of(line, between_paragraphs(line)) is ZoneKind.BODY


@pytest.mark.parametrize(
    "line",
    [
        "Police: 12 soldiers die in bomb attack",
        "More:Ten harbours to see before they close",
        "[Ten harbours to see](https://lornemail.example/ten)",
        "https://lornemail.example/ten",
        "Dig deeper: Why the harbour of Lorne floods",
    ],
)
def test_a_headline_between_paragraphs_leads_to_another_story(line):
    assert kind_of(line, between_paragraphs(line)).is_furniture


@pytest.mark.parametrize(
    "text",
    [
        f"Toll\n\n{LEAD}\n\nKilled: 12 soldiers and three sailors\n\nHurt: 40 soldiers of the guard\n\n{SECOND}",
        between_paragraphs("Police: Twelve soldiers were found dead in the harbour on Monday."),
        between_paragraphs("How did the harbour of Lorne react?"),
        between_paragraphs("Toll: 31 dead"),
    ],
)
def test_lists_subheads_and_quoted_people_stay_text(text):
    assert not any(kind.is_furniture for _, kind, _ in zoned(text))


def test_a_box_of_related_stories_in_the_middle_ends_where_the_text_goes_on():
    text = "\n\n".join(
        ["Storm", LEAD, SECOND, "Related stories", "Flood kills 12 in the south", THIRD, LEAD]
    )
    kinds = [kind for _, kind, _ in zoned(text)]
    assert kinds[3:] == [ZoneKind.TEASER, ZoneKind.TEASER, ZoneKind.BODY, ZoneKind.BODY]


def test_an_advert_after_a_box_does_not_hide_that_the_text_goes_on():
    box = ["Keep reading", "list 1 of 2", "Flood kills 12 in Dell", "end of list"]
    found = zoned("\n\n".join(["Storm", LEAD, *box, SECOND, "Advertisement", THIRD]))
    assert [words for words, kind, _ in found if kind is ZoneKind.BODY] == [LEAD, SECOND, THIRD]


def test_a_headline_in_capitals_leads_elsewhere_unless_all_the_text_is_in_capitals():
    line = "FERRY OWNER ARRESTED AFTER SINKING THAT KILLED 12"
    assert kind_of(line, between_paragraphs(line)) is ZoneKind.TEASER
    assert kind_of(line, between_paragraphs(line).upper()) is ZoneKind.BODY


def test_the_line_after_a_caption_label_is_a_caption():
    line = "Rescuers searched the water"
    assert kind_of(line, between_paragraphs(f"Image caption,\n{line}")) is ZoneKind.CAPTION


def test_a_newsletter_heading_in_the_middle_sets_only_itself_aside():
    found = zoned("\n\n".join(["Storm", LEAD, "Sign up for our newsletter", SECOND, THIRD]))
    assert [kind for _, kind, _ in found[1:]] == [
        ZoneKind.BODY,
        ZoneKind.APPEAL,
        ZoneKind.BODY,
        ZoneKind.BODY,
    ]


def test_short_texts_of_other_stories_after_a_heading_are_set_aside_to_the_end():
    teaser = (
        "Flood kills 12 people in the south of Lorne, where the river rose by three metres and..."
    )
    found = zoned("\n\n".join(["Storm", LEAD, SECOND, "You may also like", teaser, teaser, teaser]))
    assert [kind for _, kind, _ in found[4:]] == [ZoneKind.TEASER] * 3


def test_all_of_an_appeal_is_set_aside_however_long_it_is():
    appeal = [
        "A Message from The Lorne Mail:",
        "The authorities call our work a crime and have put 12 of our reporters on trial this year.",
        "We see it differently: we report what happens on the coast, and we will go on doing so.",
    ]
    found = zoned("\n\n".join(["Storm closes harbour", LEAD, SECOND, *appeal]))
    assert [kind for _, kind, _ in found[3:]] == [ZoneKind.APPEAL] * 3


def test_comments_below_the_text_are_set_aside():
    comment = "I was there and I saw at least 50 dead men in the water, whatever the mayor says."
    found = zoned("\n\n".join(["Storm closes harbour", LEAD, SECOND, "3 comments", comment]))
    assert found[-1][1:] == (ZoneKind.NAV, "after: comments heading")


def test_a_gallery_in_one_line_is_cut_into_captions_that_are_read_and_buttons_that_are_not():
    line = (
        "Photos: Storm in Lorne Photos: Storm in Lorne A crane lies in the water. Hide Caption 1 of 3 "
        "Photos: Storm in Lorne Twelve sailors were saved. Hide Caption 2 of 3"
    )
    found = zoned(f"Storm closes harbour\n\n{LEAD}\n\n{line}\n\n{SECOND}")
    captions = [words for words, kind, _ in found if kind is ZoneKind.CAPTION]
    assert captions == ["A crane lies in the water.", "Twelve sailors were saved."]
    assert all(
        kind.is_furniture for words, kind, _ in found if "Hide" in words or "Photos" in words
    )


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Enlarge this image toggle caption Ann Lee/Coast Wire", "Ann Lee/Coast Wire"),
        ("Item 1 of 5 A crane lies in the water.", "A crane lies in the water."),
        ("He left. ADVERTISEMENT She stayed.", "He left."),
        (
            "The mayor (left) greets sailors in the port of Lorne. (Lorne Mail file photo)The port was closed.",
            "The port was closed.",
        ),
    ],
)
def test_controls_inside_a_line_are_cut_out_of_it(line, read):
    assert read in [
        words for words, kind, _ in zoned(between_paragraphs(line)) if not kind.is_furniture
    ]


@pytest.mark.parametrize(
    "line",
    [
        "10:42 a.m. ET",
        "Updated at noon ET.",
        "Storm closes harbour Listen · 3:20 3:20",
        "JUST WATCHED A storm Replay More Videos ... MUST WATCH A storm 01:11",
        "Posted 5 minutes ago",
        "Share this post",
        "Show key events only",
    ],
)
def test_what_live_blogs_and_players_add_is_set_aside(line):
    assert kind_of(line, between_paragraphs(line)).is_furniture


def test_the_line_above_a_picture_credit_is_its_caption():
    line = "Sailors wait in the port of Dell, Tuesday, March 4, 2025."
    text = between_paragraphs(f"{line}\n\nCoast Guard/Coast Wire via Reuters")
    assert kind_of(line, text) is ZoneKind.CAPTION


def test_a_menu_before_the_text_is_set_aside_and_the_headline_kept():
    text = f"Our Region\nPort Life\nTide Tables\nShop Window\nStorm closes harbour\n\n{LEAD}\n\n{SECOND}"
    kinds = [kind for _, kind, _ in zoned(text)]
    assert kinds == [*[ZoneKind.NAV] * 4, ZoneKind.TITLE, ZoneKind.BODY, ZoneKind.BODY]


def test_names_and_the_outlet_at_the_head_are_a_byline():
    text = f"Ann Lee and Bo Day\n\nLORNE MAIL\n\n{LEAD}\n\n{SECOND}"
    kinds = [kind for _, kind, _ in zoned(text, "Storm closes harbour", "Lorne Mail (Web)")]
    assert kinds == [ZoneKind.BYLINE, ZoneKind.BYLINE, ZoneKind.BODY, ZoneKind.BODY]


@pytest.mark.parametrize("title", ["", "Exclusive: Storm closes harbour"])
def test_a_headline_with_a_label_is_the_title_above_the_text(title):
    text = f"Exclusive: Storm closes harbour\n\n{LEAD}\n\n{SECOND}"
    assert kind_of("Exclusive: Storm closes harbour", text, title=title) is ZoneKind.TITLE


def test_a_headline_that_changed_since_is_still_the_title():
    text = f"Storm closes harbour of Lorne, 12 dead\n\n{LEAD}\n\n{SECOND}"
    found = zoned(text, "Storm closes harbour of Lorne, three dead")
    assert found[0][1] is ZoneKind.TITLE


PAGE = """<!doctype html><html lang="en"><head><title>Storm closes harbour</title></head><body>
<article><h1>Storm closes harbour</h1><p>{lead}</p>
<p><a href="/ten">TEN HARBOURS TO SEE BEFORE THEY CLOSE</a></p>
<p>The mayor <a href="/mayor">told reporters</a> that <a href="/toll">12 people</a> were missing in Lorne.</p>
<p>{second}</p></article></body></html>"""


def test_a_paragraph_of_a_page_that_is_only_a_link_leads_elsewhere():
    article = parse(PAGE.format(lead=LEAD, second=SECOND).encode(), name="a.html")
    found = {article.text[z.start : z.end]: z for z in article.zones}
    assert found["TEN HARBOURS TO SEE BEFORE THEY CLOSE"].rule == "nothing but a link"
    told = "The mayor told reporters that 12 people were missing in Lorne."
    assert found[told].kind is ZoneKind.BODY


def test_a_crawlers_head_with_values_on_lines_of_their_own_is_metadata():
    head = "---\nid: 7\ntitle: Storm\ncategory:\nauthor:\n\n\tAnn Lee\n\npublished_at: 2025-03-03 00:00\n---\n"
    article = parse(f"{head}\n# Storm\n\n{LEAD}\n\n{SECOND}".encode(), name="a.txt")
    assert (article.metadata.byline, article.zones[0].rule) == ("Ann Lee", "front matter")
    assert [z.kind for z in article.zones[1:]] == [ZoneKind.TITLE, ZoneKind.BODY, ZoneKind.BODY]


def test_the_description_in_a_crawlers_head_is_read_and_its_title_if_the_text_has_none():
    head = (
        '---\ntitle: "Storm, 12 dead"\ndescription: "The toll rose to 12."\nword_count: 90\n---\n'
    )
    article = parse(f"{head}\n{LEAD}\n\n{SECOND}".encode(), name="a.txt")
    read = [article.text[z.start : z.end] for z in article.zones if not z.kind.is_furniture]
    assert read == ["Storm, 12 dead", "The toll rose to 12.", LEAD, SECOND]
    article = parse(f"{head}\n# Storm, 12 dead\n\n{LEAD}\n\n{SECOND}".encode(), name="a.txt")
    read = [article.text[z.start : z.end] for z in article.zones if not z.kind.is_furniture]
    assert read == ["The toll rose to 12.", "# Storm, 12 dead", LEAD, SECOND]


LINES = st.one_of(
    st.sampled_from(
        [text for _, text in EXAMPLES + COUNTER_EXAMPLES] + [LEAD, SECOND, "[](x)", "---", "a|b"]
    ),
    st.text(max_size=80),
    st.sampled_from(
        ["Hide Caption 1 of 2", "Photos: a b c Photos: a b c d", "He. ADVERTISEMENT A"]
    ),
)


@given(st.lists(LINES, min_size=1, max_size=12).map("\n".join))
def test_zones_are_ordered_apart_cover_every_word_and_leave_the_text_as_it_was(text):
    try:
        article = parse(text.encode("utf-8", "replace"), name="a.txt")
    except ParseError:
        return
    end = 0
    outside = []
    for zone in article.zones:
        assert end <= zone.start < zone.end <= len(article.text)
        assert zone.rule
        outside.append(article.text[end : zone.start])
        end = zone.end
    outside.append(article.text[end:])
    assert not "".join(outside).strip()


@given(st.text(max_size=400))
def test_cutting_loses_nothing(text):
    whole = blocks(text)
    pieces = cut(text, whole)
    assert "".join("".join(p.text.split()) for p in pieces) == "".join(text.split())
    assert all(text[p.start : p.end] == p.text for p in pieces)
