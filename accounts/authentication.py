"""Who asks the API: tokens as `Authorization: Bearer cb_…`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.request import Request

from accounts.models import Caller, Token


class BearerTokenAuthentication(TokenAuthentication):  # type: ignore[misc]
    """Knox's hashed tokens under the usual scheme name, held to their scopes."""

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"

    def authenticate(self, request: Request) -> tuple[Caller, Token] | None:
        header = request.META.get("HTTP_AUTHORIZATION", "")
        scheme, _, secret = header.partition(" ")
        if scheme.lower() != "bearer" or not secret:
            return None
        user, token = self.authenticate_credentials(secret.strip().encode())
        token.note_use()
        return _caller(user, token), token


def _caller(user: User, token: Token) -> Caller:
    # The same row seen as another class: equal to the user, and accepted wherever one is.
    user.__class__ = Caller
    assert isinstance(user, Caller)
    user.token = token
    return user


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[misc]
    """How the schema describes the tokens."""

    target_class = BearerTokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
