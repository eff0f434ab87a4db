"""Signing in, and what is remembered of refused permissions."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import User


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]
    """Brings a person's preferences along, which every page needs, without a query of their own."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related("preferences").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


class RefusalNotes(BaseBackend):
    """Asked last, when no other backend granted a permission: notes on the person what was refused.

    A page or problem that refuses can then say what was missing, whichever way it was asked for.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        user_obj.refused_permission = perm
        return False
