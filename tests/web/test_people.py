"""Admins add people and change what they may do."""

import re
import time

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse

from claimbase.roles import role_of
from tests.factories import PASSWORD, make_token, make_user
from tests.web.test_signing_in import NEW_PASSWORD, is_signed_in, set_up_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db) -> User:
    return make_user("admin")


@pytest.fixture
def as_admin(admin) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def add(client: Client, **said: str):
    person = {"name": "wanjiru", "email": "wanjiru@example.org", "role": "analyst", **said}
    return client.post("/account/people/add/", person, follow=True)


def change(client: Client, person: User, **said: str):
    return client.post(
        reverse("person", args=[person.pk]), {"email": person.email, **said}, follow=True
    )


def set_password_by(link: str) -> Client:
    client = Client()
    form = client.get(link, follow=True)
    said = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(form.redirect_chain[-1][0], said)
    return client


def test_somebody_who_is_added_sets_a_password_by_the_link_in_the_mail(as_admin, settings):
    settings.SENDS_MAIL = True
    assert "A link to set a password went to" in add(as_admin).content.decode()
    person = User.objects.get(username="wanjiru")
    assert role_of(person) == "analyst"
    assert not person.has_usable_password()
    (message,) = mail.outbox
    (link,) = re.findall(r"http://testserver(\S+)", message.body)
    assert is_signed_in(set_password_by(link))


def test_where_no_mail_is_sent_the_admin_is_shown_the_link(as_admin, settings):
    settings.SENDS_MAIL = False
    text = add(as_admin).content.decode()
    (link,) = re.findall(r'id="password-link">http://testserver(\S+)</code>', text)
    assert mail.outbox == []
    assert is_signed_in(set_password_by(link))


def test_a_mail_server_that_is_away_costs_the_mail_and_not_the_person(as_admin, settings):
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    text = add(as_admin).content.decode()
    assert "The mail could not be sent; hand over the link yourself." in text
    assert 'id="password-link"' in text
    assert User.objects.filter(username="wanjiru").exists()


def test_a_name_is_given_once_whatever_its_case(as_admin, reader):
    answer = add(as_admin, name="Reader")
    assert answer.status_code == 422
    assert "somebody of this name already" in answer.content.decode()


def test_the_list_shows_role_and_second_factor_and_is_searched(as_admin, reader, editor):
    text = as_admin.get("/account/people/").content.decode()
    assert all(name in text for name in ("reader", "editor", "admin", "never", "off"))
    found = as_admin.get("/account/people/?role=editor&q=EDI").content.decode()
    assert f'href="{reverse("person", args=[editor.pk])}"' in found
    assert f'href="{reverse("person", args=[reader.pk])}"' not in found


def test_another_role_counts_at_once(as_admin, reader):
    client = Client()
    client.force_login(reader)
    assert client.post("/ingest/", {"text": "x"}).status_code == 403
    assert "Saved." in change(as_admin, reader, role="analyst").content.decode()
    assert role_of(User.objects.get(pk=reader.pk)) == "analyst"
    assert client.post("/ingest/", {"text": "Police said 3 were killed."}).status_code == 302


def test_whoever_loses_access_is_out_at_once_and_keeps_what_they_did(as_admin, reader):
    client, secret = Client(), make_token(reader)
    client.force_login(reader)
    address = reverse("person-access", args=[reader.pk])
    assert "End the access of reader?" in as_admin.get(address).content.decode()
    as_admin.post(address)
    assert not is_signed_in(client)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/claims/", headers=bearer).status_code == 401
    answer = Client().post(
        "/account/login/", {"login": "reader", "password": PASSWORD}, follow=True
    )
    assert "This account has been closed" in answer.content.decode()
    as_admin.post(address)
    client.force_login(reader)
    assert is_signed_in(client)


def test_a_lost_second_factor_is_removed_by_an_admin(as_admin, reader):
    client = Client()
    said = {"login": "reader", "password": PASSWORD}
    client.post("/account/login/", said)
    set_up_second_factor(client)
    as_admin.post(reverse("person-second-factor", args=[reader.pk]))
    other = Client()
    other.post("/account/login/", said)
    assert is_signed_in(other)


def test_nobody_changes_their_own_role_or_access(as_admin, admin):
    assert "Another admin can" in change(as_admin, admin, role="reader").content.decode()
    as_admin.post(reverse("person-access", args=[admin.pk]))
    admin.refresh_from_db()
    assert admin.is_active
    assert role_of(admin) == "admin"


def test_a_superuser_is_out_of_an_admins_reach(as_admin):
    chief = User.objects.create_superuser("chief", password=PASSWORD)
    change(as_admin, chief, role="reader", email="mine@example.org")
    as_admin.post(reverse("person-access", args=[chief.pk]))
    answer = as_admin.post(reverse("person-link", args=[chief.pk]), follow=True)
    assert "password-link" not in answer.content.decode()
    chief.refresh_from_db()
    assert chief.is_active
    assert chief.email == ""


@pytest.mark.parametrize("role", ["reader", "analyst", "editor"])
def test_only_admins_see_and_change_people(role):
    person, client = make_user(role), Client()
    client.force_login(person)
    for address in ("people", "person-add"):
        answer = client.get(reverse(address))
        assert answer.status_code == 403
        assert "the role <b>admin</b>" in answer.content.decode()
    assert client.post(reverse("person-access", args=[person.pk])).status_code == 403


def test_mail_that_is_not_sent_lies_in_a_file_and_stands_in_the_log(
    as_admin, settings, tmp_path, caplog
):
    settings.EMAIL_BACKEND = "claimbase.mail.KeptMail"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.SENDS_MAIL = True
    add(as_admin)
    (kept,) = tmp_path.iterdir()
    assert "/account/password/reset/key/" in kept.read_text()
    assert "mail is not sent here but kept in a file" in caplog.text
    assert str(kept) in caplog.text


def test_the_page_after_adding_can_be_loaded_again_and_forgets_the_link_in_time(
    as_admin, settings, monkeypatch
):
    settings.SENDS_MAIL = False
    assert (
        "sends no mail: you hand over links"
        in as_admin.get("/account/people/add/").content.decode()
    )
    answer = add(as_admin)
    person = User.objects.get(username="wanjiru")
    address = reverse("person", args=[person.pk])
    assert answer.redirect_chain[-1][0].partition("#")[0] == address
    again = as_admin.get(address)
    assert 'id="password-link"' in again.content.decode()
    assert "no-store" in again["Cache-Control"]
    other = Client()
    other.force_login(User.objects.create_superuser("chief", password=PASSWORD))
    assert "password-link" not in other.get(address).content.decode()
    later = time.time() + 601
    monkeypatch.setattr("claimbase.views.people.time.time", lambda: later)
    assert "password-link" not in as_admin.get(address).content.decode()
