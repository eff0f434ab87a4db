"""Mail on a machine without a mail server: kept as files, and told in the log."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

log = structlog.get_logger(__name__)


class KeptMail(EmailBackend):
    """Writes every message into the data directory instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        kept = super().send_messages(email_messages)
        for message in email_messages:
            log.info(
                "mail is not sent here but kept in a file; set CLAIMBASE_MAIL_URL to send it",
                subject=message.subject,
                to=message.to,
                file=self._get_filename(),  # type: ignore[attr-defined]
            )
        return kept or 0
