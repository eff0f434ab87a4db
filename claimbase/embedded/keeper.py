"""The process that owns the embedded servers of one data directory.

It is started by `hold`, stops the servers when nobody holds them any more, and ends.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from pathlib import Path
from typing import IO

from claimbase.embedded.addresses import Addresses, addresses
from claimbase.embedded.postgres import Postgres
from claimbase.embedded.processes import wait_until
from claimbase.embedded.valkey import Valkey

KEEPER_LOCK = "keeper.lock"
USERS_LOCK = "users.lock"
READY = "keeper.ready"


class Ended(BaseException):
    """A signal asked the keeper to end."""


def try_lock(file: IO[str], kind: int) -> bool:
    """Take an flock of `kind` without waiting; False when another process has it."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def keep(data: Path, *, durable: bool) -> int:
    """Run the servers of `data` until nobody holds them; gives the process's exit status.

    Not `durable`: the servers need not survive a crash, and `data` is removed at the end.
    """
    with (data / KEEPER_LOCK).open("a+") as owner, (data / USERS_LOCK).open("a") as users:
        # `hold` probes this lock for an instant, hence the patience.
        if not wait_until(lambda: try_lock(owner, fcntl.LOCK_EX), seconds=1):
            return 0
        owner.truncate(0)
        owner.write(str(os.getpid()))
        owner.flush()
        ready = data / READY
        where = addresses(data)
        _private_directory(where)
        servers: tuple[Postgres | Valkey, ...] = (
            Postgres(data, where, durable=durable),
            Valkey(data, where, durable=durable),
        )
        try:
            for server in servers:
                server.start()
            ready.write_text(str(os.getpid()))
            while not try_lock(users, fcntl.LOCK_EX):
                if ended := [s.log for s in servers if s.process and s.process.poll() is not None]:
                    raise RuntimeError(f"a server ended by itself, see {ended[0]}")
                time.sleep(0.1)
        except Ended:
            return 0
        finally:
            ready.unlink(missing_ok=True)
            for server in reversed(servers):
                server.stop()
            if not durable:
                shutil.rmtree(data, ignore_errors=True)
    return 0


def _private_directory(where: Addresses) -> None:
    where.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
    if where.sockets.stat().st_uid not in (os.getuid(), 65534):
        raise RuntimeError(f"{where.sockets} belongs to somebody else; set TMPDIR to your own")
    where.sockets.chmod(0o700)
