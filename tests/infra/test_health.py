"""Health, accounts and roles."""

import itertools

import pytest
from django.contrib.auth.models import Group, User

from claimbase.accounts import make_demo_accounts

pytestmark = pytest.mark.django_db


def test_a_live_process_says_so_without_signing_in(client):
    assert client.get("/healthz").content == b"ok\n"


def test_a_ready_service_tells_the_state_of_each_dependency(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "broker": "ok"})


def test_a_service_without_its_broker_is_not_ready(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["broker"].startswith("unreachable")


def test_demo_accounts_are_made_once_with_passwords_only_the_owner_reads(tmp_path):
    path = tmp_path / "demo-accounts.txt"
    text = make_demo_accounts(path)
    assert make_demo_accounts(path) == text
    assert path.stat().st_mode & 0o777 == 0o600
    for line in text.splitlines():
        name, _, password = line.partition(" / ")
        assert User.objects.get(username=name).check_password(password)


def test_each_role_may_do_what_the_ones_before_it_may(db):
    rights = [
        set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        for name in ("reader", "analyst", "editor", "admin")
    ]
    assert all(fewer < more for fewer, more in itertools.pairwise(rights))
    assert "assess_claim" in rights[2]
    assert "assess_claim" not in rights[1]
