"""Where the embedded servers of a data directory listen."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DATABASE = "claimbase"
PG_PORT = 5432
# A unix socket's path may have 104 bytes on macOS and 108 on Linux, ending included.
_LONGEST_SOCKET_PATH = 100
_LONGEST_NAME = len(f"/.s.PGSQL.{PG_PORT}.lock")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Socket directory of one data directory, and the URLs of its servers."""

    sockets: Path

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def database_url(self) -> str:
        return self.database_url_of(DATABASE)

    def database_url_of(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self.sockets), safe='')}"

    @property
    def redis_url(self) -> str:
        return f"unix://{quote(str(self.valkey_socket))}"


def addresses(data: Path) -> Addresses:
    """The addresses that belong to `data`; nothing is created or started."""
    data = data.resolve()
    sockets = data / "run"
    if len(os.fsencode(sockets)) + _LONGEST_NAME > _LONGEST_SOCKET_PATH:
        key = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
        sockets = Path(tempfile.gettempdir()) / f"claimbase-{os.getuid()}-{key}"
    return Addresses(sockets)
