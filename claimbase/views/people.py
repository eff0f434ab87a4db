"""Who has an account: the list, adding somebody, and one person's role and access."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claimbase.accounts import MAIL_ERRORS
from claimbase.filters import PersonFilter
from claimbase.forms import NewPersonForm, PersonForm
from claimbase.people import (
    PersonError,
    add_person,
    change_person,
    forget_second_factor,
    invite,
    password_link,
    set_active,
)
from claimbase.roles import role_of
from sources.keyset import Keyset
from sources.listing import list_page

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = structlog.get_logger(__name__)
# A link to set a password stands on the page of its person so many seconds, for whoever asked for it.
SHOWN_FOR = 600
_SHOWN = "password-link"
ORDERS = {"newest": ("Newest first", Keyset(("id",)))}
may_see = permission_required("auth.view_user", raise_exception=True)
may_add = permission_required("auth.add_user", raise_exception=True)
may_change = permission_required("auth.change_user", raise_exception=True)


def _people() -> QuerySet[User]:
    second = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return User.objects.prefetch_related("groups").annotate(has_second_factor=Exists(second))


@require_safe
@may_see
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, newest first."""
    listing = list_page(request, _people(), PersonFilter, ORDERS)
    rows = [(person, role_of(person)) for person in listing.rows]
    return render(request, "account/people.html", {"list": listing, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@may_add
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody and send them a link to set their password."""
    form = NewPersonForm(request.POST or None, initial={"role": "reader"})
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "account/person_add.html", {"form": form}, status=status)
    said = form.cleaned_data
    person = add_person(name=said["name"], email=said["email"], role=said["role"], by=_me(request))
    messages.success(request, f"{person.username} is added as {said['role']}.")
    return _hand_over_link(request, person)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_change
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's role and address; and for some minutes the link to set a password that was asked for."""
    found = get_object_or_404(_people(), pk=pk)
    initial = {"email": found.email, "role": role_of(found)}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            change_person(person=found, email=said["email"], role=said["role"], by=_me(request))
        except PersonError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Saved.")
            return redirect("person", pk=found.pk)
    context = {
        "person": found,
        "role": role_of(found),
        "form": form,
        "link": _link_to_show(request, found),
        "link_minutes": SHOWN_FOR // 60,
        "is_me": found == request.user,
    }
    status = 422 if form.errors else 200
    return render(request, "account/person.html", context, status=status)


@require_POST
@may_change
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody a link to set their password, or show it where no mail is sent."""
    return _hand_over_link(request, get_object_or_404(_people(), pk=pk, is_active=True))


def _hand_over_link(request: HttpRequest, found: User) -> HttpResponse:
    """By mail; on the page where mail is not set up, fails, or has no address to go to."""
    if found.is_superuser and not _me(request).is_superuser:
        messages.error(request, "A superuser is helped by superusers only.")
        return redirect("person", pk=found.pk)
    if settings.SENDS_MAIL and found.email:
        try:
            invite(request, found)
        except MAIL_ERRORS:
            log.exception("the mail with a link to set a password could not be sent")
            messages.warning(request, "The mail could not be sent; hand over the link yourself.")
        else:
            messages.success(request, f"A link to set a password went to {found.email}.")
            return redirect("person", pk=found.pk)
    # Shown on the person's page, which can be loaded again; the link itself is kept nowhere.
    request.session[_SHOWN] = {"person": found.pk, "until": time.time() + SHOWN_FOR}
    return redirect(f"{reverse('person', args=[found.pk])}#password-link")


def _link_to_show(request: HttpRequest, found: User) -> str:
    """The link that this admin asked for some minutes ago; empty for any other person, and later."""
    asked = request.session.get(_SHOWN, {})
    if asked.get("person") != found.pk or not found.is_active:
        return ""
    if asked["until"] < time.time():
        del request.session[_SHOWN]
        return ""
    return password_link(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@may_change
def access(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is meant; then end somebody's access, or give it back."""
    found = get_object_or_404(User, pk=pk)
    if request.method != "POST":
        return render(request, "account/person_access.html", {"person": found})
    is_active = not found.is_active
    try:
        set_active(person=found, is_active=is_active, by=_me(request))
    except PersonError as error:
        messages.error(request, str(error))
    else:
        what = "has access again" if is_active else "has no access any more"
        messages.success(request, f"{found.username} {what}.")
    return redirect("person", pk=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@may_change
def second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is meant; then remove the second factor of somebody who lost it."""
    found = get_object_or_404(User, pk=pk)
    if request.method != "POST":
        return render(request, "account/person_second_factor.html", {"person": found})
    try:
        forget_second_factor(person=found, by=_me(request))
    except PersonError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{found.username} signs in with the password alone now.")
    return redirect("person", pk=found.pk)


def _me(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
