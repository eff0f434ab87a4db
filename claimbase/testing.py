"""The pytest plugin that gives every run its own PostgreSQL and Redis.

Loaded with `-p`, because pytest-django reads the settings before any conftest.py. With DATABASE_URL
and REDIS_URL set, those servers are used instead (pytest-django makes its own database in them).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from claimbase.embedded import Hold, addresses, hold

_held: list[Hold] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> None:
    """Start the throw-away servers before the settings are read; xdist workers inherit them."""
    os.environ["CLAIMBASE_DB_POOL"] = "0"
    if os.environ.get("PYTEST_XDIST_WORKER") or {"--help", "-h", "--version"} & set(args):
        return
    data = Path(tempfile.mkdtemp(prefix="claimbase-test-"))
    os.environ["CLAIMBASE_DATA"] = str(data)
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    _held.append(hold(data, durable=False))
    where = addresses(data)
    os.environ["DATABASE_URL"] = where.database_url
    os.environ["REDIS_URL"] = where.redis_url


def pytest_unconfigure() -> None:
    """Stop the servers; their data goes with them."""
    for held in _held:
        held.release()
