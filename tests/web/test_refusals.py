"""What is said when something is refused, gone, or broken."""

import pytest
from django.db import OperationalError, connection
from django.http import Http404, HttpResponse, HttpResponseGone
from django.test import Client
from django.urls import path, reverse

from claimbase import urls
from claims.models import Claim
from tests.factories import ingest_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db) -> Claim:
    ingest_article("Storm in Lorne\n\nPolice said 12 people were killed in Lorne.")
    return Claim.objects.get()


def decide(client: Client, claim: Claim, **headers: str):
    said = {"status": "disputed", "reason": "x", "version": claim.version}
    return client.post(reverse("claim-assess", args=[claim.public_id]), said, headers=headers)


@pytest.mark.parametrize("role", ["reader", "analyst"])
def test_a_refusal_says_what_it_needs_what_one_has_and_who_grants_it(claim, role):
    person, client = make_user(role), Client()
    make_user("admin")
    client.force_login(person)
    answer = decide(client, claim)
    text = answer.content.decode()
    assert answer.status_code == 403
    for said in (
        "Deciding on the status of a claim",
        "the role <b>editor</b>",
        f"the role <b>{role}</b>",
        "admin (an admin)",
    ):
        assert said in text


def test_whoever_has_no_role_is_told_so(django_user_model, claim):
    client = Client()
    client.force_login(django_user_model.objects.create_user("nobody"))
    assert "no role" in decide(client, claim).content.decode()


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client, claim):
    where = f"http://testserver{claim.get_absolute_url()}"
    answer = decide(client, claim, Referer=where)
    assert answer.status_code == 302
    assert answer.url == f"/account/login/?next={claim.get_absolute_url().replace('/', '%2F')}"


def test_a_part_asked_for_by_htmx_leads_the_whole_page_to_sign_in(client):
    answer = client.get(
        "/claims/?status=disputed",
        headers={
            "HX-Request": "true",
            "HX-Current-URL": "http://testserver/claims/?q=storm",
        },
    )
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/account/login/?next=%2Fclaims%2F%3Fq%3Dstorm"


def test_another_sites_address_is_never_led_back_to(client):
    answer = client.get(
        "/claims/",
        headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/claims/"},
    )
    assert answer["HX-Redirect"] == "/account/login/?next=%2F"


def test_an_address_that_only_takes_forms_says_so(as_editor):
    answer = as_editor.get(reverse("change-undo", args=["chg_00000000000000000000000000"]))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "only takes what a form on another page sends" in answer.content.decode()


def test_a_form_of_another_session_can_be_filled_again(as_editor, editor, claim):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    page = f"http://testserver{claim.get_absolute_url()}"
    answer = decide(strict, claim, Referer=page)
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "The form was too old" in text
    assert f'href="{claim.get_absolute_url()}"' in text


def test_a_form_from_another_site_is_refused_without_a_way_back_there(editor, claim):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert "evil" not in decide(strict, claim, Referer="https://evil.example/").content.decode()


def broken(request):
    raise ZeroDivisionError


def gone(request):
    return HttpResponseGone()


def stale(request):
    return HttpResponse(status=409)


def unknown(request):
    raise Http404


class BrokenUrls:
    """The site's addresses, and some that go wrong."""

    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500
    urlpatterns = [
        path("broken/", broken),
        path("gone/", gone),
        path("stale/", stale),
        path("unknown/", unknown),
        path("api/broken/", broken),
        *urls.urlpatterns,
    ]


@pytest.fixture
def quiet(reader, settings) -> Client:
    """A signed-in client that shows error pages instead of raising."""
    settings.ROOT_URLCONF = BrokenUrls
    client = Client(raise_request_exception=False)
    client.force_login(reader)
    return client


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/gone/", 410, "Removed"),
        ("/stale/", 409, "It changed meanwhile"),
        ("/unknown/", 404, "There is nothing at this address"),
        ("/broken/", 500, "claimbase met an error"),
    ],
)
def test_every_error_has_a_page_in_the_sites_dress(quiet, address, status, said):
    answer = quiet.get(address)
    text = answer.content.decode()
    assert answer.status_code == status
    assert said in text
    assert "site-header" in text
    assert " style=" not in text


def test_an_error_of_the_api_is_a_problem(quiet):
    answer = quiet.get("/api/broken/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


def away(execute, sql, params, many, context):
    raise OperationalError("the connection is closed")


def test_a_database_that_is_away_is_said_without_asking_it(quiet):
    with connection.execute_wrapper(away):
        page = quiet.get("/claims/")
        problem = quiet.get("/api/v1/claims/", headers={"Authorization": "Bearer cb_x"})
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "cannot reach its database" in page.content.decode()
    assert problem.status_code == 503
    assert problem["Content-Type"] == "application/problem+json"


def test_the_theme_of_the_browser_reaches_the_page_that_asks_no_database(quiet):
    quiet.cookies["theme"] = "dark"
    assert 'data-bs-theme="dark"' in quiet.get("/broken/").content.decode()
