"""Facets through the API."""

import pytest

from claims.models import Claim, Speaker
from tests.editing.worlds import HAITI, MALI, deny, report

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/claims/facets/"


@pytest.fixture
def claims(db) -> None:
    for number, who in enumerate(("the Dell Institute", "the Lorne Foundation")):
        report(who, number=number, figure=str(300 + 40 * number))
    deny("Haiti")
    report("the Kestrel Institute", figure="310", to="Mali", number=10)


def counts(client, query: str = "") -> dict[str, dict[str, int]]:
    answer = client.get(f"{ADDRESS}{query}")
    assert answer.status_code == 200, answer.content
    return {
        facet["name"]: {value["value"]: value["count"] for value in facet["values"]}
        for facet in answer.json()["facets"]
    }


def test_the_address_of_the_list_gives_its_counts(claims, as_reader):
    found = counts(as_reader, "?status=disputed&type=troops_deployed")
    assert found["status"] == {"disputed": 1, "single_source": 1}
    assert found["origins"] == {"2": 1}
    total = as_reader.get(f"{ADDRESS}?status=disputed").json()
    assert (total["total"], total["total_is_exact"], total["counted"]) == (1, True, None)


def test_the_list_takes_the_same_query(claims, as_reader):
    who = Speaker.objects.get(name="Lorne Foundation")
    query = f"?q=soldiers&decided=none&origins=2&origins=5&review=draft&speaker={who.public_id}"
    (row,) = as_reader.get(f"/api/v1/claims/{query}").json()["results"]
    assert row["title"] == HAITI
    assert as_reader.get(f"{ADDRESS}{query}&sort=reported&page_size=10").json()["total"] == 1
    both = as_reader.get("/api/v1/claims/?status=disputed&status=single_source").json()["results"]
    assert {row["title"] for row in both} == {HAITI, MALI}


def test_some_facets_can_be_asked_for_and_fewer_values(claims, as_reader):
    answer = as_reader.get(f"{ADDRESS}?facet=outlet&facet=status&most=2").json()
    assert [facet["name"] for facet in answer["facets"]] == ["status", "outlet"]
    outlets = answer["facets"][1]
    assert (len(outlets["values"]), outlets["value_count"]) == (2, 4)


@pytest.mark.parametrize(
    "query", ["?colour=red", "?status=purple", "?facet=colour", "?most=0", "?most=x"]
)
def test_what_is_wrong_is_refused_by_name(claims, as_reader, query):
    answer = as_reader.get(f"{ADDRESS}{query}")
    assert answer.status_code == 400
    assert query[1:].partition("=")[0] in answer.content.decode()


def test_reading_them_needs_the_right_to_read_claims(client, django_user_model):
    assert client.get(ADDRESS).status_code == 401
    client.force_login(django_user_model.objects.create_user("nobody"))
    assert client.get(ADDRESS).status_code == 403
    assert Claim.objects.count() == 0
