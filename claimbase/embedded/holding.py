"""Holding the embedded servers: started on first need, kept while anybody holds them."""

from __future__ import annotations

import atexit
import fcntl
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

from claimbase.embedded.addresses import Addresses, addresses
from claimbase.embedded.keeper import KEEPER_LOCK, READY, USERS_LOCK, try_lock
from claimbase.embedded.processes import tail, wait_until

_PROJECT = Path(__file__).resolve().parent.parent.parent
_START_SECONDS = 90
_STOP_SECONDS = 40


class EmbeddedError(RuntimeError):
    """The embedded servers could not be started; the message says why."""


class Hold:
    """This process's claim on the servers of a data directory. Dropped at exit at the latest."""

    def __init__(self, data: Path, *, durable: bool) -> None:
        self.data = data
        self.durable = durable
        self.where: Addresses = addresses(data)
        self._pid = os.getpid()
        self._lock: IO[str] | None = (data / USERS_LOCK).open("a")
        # Waits while a keeper that found nobody is stopping its servers.
        fcntl.flock(self._lock, fcntl.LOCK_SH)
        self.ensure()
        atexit.register(self.release)

    def ensure(self) -> None:
        """Start a keeper unless a live one serves; raises EmbeddedError with its log otherwise."""
        if self.is_served():
            return
        log = self.data / "keeper.log"
        with log.open("ab") as out:
            keeper = subprocess.Popen(  # noqa: S603 - ourselves
                [
                    *(sys.executable, "-m", "claimbase.embedded", str(self.data)),
                    *([] if self.durable else ["--throwaway"]),
                ],
                cwd=_PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

        def served() -> bool:
            if keeper.poll():
                raise EmbeddedError(f"The embedded services did not start:\n{tail(log)}")
            return self.is_served()

        if not wait_until(served, seconds=_START_SECONDS):
            raise EmbeddedError(
                f"The embedded services were not ready after {_START_SECONDS} s:\n{tail(log)}"
            )

    def is_served(self) -> bool:
        """True when a live keeper says that both servers answer."""
        try:
            ready, keeper = ((self.data / name).read_text() for name in (READY, KEEPER_LOCK))
        except FileNotFoundError:
            return False
        # A killed keeper leaves its READY behind; only that of the lock's owner counts.
        return ready == keeper != "" and self._keeper_lives()

    def release(self) -> None:
        """Let go. The last one to do so waits until the servers have stopped."""
        if self._lock is None or os.getpid() != self._pid:
            return
        last = try_lock(self._lock, fcntl.LOCK_EX)
        self._lock.close()
        self._lock = None
        atexit.unregister(self.release)
        if last:
            wait_until(lambda: not self._keeper_lives(), seconds=_STOP_SECONDS)

    def _keeper_lives(self) -> bool:
        try:
            with (self.data / KEEPER_LOCK).open("a") as owner:
                return not try_lock(owner, fcntl.LOCK_SH)
        except FileNotFoundError:
            return False


def hold(data: Path, *, durable: bool = True) -> Hold:
    """Hold the servers of `data` (made when missing, mode 0700), starting them when they are down.

    Raises EmbeddedError when they do not start.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Hold(data.resolve(), durable=durable)
