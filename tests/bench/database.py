"""A PostgreSQL and a Valkey of a bench's own, with the project's tables."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from claimbase.embedded import addresses, hold


@contextmanager
def own_database(kept_in: Path | None = None) -> Iterator[Path]:
    """Servers in a temporary folder, of which nothing is left, or in a folder that is kept and found
    again. Call it before anything of Django is imported."""
    os.environ["CLAIMBASE_DB_POOL"] = "0"
    with ExitStack() as stack:
        folder = kept_in or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="claimbase-bench-"))
        )
        os.environ["CLAIMBASE_DATA"] = str(folder)
        servers = hold(folder, durable=kept_in is not None)
        stack.callback(servers.release)
        where = addresses(folder)
        os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = where.database_url, where.redis_url
        _set_up()
        from django.db import connections

        stack.callback(connections.close_all)
        yield folder


def _set_up() -> None:
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimbase.settings")
    django.setup()
    call_command("migrate", verbosity=0)
