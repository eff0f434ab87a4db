"""From bytes to text, zones and what a page says about itself."""

import codecs
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.parsing import ParseError, ZoneKind, parse

BODY = (
    "The harbour of Lorne was closed on Monday after a storm damaged two of its cranes, the port "
    "authority said.\n\nEngineers expect the work to last until the end of the month, and ships are "
    "sent to the neighbouring port of Dell.\n\n"
)


def kinds(text: str) -> dict[str, ZoneKind]:
    article = parse(text.encode(), name="a.txt")
    return {article.text[z.start : z.end]: z.kind for z in article.zones}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xe2\x80\x8b\xe2\x80\x8b", "empty"),
        (b"%PDF-1.7 ...", "not_text"),
        (b"PK\x03\x04 zipped", "not_text"),
        (b"abc\x00def", "not_text"),
        (b'<html><meta charset="klingon"><body>caf\xe9</body></html>', "unknown_encoding"),
        (b"\xff\xfe\x00\xd8", "unknown_encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_a_code_and_a_reason(data, code):
    with pytest.raises(ParseError) as refused:
        parse(data, name="a.txt")
    assert refused.value.code == code
    assert refused.value.message.endswith((".", ")")) or ":" in refused.value.message


@pytest.mark.parametrize(
    "data",
    [
        "Früh am Morgen\n\nDer Zug fuhr".encode(),
        codecs.BOM_UTF8 + "Früh am Morgen\n\nDer Zug fuhr".encode(),
        "Früh am Morgen\n\nDer Zug fuhr".encode("utf-16"),
        "Fru\u0308h am Morgen\r\n\r\nDer Zug fuhr".encode(),
    ],
    ids=["utf-8", "with a mark", "utf-16", "decomposed, with CRLF"],
)
def test_one_text_comes_out_of_every_encoding(data):
    assert parse(data, name="a.txt").text == "Früh am Morgen\n\nDer Zug fuhr\n"


@given(st.text(min_size=1))
def test_zones_are_ordered_do_not_overlap_and_lie_in_the_text(text):
    try:
        article = parse(text.encode("utf-8", "replace"), name="a.txt")
    except ParseError:
        return
    end = 0
    for zone in article.zones:
        assert end <= zone.start < zone.end <= len(article.text)
        end = zone.end


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("You may also like", ZoneKind.TEASER),
        ("Copyright 2025 The Lorne Mail", ZoneKind.LEGAL),
        ("Disclaimer: nothing here is advice.", ZoneKind.LEGAL),
        ("We use cookies to improve your visit.", ZoneKind.LEGAL),
        ("Already a subscriber? Log in.", ZoneKind.PAYWALL),
        ("Please support us with a donation, and your paper lives on.", ZoneKind.APPEAL),
        ("Sign up for our newsletter: it is delivered to your inbox", ZoneKind.APPEAL),
        ("3 hours ago 17", ZoneKind.NAV),
        ("This article was originally published by Coast Wire", ZoneKind.SYNDICATION),
        ("More: Ten harbours to see", ZoneKind.TEASER),
    ],
)
def test_page_furniture_is_set_aside_by_kind(line, kind):
    assert kinds(f"Storm closes harbour\n\n{BODY}{line}\n")[line] is kind


def test_a_paragraph_on_financial_support_is_no_appeal():
    line = "The bank promised financial support, and monthly payments to every family, it said."
    assert kinds(f"Storm closes harbour\n\n{line}\n\n{BODY}")[line] is ZoneKind.BODY


def test_what_follows_a_related_heading_is_set_aside_but_not_what_precedes_it():
    found = kinds(
        f"Storm\n\n{BODY}You may also like\n\nFlood leaves 12 dead in the south of Lorne.\n"
    )
    assert found["Flood leaves 12 dead in the south of Lorne."] is ZoneKind.TEASER
    assert list(found.values()).count(ZoneKind.BODY) == 2


def test_a_menu_heading_before_the_text_sets_only_itself_aside():
    found = kinds(f"Latest News\n\nStorm closes harbour\n\n{BODY}")
    assert found["Latest News"].is_furniture
    assert found["Storm closes harbour"] is ZoneKind.TITLE


