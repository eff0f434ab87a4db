"""The REST API, through its addresses."""

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claims.models import Assertion, Claim
from sources.models import SourceFile
from tests.factories import ingest_article, make_token

pytestmark = pytest.mark.django_db

TEXT = "Notes from Lorne\n\nKenya has sent about 1,000 soldiers to Haiti, Kenyan officials said."
PROBLEM = "application/problem+json"


@pytest.fixture
def claim(db) -> Claim:
    ingest_article(TEXT, outlet="Lorne Mail", published="2025-03-03")
    return Claim.objects.get()


def test_a_token_opens_the_api_and_nothing_else_does(client, reader, claim):
    answer = client.get("/api/v1/claims/")
    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert answer["WWW-Authenticate"] == "Bearer"
    token = make_token(reader)
    assert (
        client.get("/api/v1/claims/", headers={"Authorization": f"Bearer {token}"}).status_code
        == 200
    )
    assert (
        client.get("/api/v1/claims/", headers={"Authorization": "Bearer cb_wrong"}).status_code
        == 401
    )


def test_an_account_without_a_role_may_read_nothing(django_user_model, claim):
    client = Client()
    client.force_login(django_user_model.objects.create_user("nobody"))
    assert client.get("/api/v1/claims/").status_code == 403


def test_a_claim_has_its_figure_status_and_three_counts(as_reader, claim):
    (row,) = as_reader.get("/api/v1/claims/").json()["results"]
    assert row["id"] == claim.public_id
    assert row["figure"] == {
        "text": "about 1,000", "quantifier": "approximately", "low": "1000", "high": "1000", "unit": "people",
    }  # fmt: skip
    assert row["status"]["value"] == "single_source"
    assert row["counts"]["independent_origins"] == row["counts"]["reports"] == 1
    single = as_reader.get(f"/api/v1/claims/{claim.public_id}/").json()
    assert single["origins"][0]["origin"]["label"] == "Kenyan officials"
    assert single["challenges"] == []


def test_a_statement_points_at_its_place_in_the_text(as_reader, claim):
    (row,) = as_reader.get("/api/v1/assertions/").json()["results"]
    article = as_reader.get(f"/api/v1/articles/{row['article']['id']}/").json()
    span = row["span"]
    assert article["text"][span["start"] : span["end"]] == row["excerpt"]
    assert row["attributions"][0]["speaker"]["name"] == "Kenyan officials"
    assert row["claim"] == claim.public_id


@pytest.mark.parametrize(
    "name",
    [
        "claims",
        "assertions",
        "articles",
        "speakers",
        "outlets",
        "origins",
        "source-files",
        "assessments",
        "batches",
    ],
)
def test_every_list_gives_pages_and_every_row_its_own_address(as_editor, claim, name):
    as_editor.post(
        "/api/v1/assessments/",
        {"claim": claim.public_id, "status": "confirmed", "reason": "seen"},
        content_type="application/json",
    )
    rows = as_editor.get(f"/api/v1/{name}/?page_size=1").json()
    assert set(rows) == {"next", "previous", "results"}
    (row,) = rows["results"]
    assert as_editor.get(f"/api/v1/{name}/{row['id']}/").json()["id"] == row["id"]


def test_the_web_lists_query_works_on_the_api(as_reader, claim):
    found = as_reader.get("/api/v1/claims/?q=soldiers&status=single_source&sort=reports").json()
    assert len(found["results"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        "page_size=0",
        "page_size=9999",
        "page_size=x",
        "cursor=xyz",
        "sort=luck",
        "colour=red",
        "after=x",
        "status=great",
    ],
)
def test_a_wrong_parameter_is_refused_by_name(as_reader, query):
    answer = as_reader.get(f"/api/v1/claims/?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert answer.json()["errors"][0]["attr"] == query.split("=")[0]


def test_pages_follow_each_other_to_the_end_and_back(as_reader):
    Claim.objects.bulk_create(Claim(type="killed", title=f"{n}") for n in range(7))
    titles, address = [], "/api/v1/claims/?page_size=3&sort=origins"
    while address:
        page = as_reader.get(address).json()
        titles += [row["title"] for row in page["results"]]
        last, address = page, page["next"]
    assert sorted(titles) == [str(n) for n in range(7)]
    assert [r["title"] for r in as_reader.get(last["previous"]).json()["results"]] == titles[3:6]


def test_an_unchanged_claim_is_not_sent_again(as_reader, claim):
    address = f"/api/v1/claims/{claim.public_id}/"
    etag = as_reader.get(address)["ETag"]
    assert as_reader.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/nothing/", 404),
        ("/api/v1/claims/clm_00000000000000000000000000/", 404),
        ("/api/", 404),
    ],
)
def test_errors_are_problems_everywhere(as_reader, address, status):
    answer = as_reader.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status


def test_a_method_that_is_not_offered_is_a_problem(as_editor, claim):
    answer = as_editor.delete(f"/api/v1/claims/{claim.public_id}/")
    assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)


