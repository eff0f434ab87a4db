"""Signing in and out, passwords, the second factor, sessions."""

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from tests.authenticator import code
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "seven green lanterns"


def sign_in(client: Client, password: str = PASSWORD, **more: str):
    return client.post("/account/login/", {"login": "reader", "password": password, **more})


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode()


def is_signed_in(client: Client) -> bool:
    return client.get("/claims/").status_code == 200


def test_signing_in_leads_to_the_page_that_was_asked_for(client, reader):
    where = client.get("/speakers/?q=lorne").url
    assert "Sign in to go on" in page(client, where)
    assert sign_in(client, next="/speakers/?q=lorne").url == "/speakers/?q=lorne"


def test_a_wrong_password_says_so_and_too_many_are_stopped(client, reader):
    assert "not correct" in sign_in(client, "wrong").content.decode()
    for _ in range(10):
        answer = sign_in(client, "wrong")
    assert "Too many failed login attempts" in answer.content.decode() or answer.status_code == 429
    sign_in(client)
    assert not is_signed_in(client)


def test_signing_out_is_a_form_and_ends_the_session(as_reader):
    assert "<form" in page(as_reader, "/account/logout/")
    as_reader.post("/account/logout/")
    assert not is_signed_in(as_reader)


def test_the_password_is_changed_with_the_old_one(as_reader, reader):
    said = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert (
        "type your current password"
        in as_reader.post("/account/password/change/", said).content.decode()
    )
    as_reader.post("/account/password/change/", {**said, "oldpassword": PASSWORD})
    reader.refresh_from_db()
    assert reader.check_password(NEW_PASSWORD)
    assert is_signed_in(as_reader)


def test_a_forgotten_password_is_set_anew_by_mail(client, reader, settings):
    settings.SENDS_MAIL = True
    User.objects.filter(pk=reader.pk).update(email="reader@example.org")
    assert "Forgot your password?" in page(client, "/account/login/")
    answer = client.post("/account/password/reset/", {"email": "reader@example.org"}, follow=True)
    assert "Look into your mail" in answer.content.decode()
    (message,) = mail.outbox
    assert message.to == ["reader@example.org"]
    assert "reader" in message.body
    (link,) = re.findall(r"http://testserver(\S+)", message.body)
    form = client.get(link, follow=True)
    assert "Set your password" in form.content.decode()
    client.post(form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert is_signed_in(client)
    assert sign_in(Client(), NEW_PASSWORD).status_code == 302
    assert "does not work any more" in Client().get(link, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, reader, settings):
    settings.SENDS_MAIL = True
    answer = client.post("/account/password/reset/", {"email": "no@example.org"}, follow=True)
    assert "Look into your mail" in answer.content.decode()
    assert mail.outbox == []


def test_without_mail_the_way_to_a_new_password_is_an_admin(client, settings):
    settings.SENDS_MAIL = False
    text = page(client, "/account/password/reset/")
    assert "Ask an admin for a link" in text
    assert "Send the link" not in text


def test_mail_that_cannot_be_sent_is_said(client, reader, settings):
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    User.objects.filter(pk=reader.pk).update(email="reader@example.org")
    answer = client.post("/account/password/reset/", {"email": "reader@example.org"})
    assert answer.status_code == 503
    assert "mail could not be sent" in answer.content.decode()


def confirm_password(client: Client, next_page: str) -> None:
    where = client.get(next_page)
    assert where.url.startswith("/account/reauthenticate/")
    assert client.post(where.url, {"password": PASSWORD}).url == next_page


def set_up_second_factor(client: Client) -> tuple[str, list[str]]:
    """The secret and the recovery codes."""
    confirm_password(client, "/account/2fa/totp/activate/")
    text = page(client, "/account/2fa/totp/activate/")
    assert "<svg" in text
    assert " style=" not in text
    (secret,) = re.findall(r'<code class="text-break">([A-Z2-7]+)</code>', text)
    answer = client.post("/account/2fa/totp/activate/", {"code": code(secret)}, follow=True)
    codes = re.findall(r"^(?:<pre[^>]*>)?(\d{8})$", answer.content.decode(), re.MULTILINE)
    assert len(codes) == 10
    return secret, codes


def test_the_password_is_asked_for_again_before_a_second_factor_is_set_up(as_reader):
    where = as_reader.get("/account/2fa/totp/activate/").url
    assert "Confirm" in page(as_reader, where)
    wrong = as_reader.post(where, {"password": "wrong"}).content.decode()
    assert "Incorrect password" in wrong
    confirm_password(as_reader, "/account/2fa/totp/activate/")
    assert "<svg" in page(as_reader, "/account/2fa/totp/activate/")


def test_two_factor_sign_in_asks_for_a_code_of_the_app(client, reader):
    sign_in(client)
    secret, _codes = set_up_second_factor(client)
    assert "On since" in page(client, "/account/2fa/")
    other = Client()
    where = sign_in(other).url
    assert where == "/account/2fa/authenticate/"
    assert not is_signed_in(other)
    assert "Enter the six digits" in page(other, where)
    assert "Incorrect code" in other.post(where, {"code": "000000"}).content.decode()
    other.post(where, {"code": code(secret, steps_ahead=1)})
    assert is_signed_in(other)


def test_a_recovery_code_opens_the_account_once(client, reader):
    sign_in(client)
    _secret, codes = set_up_second_factor(client)
    for expected in (True, False):
        other = Client()
        other.post(sign_in(other).url, {"code": codes[0]})
        assert is_signed_in(other) == expected
    assert "9 of 10 are left" in page(client, "/account/2fa/recovery-codes/")


def test_two_factor_sign_in_is_switched_off_again(client, reader):
    sign_in(client)
    set_up_second_factor(client)
    assert "Switch it off" in page(client, "/account/2fa/totp/deactivate/")
    client.post("/account/2fa/totp/deactivate/")
    assert "Set it up" in page(client, "/account/2fa/")
    other = Client()
    sign_in(other)
    assert is_signed_in(other)


def test_the_sessions_are_listed_and_those_elsewhere_ended(client, reader):
    sign_in(client)
    other = Client(headers={"User-Agent": "Firefox on a phone"})
    sign_in(other)
    text = page(client, "/account/sessions/")
    assert "Firefox on a phone" in text
    assert "(here)" in text
    client.post("/account/sessions/")
    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert "Nowhere else." in page(client, "/account/sessions/")


def test_a_new_address_counts_when_it_is_confirmed(as_reader, reader, settings):
    settings.SENDS_MAIL = True
    as_reader.post("/account/email/", {"email": "new@example.org", "action_add": ""})
    assert "waits to be confirmed" in page(as_reader, "/account/email/")
    (link,) = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)
    as_reader.post(link)
    reader.refresh_from_db()
    assert reader.email == "new@example.org"


@pytest.mark.parametrize("role", ["reader", "analyst", "editor", "admin"])
def test_every_role_can_open_the_pages_of_its_account(role):
    client = Client()
    make_user(role)
    client.post("/account/login/", {"login": role, "password": PASSWORD})
    for address in (
        "preferences/", "password/change/", "email/", "2fa/", "sessions/", "tokens/",
    ):  # fmt: skip
        text = page(client, f"/account/{address}")
        assert 'aria-label="Your account"' in text
        assert ('href="/account/people/"' in text) == (role == "admin")
        assert " style=" not in text
