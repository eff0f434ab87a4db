"""What pages on which people change something have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from claims.models import Assessment, EditorialChange
from claims.services.acting import By, ChangeRefusedError, UndoBlockedError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

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


def tell_refusal(request: HttpRequest, error: Exception) -> None:
    """Say why something is refused; what has to be undone first is one click away."""
    later = error.blocked_by if isinstance(error, UndoBlockedError) else ()
    places = [(place_in_history(act), str(act)) for act in later]
    links = format_html_join(" ", '<a href="{}">Go to “{}”</a>', places)
    messages.error(request, format_html("{} {}", str(error), links) if places else str(error))


def place_in_history(act: EditorialChange | Assessment) -> str:
    """Where an act stands, with the button that takes it back."""
    if isinstance(act, Assessment):
        return f"{reverse('claim-history', args=[act.claim.public_id])}#decision-{act.pk}"
    if act.assertion is not None:
        page = act.assertion.get_absolute_url()
    elif act.claim is not None:
        page = reverse("claim-history", args=[act.claim.survivor.public_id])
    elif act.article is not None:
        page = reverse("article-details", args=[act.article.public_id])
    else:
        about = act.outlet or act.origin
        page = about.get_absolute_url() if about else reverse("review-recent")
    return f"{page}#{act.public_id}"


def next_page(request: HttpRequest, otherwise: str) -> str:
    """The page of this site that a form names in `next`, or another."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else otherwise
