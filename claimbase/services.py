"""Which PostgreSQL and Redis this process uses: those of the environment, or embedded ones."""

from __future__ import annotations

import sys

from django.conf import settings

from claimbase.embedded import Hold, hold


def hold_services() -> Hold | None:
    """Hold the embedded servers when the environment names none; None when it does."""
    return hold(settings.DATA_DIR) if settings.USES_EMBEDDED_SERVICES else None


def migrate_embedded() -> None:
    """Apply what migrations the embedded database lacks, saying so on standard error.

    A database of the operator's own is migrated by nobody but the operator.
    """
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Bringing the embedded database up to date …", file=sys.stderr)  # noqa: T201
        call_command("migrate", verbosity=0, interactive=False)
    connection.close()
