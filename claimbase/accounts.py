"""Accounts: nobody signs up by themselves; a local start makes three demo accounts."""

from __future__ import annotations

import secrets
from pathlib import Path
from smtplib import SMTPException
from typing import Any

import qrcode
import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from qrcode.image.svg import SvgPathImage

log = structlog.get_logger(__name__)
DEMO_ROLES = ("analyst", "editor", "admin")
# What a mail server that is away, slow or unwilling shows as.
MAIL_ERRORS = (SMTPException, OSError)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an admin; mail that cannot be sent is said, not hidden."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send the link that was asked for; else answer that it could not be sent."""
        try:
            super().send_password_reset_mail(user, email, context)
        except MAIL_ERRORS as error:
            log.exception("the mail to set a password could not be sent")
            answer = render(self.request, "503.html", {"about": "mail"}, status=503)
            raise ImmediateHttpResponse(answer) from error

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell the person by mail of a change that is done; it stays done if that fails."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except MAIL_ERRORS:
            log.exception("the notice of a change to an account could not be sent")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The QR code as SVG to stand in the page."""

    def build_totp_svg(self, url: str) -> str:
        image = qrcode.make(url, image_factory=SvgPathImage)
        return str(image.to_string(encoding="unicode"))


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