def upload(client, content: bytes, **fields):
    return client.post(
        "/api/v1/source-files/", {"file": SimpleUploadedFile("kenya.txt", content), **fields}
    )


def test_a_file_is_handed_in_with_what_is_known_about_it(
    as_analyst, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as queued:
        answer = upload(as_analyst, TEXT.encode(), outlet="Lorne Mail", published="2025-03-03")
    assert answer.status_code == 202
    assert answer["Location"].endswith(f"{answer.json()['id']}/")
    assert len(queued) == 1
    assert SourceFile.objects.get().sidecar == {"outlet": "Lorne Mail", "published": "2025-03-03"}
    assert upload(as_analyst, TEXT.encode()).status_code == 200  # the same bytes, queued already


def test_known_bytes_are_answered_with_200(as_analyst):
    ingest_article(TEXT)
    assert upload(as_analyst, TEXT.encode()).status_code == 200


def test_readers_may_not_hand_in_files(as_reader):
    assert upload(as_reader, TEXT.encode()).status_code == 403


def decide(client, about, etag=None, **fields):
    body = {"claim": about.public_id, "status": "confirmed", "reason": "seen", **fields}
    headers = {"If-Match": etag} if etag else {}
    return client.post(
        "/api/v1/assessments/", body, content_type="application/json", headers=headers
    )


def test_an_editor_decides(as_editor, claim):
    assert decide(as_editor, claim).status_code == 201
    row = as_editor.get(f"/api/v1/claims/{claim.public_id}/").json()
    assert (row["status"]["value"], row["status"]["computed"]) == ("confirmed", "single_source")


def test_a_decision_on_an_old_version_is_refused(as_editor, claim):
    etag = as_editor.get(f"/api/v1/claims/{claim.public_id}/")["ETag"]
    assert decide(as_editor, claim, etag).status_code == 201
    assert decide(as_editor, claim, etag).status_code == 412


@pytest.mark.parametrize(
    "wrong", [{"status": "single_source"}, {"status": "great"}, {"reason": ""}, {"claim": "clm_x"}]
)
def test_a_decision_that_makes_no_sense_is_refused_by_field(as_editor, claim, wrong):
    answer = decide(as_editor, claim, **wrong)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == next(iter(wrong))


def test_only_editors_decide(as_analyst, claim):
    assert decide(as_analyst, claim).status_code == 403


def test_the_schema_is_openapi_3_1_and_names_every_endpoint(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert {p.split("/")[3] for p in schema["paths"]} == {
        "claims", "assertions", "articles", "speakers", "outlets", "origins", "source-files", "assessments",
        "changes", "claim-suggestions", "compare", "topics",
        "receipts",
        "batches",
        "exports",
        "saved-searches",
        "review",
    }  # fmt: skip


def test_the_documentation_page_opens(client):
    assert b"swagger-ui" in client.get("/api/docs/").content


def test_the_schema_describes_what_the_api_answers(as_reader, claim, client):
    schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    for name in (
        "claims",
        "assertions",
        "articles",
        "speakers",
        "outlets",
        "origins",
        "source-files",
        "batches",
    ):
        for path, row in ((f"/api/v1/{name}/", None), (f"/api/v1/{name}/{{public_id}}/", name)):
            address = path
            if row:
                first = as_reader.get(f"/api/v1/{name}/").json()["results"][0]["id"]
                address = path.format(public_id=first)
            operation = schema[path]["GET"]
            answer = as_reader.get(address)
            definition = operation.definition.raw["responses"]["200"]["content"][
                "application/json"
            ]["schema"]
            _validate(schema.raw_schema, definition, answer.json())


def _validate(document, definition, value) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator({**definition, "components": document["components"]}).validate(value)


def test_the_figures_of_the_export_are_those_of_the_api(as_reader, claim, tmp_path):
    import csv
    import json

    from django.core.management import call_command

    path = tmp_path / "assertions.jsonl"
    call_command("export", "assertions", "-o", str(path))
    (row,) = [json.loads(line) for line in path.read_text().splitlines()]
    assertion = Assertion.objects.get()
    assert row["claim"] == claim.public_id
    assert row["figure"]["low"] == 1000
    assert (row["speakers"], row["origins"]) == (["Kenyan officials"], ["Kenyan officials"])
    assert (row["start"], row["end"], row["source"]) == (
        assertion.span_start,
        assertion.span_end,
        "article.txt",
    )
    for what in ("claims", "articles"):
        call_command("export", what, "--format", "csv", "-o", str(tmp_path / f"{what}.csv"))
        with (tmp_path / f"{what}.csv").open() as lines:
            assert len(list(csv.DictReader(lines))) == 1


def test_a_cell_that_a_spreadsheet_would_run_is_made_text(tmp_path):
    from django.core.management import call_command

    ingest_article("=cmd|run\n\nPolice said 12 people were killed.")
    path = tmp_path / "articles.csv"
    call_command("export", "articles", "--format", "csv", "-o", str(path))
    assert "'=cmd|run" in path.read_text()
