"""What a refusal says: what was asked for, the role or scope it needs, and who can grant it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework import exceptions
from rest_framework.response import Response

from accounts.scopes import scope_of
from claimbase.roles import DEEDS, admins, lowest_role, role_of
from sources.api import problems

_NAMED_ADMINS = 5


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was refused. `role` is None for what only a superuser may do; `scope` is set
    when the person may do it, and the token they came with may not."""

    permission: str
    deed: str
    role: str | None
    scope: str | None
    granted_by: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All of it in words."""
        deed = self.deed[:1].upper() + self.deed[1:]
        if self.scope:
            return (
                f"{deed} needs the scope {self.scope}, which this token does not have. Make a token "
                "with it under your name."
            )
        if self.role is None:
            return f"{deed} is not open to any role."
        granted = f" It can be granted by {', '.join(self.granted_by)}." if self.granted_by else ""
        return f"{deed} needs the role {self.role}.{granted}"

    @property
    def needs(self) -> dict[str, str | None]:
        """The same for programs."""
        return {"permission": self.permission, "role": self.role, "scope": self.scope}


def refusal_of(user: Any) -> Refusal | None:
    """The last thing this person, or their token, was refused; None if nothing was."""
    by_scope = getattr(user, "refused_by_scope", None)
    permission = by_scope or getattr(user, "refused_permission", None)
    if permission is None:
        return None
    scope = scope_of(permission) if by_scope else None
    names = [person.get_full_name() or person.username for person in admins()[:_NAMED_ADMINS]]
    return Refusal(
        permission=permission,
        deed=DEEDS.get(permission) or _said_by_django(permission),
        role=lowest_role(permission),
        scope=scope.value if scope else None,
        granted_by=tuple(names),
    )


def _said_by_django(permission: str) -> str:
    app_label, _, codename = permission.partition(".")
    found = Permission.objects.filter(content_type__app_label=app_label, codename=codename).first()
    return f"“{found.name}”" if found else f"“{permission}”"


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A problem for programs, a page for people."""
    said = str(exception) if exception else ""
    refusal = refusal_of(request.user)
    if request.path.startswith("/api/"):
        detail = said or (refusal.sentence if refusal else "Your account may not do this.")
        return problems.problem_response(403, detail, request)
    mine = role_of(request.user) if isinstance(request.user, User) else ""
    context = {"said": said, "refusal": refusal, "my_role": mine}
    return render(request, "403.html", context, status=403)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """What sources/api/problems.py makes of an error; a refusal also says what was missing."""
    answer = problems.exception_handler(error, context)
    is_refusal = isinstance(error, exceptions.PermissionDenied | PermissionDenied)
    if answer is None or not is_refusal:
        return answer
    refusal = refusal_of(context["request"].user)
    if refusal is None:
        return answer
    said = str(getattr(error, "detail", error))
    if said in ("", str(exceptions.PermissionDenied.default_detail)):
        said = ""
    answer.data["detail"] = f"{said} {refusal.sentence}".strip()
    answer.data["errors"] = [
        {"code": "permission_denied", "detail": answer.data["detail"], "attr": None}
    ]
    answer.data["needs"] = refusal.needs
    return answer
