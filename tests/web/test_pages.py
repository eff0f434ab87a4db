"""The pages, through their addresses."""

import re

import pytest
from django.urls import reverse

from claims.models import Assessment, Claim, Origin, Speaker, Status
from sources.models import Outlet, SourceFile
from tests.factories import PASSWORD, ingest, ingest_article

pytestmark = pytest.mark.django_db

TEXT = (
    "Notes from Lorne\n\nKenya has sent about 1,000 soldiers to Haiti, Kenyan officials said.\n\n"
    "Copyright 2025 Lorne Mail"
)


@pytest.fixture
def claim(db) -> Claim:
    ingest_article(TEXT, outlet="Lorne Mail", published="2025-03-03")
    return Claim.objects.get(figure_text="about 1,000")


def page(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def test_nobody_sees_anything_without_signing_in(client, claim):
    for address in ("/claims/", claim.get_absolute_url(), "/ingest/", "/articles/"):
        assert client.get(address).url.startswith("/account/login/")


def test_signing_in_leads_to_the_first_page(client, reader):
    answer = client.post("/account/login/", {"login": "reader", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("home")


def test_nobody_can_sign_up(client):
    assert "closed" in page(client, "/account/signup/").lower()


def test_an_empty_list_says_what_to_do(as_analyst):
    assert "Add articles" in page(as_analyst, "/claims/")


def test_the_list_shows_status_figure_and_three_numbers(as_reader, claim):
    text = page(as_reader, "/claims/")
    for shown in (
        claim.title,
        "about 1,000",
        "Single source",
        "independent origin",
        "1 report",
        "1 outlet",
    ):
        assert shown in text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=soldiers", True),
        ("q=volcano", False),
        ("status=single_source", True),
        ("status=disputed", False),
        ("type=troops_deployed", True),
        ("type=killed", False),
        ("after=2025-03-01", True),
        ("after=2025-04-01", False),
        ("before=2025-02-01", False),
        ("min_origins=1", True),
        ("min_origins=2", False),
        ("sort=reported", True),
    ],
)
def test_filters_narrow_the_list(as_reader, claim, query, is_found):
    assert (claim.title in page(as_reader, f"/claims/?{query}")) == is_found


def test_claims_are_found_by_outlet_speaker_and_origin(as_reader, claim):
    for row, name in (
        (Outlet.objects.get(), "outlet"),
        (Speaker.objects.get(), "speaker"),
        (Origin.objects.filter(kind="speakers").get(), "origin"),
    ):
        assert claim.title in page(as_reader, f"/claims/?{name}={row.public_id}")


def test_a_wrong_filter_is_named_and_the_rest_still_works(as_reader, claim):
    text = page(as_reader, "/claims/?after=yesterday&colour=red&sort=luck&cursor=xyz")
    for warning in ("after:", "colour: there is no such filter", "no order", "first page"):
        assert warning in text
    assert claim.title in text


def test_pages_go_forward_and_back_without_losing_a_row(as_reader, monkeypatch):
    from sources import listing

    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    Claim.objects.bulk_create(Claim(type="killed", title=f"Claim number {n}") for n in range(5))
    import re

    seen, address = [], "/claims/?sort=origins"
    while address:
        text = page(as_reader, address)
        seen += re.findall(r"Claim number \d", text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = f"/claims/{following[1].replace('&amp;', '&')}" if following else ""
    assert sorted(seen) == [f"Claim number {n}" for n in range(5)]
    assert 'rel="prev"' in text


def test_a_claim_explains_itself(as_reader, claim):
    text = page(as_reader, claim.get_absolute_url())
    for shown in (
        "1 independent origin behind 1 report in 1 outlet",
        "What would change it",
        "Kenya has sent about 1,000 soldiers to Haiti",
        "Kenyan officials",
        "Lorne Mail",
        "open in the article",
        "claim made",
    ):
        assert shown in text, shown


def test_a_wrong_slug_leads_to_the_right_address(as_reader, claim):
    answer = as_reader.get(f"/claims/something-{claim.public_id}/")
    assert (answer.status_code, answer.url) == (301, claim.get_absolute_url())


def test_a_merged_claim_leads_to_where_it_went(as_reader, claim):
    old = Claim.objects.create(type="killed", title="Old", merged_into=claim)
    assert as_reader.get(old.get_absolute_url()).url == claim.get_absolute_url()


def test_the_article_shows_statements_in_place_and_what_was_set_aside(as_reader, claim):
    article = claim.assertions.get().article
    text = page(as_reader, article.get_absolute_url())
    assert re.search(
        r'<mark class="claim anchor[^"]*" data-notes="1">about 1,000 soldiers</mark>', text
    )
    assert "1 line of this text was set aside" in text
    assert "Set aside: notice" in text
    assert "notice, by rule: copyright" in text


def test_furniture_that_stands_together_is_folded_together_each_line_with_its_rule(as_reader):
    article = ingest_article(
        "Storm closes harbour\n\nPolice said 12 people were killed in the port of Lorne on Monday.\n\n"
        "You may also like\n\nTen harbours to see\n\nCopyright 2025 Lorne Mail"
    )
    text = page(as_reader, article.get_absolute_url())
    assert text.count('<details class="furniture">') == 1
    assert "Set aside: other stories, notice (3 lines)" in text
    for shown in (
        "Ten harbours to see",
        "other stories, by rule: after: related heading",
        "notice, by rule: copyright",
    ):
        assert shown in text


def test_an_article_without_furniture_says_nothing_of_it(as_reader):
    article = ingest_article("Storm in Lorne\n\nPolice said 12 people were killed.")
    assert "set aside" not in page(as_reader, article.get_absolute_url()).lower()


def test_text_of_an_article_is_never_markup(as_reader):
    article = ingest_article(
        "Title\n\n<script>alert(1)</script> Police said 12 people were killed."
    )
    text = page(as_reader, article.get_absolute_url())
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_address_of_a_statement_leads_to_its_row(as_reader, claim):
    assertion = claim.assertions.get()
    text = page(as_reader, assertion.get_absolute_url())
    assert f"{claim.get_absolute_url()}?at={assertion.public_id}#{assertion.public_id}" in text
    assert f"{assertion.article.get_absolute_url()}#{assertion.public_id}" in text


@pytest.mark.parametrize(
    "name", ["article-list", "speaker-list", "outlet-list", "ingest", "help-method", "tokens"]
)
def test_every_list_opens_with_and_without_rows(as_reader, name):
    page(as_reader, reverse(name))
    ingest_article(TEXT)
    page(as_reader, reverse(name))


def test_speakers_outlets_origins_and_files_have_pages(as_reader, claim):
    for row in (
        *Speaker.objects.all(),
        *Outlet.objects.all(),
        *Origin.objects.all(),
        *SourceFile.objects.all(),
    ):
        assert str(row) in page(as_reader, row.get_absolute_url()).replace("&#x27;", "'")


def test_an_editor_decides_with_a_reason(as_editor, claim):
    answer = as_editor.post(
        reverse("claim-assess", args=[claim.public_id]),
        {
            "status": "confirmed",
            "reason": "The ministry showed the lists.",
            "version": claim.version,
        },
        follow=True,
    )
    text = answer.content.decode()
    assert "Recorded: confirmed." in text
    assert "The ministry showed the lists." in text
    claim.refresh_from_db()
    assert claim.status == Status.CONFIRMED


def test_a_decision_without_a_reason_is_asked_again_and_keeps_what_was_chosen(as_editor, claim):
    answer = as_editor.post(
        reverse("claim-assess", args=[claim.public_id]),
        {"status": "disputed", "reason": "", "version": claim.version},
    )
    assert answer.status_code == 422
    assert "A decision needs a reason." in answer.content.decode()
    assert 'value="disputed" selected' in answer.content.decode()


def test_a_decision_on_an_old_version_is_shown_what_changed(as_editor, claim):
    answer = as_editor.post(
        reverse("claim-assess", args=[claim.public_id]),
        {"status": "disputed", "reason": "Seen.", "version": claim.version - 1},
    )
    assert answer.status_code == 409
    assert "The claim was changed while you were at it" in answer.content.decode()
    assert "Seen." in answer.content.decode()
    assert not Assessment.objects.exists()


def test_only_editors_may_decide(as_analyst, claim):
    answer = as_analyst.post(
        reverse("claim-assess", args=[claim.public_id]), {"status": "disputed", "reason": "x"}
    )
    assert answer.status_code == 403
    assert "admin can grant it" in answer.content.decode()
    assert "Record the decision" not in page(as_analyst, claim.get_absolute_url())


def test_a_failure_is_shown_with_its_reason_and_can_be_tried_again(as_analyst):
    failed = ingest(b"%PDF-1.7")
    assert "PDF document" in page(as_analyst, "/ingest/?state=failed")
    answer = as_analyst.post(reverse("source-file-retry", args=[failed.public_id]), follow=True)
    assert "is being tried again" in answer.content.decode()


def test_the_theme_is_remembered(as_reader):
    as_reader.post("/account/preferences/theme/", {"theme": "dark", "next": "/claims/"})
    assert 'data-bs-theme="dark"' in page(as_reader, "/claims/")


def test_the_theme_never_leads_to_another_site(as_reader):
    answer = as_reader.post(
        "/account/preferences/theme/", {"theme": "dark", "next": "https://evil.example/"}
    )
    assert answer.url == "/"


def test_no_page_allows_foreign_or_inline_code(as_reader, claim):
    answer = as_reader.get(claim.get_absolute_url())
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    text = answer.content.decode()
    assert " style=" not in text
    assert "<script>" not in text


def test_an_unknown_address_has_a_page(as_reader):
    assert "There is nothing at this address" in page(as_reader, "/claims/none/", status=404)


def test_the_list_costs_a_fixed_number_of_queries(as_reader, claim, django_assert_max_num_queries):
    Claim.objects.bulk_create(Claim(type="killed", title=f"Claim {n}") for n in range(40))
    with django_assert_max_num_queries(11):
        page(as_reader, "/claims/")
