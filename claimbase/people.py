"""What admins do to accounts: add people, change roles, end access, help who is locked out."""

from __future__ import annotations

import structlog
from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.http import HttpRequest

from claimbase.roles import ROLES, role_of

log = structlog.get_logger(__name__)


class PersonError(ValueError):
    """The change is refused; the message says why."""


@transaction.atomic
def add_person(*, name: str, email: str, role: str, by: User) -> User:
    """Make an account without a password; the person sets one by a link."""
    person = User.objects.create_user(username=name, email=email)
    person.groups.add(Group.objects.get(name=role))
    _know_email(person, email)
    log.info("person added", person=name, role=role, by=by.username)
    return person


@transaction.atomic
def change_person(*, person: User, email: str, role: str, by: User) -> None:
    """Give a person another role or e-mail address."""
    _check(person, by)
    if role != role_of(person):
        person.groups.remove(*Group.objects.filter(name__in=ROLES))
        person.groups.add(Group.objects.get(name=role))
        log.info("role changed", person=person.username, role=role, by=by.username)
    if email != person.email:
        person.email = email
        person.save(update_fields=["email"])
        _know_email(person, email)
        log.info("e-mail address changed", person=person.username, by=by.username)


@transaction.atomic
def set_active(*, person: User, is_active: bool, by: User) -> None:
    """End or give back a person's access. Their sessions and tokens stop counting at once; what
    they decided stays."""
    _check(person, by)
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    log.info("access changed", person=person.username, is_active=is_active, by=by.username)


@transaction.atomic
def forget_second_factor(*, person: User, by: User) -> None:
    """Remove the authenticator app and recovery codes of somebody who lost them."""
    _check(person, by)
    Authenticator.objects.filter(user=person).delete()
    log.info("second factor removed", person=person.username, by=by.username)


def password_link(request: HttpRequest, person: User) -> str:
    """The address at which the person sets a password; good for three days and one use."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    link: str = get_adapter(request).get_reset_password_from_key_url(key)
    return link


def invite(request: HttpRequest, person: User) -> None:
    """Send the person that address by mail; raises what the mail server raises."""
    context = {"user": person, "link": password_link(request, person), "by": request.user}
    get_adapter(request).send_mail("account/email/invitation", person.email, context)


def _check(person: User, by: User) -> None:
    if person == by:
        raise PersonError("Nobody changes their own role or access; ask another admin.")
    if person.is_superuser and not by.is_superuser:
        raise PersonError("A superuser is changed by superusers only.")


def _know_email(person: User, email: str) -> None:
    # An admin vouches for the address, so it needs no confirmation.
    EmailAddress.objects.filter(user=person).delete()
    if email:
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
