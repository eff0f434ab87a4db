"""What pages on which people change something have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from claims.services.acting import By, ChangeRefusedError, UndoBlockedError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from claims.models import EditorialChange

View = Callable[..., HttpResponse]
REFUSED = (ChangeRefusedError, UndoBlockedError)


def needs(permission: str, what: str) -> Callable[[View], View]:
    """Refuse everybody without the permission, and say which role `what` takes."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied(
                    f"{what} needs the role of an editor; an admin can grant it."
                )
            return view(request, *args, **kwargs)

        return checked

    return decorate


def posts(lead: Callable[..., str]) -> Callable[[View], View]:
    """Only POST does something; whoever opens the address is led to `lead`, where its form stands."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in ("GET", "HEAD"):
                return redirect(lead(request, *args, **kwargs))
            return require_POST(view)(request, *args, **kwargs)

        return checked

    return decorate


edits_claims = needs("claims.edit_claims", "Reviewing statements and changing claims")


def by_of(request: HttpRequest, reason: str = "", version: int | None = None) -> By:
    """Who asks for it, and why."""
    user: User = request.user  # type: ignore[assignment]
    return By(user, reason, version)


def tell(request: HttpRequest, change: EditorialChange) -> None:
    """Say what was done, with a button that takes it back."""
    is_undo = change.undoes_id is not None
    # The page template makes the button of the act's id.
    messages.success(request, f"{change.summary}.", extra_tags="" if is_undo else change.public_id)


def next_page(request: HttpRequest, otherwise: str) -> str:
    """The page of this site that a form names in `next`, or another."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else otherwise
