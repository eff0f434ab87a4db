"""Accounts: nobody signs up by themselves; a local start makes three demo accounts."""

from __future__ import annotations

import secrets
from pathlib import Path

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.http import HttpRequest

DEMO_ROLES = ("analyst", "editor", "admin")


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an admin."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


@transaction.atomic
def make_demo_accounts(path: Path) -> str:
    """Make the demo accounts that are missing, and keep their passwords readable in `path` (0600).

    Gives the file's text: one `role: name / password` a line.
    """
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for role in DEMO_ROLES:
        if User.objects.filter(username=role).exists():
            continue
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(username=role, password=password)
        user.groups.add(Group.objects.get(name=role))
        if role == "admin":
            user.is_staff = user.is_superuser = True
            user.save(update_fields=["is_staff", "is_superuser"])
        lines = [line for line in lines if not line.startswith(f"{role} ")]
        lines.append(f"{role} / {password}")
    text = "\n".join(lines) + "\n"
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    return text
