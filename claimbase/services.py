"""Which PostgreSQL and Redis this process uses: those of the environment, or embedded ones."""

from __future__ import annotations

from django.conf import settings

from claimbase.embedded import Hold, hold


def hold_services() -> Hold | None:
    """Hold the embedded servers when the environment names none; None when it does."""
    return hold(settings.DATA_DIR) if settings.USES_EMBEDDED_SERVICES else None