def test_plain_text_tells_title_byline_and_date():
    about = parse(
        f"Storm closes harbour\n\nBy Ann Lee\n3 March 2025\n\n{BODY}".encode(), name="a.txt"
    ).metadata
    assert (about.title, about.byline) == ("Storm closes harbour", "Ann Lee")
    assert about.published_on == date(2025, 3, 3)


def test_the_outlet_is_who_holds_the_copyright_and_the_credit_is_where_it_was_taken_from():
    text = f"Storm closes harbour\n\n{BODY}This post appeared first on coastwire.example\n\nCopyright © 2025 lornemail.example\n"
    about = parse(text.encode(), name="a.txt").metadata
    assert (about.outlet, about.syndicated_from) == ("lornemail.example", "coastwire.example")


def test_the_rights_reserved_are_no_part_of_the_outlets_name():
    text = f"Storm closes harbour\n\n{BODY}Copyright 2025 Coast Wire. All rights reserved."
    assert parse(text.encode(), name="a.txt").metadata.outlet == "Coast Wire"


def test_a_credit_alone_names_the_outlet():
    text = f"Storm closes harbour\n\n{BODY}Original Source: www.coastwire.example"
    about = parse(text.encode(), name="a.txt").metadata
    assert (about.outlet, about.syndicated_from) == ("coastwire.example", "")
    assert "no other outlet" in about.basis["outlet"]


def test_a_dateline_tells_place_and_agency():
    text = f"LORNE, March 3 (Coast Wire) -- {BODY}"
    about = parse(text.encode(), name="a.txt").metadata
    assert about.dateline == "LORNE, March 3 (Coast Wire)"
    assert about.outlet == "Coast Wire"


def test_the_sidecar_wins_over_what_the_text_says():
    said = {"outlet": "Dell Daily", "published": "2025-01-09", "title": "Other", "unknown": 3}
    about = parse(f"Storm\n\n3 March 2025\n\n{BODY}".encode(), name="a.txt", sidecar=said).metadata
    assert (about.outlet, about.title) == ("Dell Daily", "Other")
    assert about.published_on == date(2025, 1, 9)
    assert about.basis["outlet"] == "said by who handed it in"


@pytest.mark.parametrize("said", [{"published": "last week"}, {"outlet": 7}])
def test_a_sidecar_that_makes_no_sense_is_refused(said):
    with pytest.raises(ParseError) as refused:
        parse(b"Storm\n\nText", name="a.txt", sidecar=said)
    assert refused.value.code == "bad_sidecar"


PAGE = """<!doctype html><html lang="en"><head><title>Storm | Lorne Mail</title>
<meta property="og:site_name" content="Lorne Mail"><meta property="og:title" content="Storm closes harbour">
<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2025-03-03T08:00:00Z">
<link rel="canonical" href="https://lornemail.example/storm"></head><body><nav>Home World Sport</nav>
<article><h1>Storm closes harbour</h1><p>{}</p><p>{}</p></article>
<footer>All rights reserved</footer></body></html>"""


def test_a_web_page_gives_its_text_and_metadata():
    page = PAGE.format(*BODY.strip().split("\n\n"))
    article = parse(page.encode(), name="storm.html")
    about = article.metadata
    assert (about.title, about.outlet, about.byline) == (
        "Storm closes harbour",
        "Lorne Mail",
        "Ann Lee",
    )
    assert (about.published_on, about.url) == (date(2025, 3, 3), "https://lornemail.example/storm")
    assert article.text.startswith("Storm closes harbour\nThe harbour of Lorne")
    assert "Sport" not in article.text
    assert article.media_type == "text/html"


def test_hard_wrapped_lines_make_one_block():
    text = "Storm closes harbour\n\n" + (
        "The harbour of Lorne was closed on Monday after a storm\n"
        "damaged two of its cranes, and the port authority then\n"
        "said that ships would be sent to the neighbouring port\n"
        "of Dell.\n"
    )
    assert [z.kind for z in parse(text.encode(), name="a.txt").zones] == [
        ZoneKind.TITLE,
        ZoneKind.BODY,
    ]


def test_front_matter_is_metadata_not_text():
    text = f'---\ntitle: "Storm"\nsource: https://lornemail.example/storm\ndate: 2025-03-03\n---\n\n{BODY}'
    article = parse(text.encode(), name="a.txt")
    assert (article.metadata.title, article.metadata.url) == (
        "Storm",
        "https://lornemail.example/storm",
    )
    assert article.zones[0].kind is ZoneKind.NAV
