"""System checks: what would go wrong later, said at the start, with what to do."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register

from claims.readers import ReaderSettingsError
from claims.services.readers import LLM, configured_reader


@register(Tags.security, deploy=True)
def production_is_configured(
    app_configs: Sequence[AppConfig] | None, **_: Any
) -> list[CheckMessage]:
    """Under `check --deploy`: production mode, hosts named, services of one's own."""
    found: list[CheckMessage] = []
    if not settings.PRODUCTION:
        found.append(
            Warning(
                "claimbase runs in local mode.",
                hint="Set CLAIMBASE_ENV=production.",
                id="claimbase.W001",
            )
        )
    if settings.PRODUCTION and not settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "No host name is allowed, so every request would be refused.",
                hint="Set CLAIMBASE_ALLOWED_HOSTS=claims.example.org (comma-separated).",
                id="claimbase.E001",
            )
        )
    if settings.PRODUCTION and settings.USES_EMBEDDED_SERVICES:
        found.append(
            Warning(
                "The embedded PostgreSQL and Valkey are meant for one machine and local use.",
                hint="Set DATABASE_URL and REDIS_URL.",
                id="claimbase.W002",
            )
        )
    if settings.PRODUCTION and not settings.SENDS_MAIL:
        found.append(
            Info(
                "No mail is sent: admins hand over the links with which people set passwords.",
                hint="Set CLAIMBASE_MAIL_URL=smtp://user:password@mail.example.org:587.",
                id="claimbase.I001",
            )
        )
    return found


@register(Tags.files)
def data_directory_is_writable(
    app_configs: Sequence[AppConfig] | None, **_: Any
) -> list[CheckMessage]:
    """The data directory, or the nearest existing folder above it, can be written to."""
    existing = settings.DATA_DIR
    while not existing.exists():
        existing = existing.parent
    if os.access(existing, os.W_OK) or not settings.USES_EMBEDDED_SERVICES:
        return []
    return [
        Error(
            f"The data directory {settings.DATA_DIR} cannot be written to.",
            hint="Set CLAIMBASE_DATA to a directory of yours.",
            id="claimbase.E002",
        )
    ]


@register(Tags.templates)
def settings_make_sense(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """The debug page shows settings and source to whoever meets an error."""
    if not (settings.PRODUCTION and settings.DEBUG):
        return []
    return [
        Error(
            "CLAIMBASE_DEBUG is on in production.",
            hint="Unset CLAIMBASE_DEBUG.",
            id="claimbase.E003",
        )
    ]


@register("claims")
def thresholds_are_in_order(
    app_configs: Sequence[AppConfig] | None, **_: Any
) -> list[CheckMessage]:
    """Editors are asked below the score from which the machine decides by itself."""
    if settings.LINK_SUGGEST_SCORE <= settings.LINK_PLACE_SCORE:
        return []
    return [
        Error(
            f"Editors would be asked about statements from a score of {settings.LINK_SUGGEST_SCORE:g}, "
            f"but from {settings.LINK_PLACE_SCORE:g} on they are placed without a question.",
            hint="Set CLAIMBASE_LINK_SUGGEST to at most CLAIMBASE_LINK_PLACE.",
            id="claimbase.E006",
        )
    ]


@register("claims")
def reader_can_be_used(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """The reader of the settings exists, is installed, and has what it needs."""
    try:
        configured_reader()
    except ReaderSettingsError as error:
        return [Error(error.problem, hint=error.hint, id="claimbase.E004")]
    if settings.READER == LLM and settings.LLM_SECONDS >= settings.STUCK_SECONDS:
        return [
            Error(
                f"A language model may take {settings.LLM_SECONDS} seconds for an article, but after "
                f"{settings.STUCK_SECONDS} without a sign of life another worker takes its file.",
                hint="Set CLAIMBASE_STUCK_SECONDS above CLAIMBASE_LLM_SECONDS.",
                id="claimbase.E005",
            )
        ]
    return []
