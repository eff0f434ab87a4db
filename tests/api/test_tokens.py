"""API tokens: made, shown once, held to their scopes, revoked."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Token
from accounts.scopes import scope_of
from claimbase.roles import DEEDS, ROLES
from claims.models import Claim
from tests.factories import PASSWORD, ingest_article, make_token, make_user

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


@pytest.fixture
def claim(db) -> Claim:
    ingest_article("Storm in Lorne\n\nPolice said 12 people were killed in Lorne.")
    return Claim.objects.get()


class Program:
    """Another program that holds a token."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def read(self):
        return self.client.get("/api/v1/claims/")

    def hand_in(self):
        file = SimpleUploadedFile("storm.txt", b"Police said 12 people were killed.")
        return self.client.post("/api/v1/source-files/", {"file": file})

    def decide(self, claim: Claim):
        said = {"claim": claim.public_id, "status": "confirmed", "reason": "seen"}
        return self.client.post("/api/v1/assessments/", said, content_type="application/json")


def make(client: Client, **said):
    wanted = {"name": "Nightly import", "scopes": ["read"], "days": "90", **said}
    return client.post("/account/tokens/", wanted)


def shown(answer) -> str:
    (secret,) = re.findall(r'id="fresh-token">(cb_[^<]+)<', answer.content.decode())
    return secret


def test_a_token_is_shown_once_and_works(as_reader, claim):
    answer = make(as_reader)
    assert answer.status_code == 201
    assert "no-store" in answer["Cache-Control"]
    secret = shown(answer)
    assert Program(secret).read().status_code == 200
    later = as_reader.get("/account/tokens/").content.decode()
    assert secret not in later
    assert "Nightly import" in later


def test_a_token_ends_when_it_was_said_to(as_reader):
    make(as_reader, name="a month", days="30")
    make(as_reader, name="for good", days="")
    expiry = Token.objects.get(name="a month").expiry
    assert abs(expiry - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)
    assert Token.objects.get(name="for good").expiry is None
    secret = make_token(User.objects.get())
    Token.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert Program(secret).read().status_code == 401


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["everything"]}])
def test_a_token_without_name_or_scope_is_not_made(as_reader, wrong):
    assert make(as_reader, **wrong).status_code == 422
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("reader", ["read", "write"]),
        ("analyst", ["read", "ingest", "export", "write"]),
        ("editor", ["read", "ingest", "export", "write", "review"]),
        ("admin", ["read", "ingest", "export", "write", "review"]),
    ],
)
def test_only_scopes_in_which_one_may_do_something_are_offered(role, offered):
    client = Client()
    client.force_login(make_user(role))
    text = client.get("/account/tokens/").content.decode()
    assert re.findall(r'name="scopes" value="(\w+)"', text) == offered


@pytest.mark.parametrize(
    ("scopes", "reads", "hands_in", "decides"),
    [
        (["read"], 200, 403, 403),
        (["ingest"], 403, 202, 403),
        (["read", "review"], 200, 403, 201),
        (["read", "write", "export"], 200, 403, 403),
    ],
)
@pytest.mark.parametrize("is_superuser", [False, True])
def test_a_token_may_what_its_scopes_contain_and_no_more(
    editor, claim, scopes, reads, hands_in, decides, is_superuser
):
    User.objects.update(is_superuser=is_superuser)
    program = Program(make_token(editor, *scopes))
    assert program.read().status_code == reads
    assert program.decide(claim).status_code == decides
    assert program.hand_in().status_code == hands_in


def test_a_scope_gives_no_right_that_the_person_does_not_have(reader, claim):
    program = Program(make_token(reader))
    assert program.read().status_code == 200
    answer = program.decide(claim)
    assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)
    problem = answer.json()
    assert problem["needs"] == {
        "permission": "claims.assess_claim",
        "role": "editor",
        "scope": None,
    }
    assert "needs the role editor" in problem["detail"]


def test_a_refusal_for_want_of_a_scope_names_the_scope(editor):
    problem = Program(make_token(editor, "read")).hand_in().json()
    assert problem["needs"]["scope"] == "ingest"
    assert "needs the scope ingest" in problem["detail"]


def test_a_refusal_names_who_can_grant_the_role(reader, claim):
    make_user("admin")
    assert "granted by admin" in Program(make_token(reader)).decide(claim).json()["detail"]


def test_what_a_token_writes_is_its_persons(editor, claim):
    assert Program(make_token(editor, "read", "review")).decide(claim).status_code == 201
    assert claim.assessments.get().by == editor


def test_the_last_use_is_noted(reader):
    secret = make_token(reader)
    assert Token.objects.get().last_used_at is None
    Program(secret).read()
    assert Token.objects.get().last_used_at is not None


def test_a_token_is_revoked_after_a_question(as_reader, reader):
    secret = make_token(reader)
    address = f"/account/tokens/{Token.objects.get().token_key}/revoke/"
    assert "Revoke “A script”?" in as_reader.get(address).content.decode()
    assert Program(secret).read().status_code == 200
    as_reader.post(address)
    assert Program(secret).read().status_code == 401


def test_nobody_revokes_the_token_of_another(as_reader, editor):
    make_token(editor)
    address = f"/account/tokens/{Token.objects.get().token_key}/revoke/"
    assert as_reader.post(address).status_code == 404
    assert Token.objects.exists()


def test_tokens_from_before_there_were_scopes_go_on_working(reader):
    secret = make_token(reader)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE knox_authtoken AS "
            "SELECT digest, token_key, created, expiry, user_id FROM accounts_token"
        )
    Token.objects.all().delete()
    migration = import_module("accounts.migrations.0001_preferences_and_tokens")
    with connection.schema_editor() as editor:
        migration.keep_tokens(None, editor)
    assert Program(secret).read().status_code == 200
    assert "knox_authtoken" not in connection.introspection.table_names()


def test_every_permission_of_a_role_is_said_in_words_and_stands_in_a_scope_or_is_about_accounts():
    for app, codename in (one for found in ROLES.values() for one in found):
        permission = f"{app}.{codename}"
        assert permission in DEEDS
        assert (scope_of(permission) is None) == (app == "auth"), permission


def test_no_token_reaches_the_accounts_of_people():
    chief = User.objects.create_superuser("chief", password=PASSWORD)
    client = Client(headers={"Authorization": f"Bearer {make_token(chief)}"})
    assert client.get("/account/people/").status_code == 302
