"""An embedded Valkey server (Redis protocol) on a unix socket."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
from pathlib import Path

import redis

from claimbase.embedded.addresses import Addresses
from claimbase.embedded.binaries import valkey_server
from claimbase.embedded.processes import spawn, stop, tail, wait_until


class Valkey:
    """The server whose append-only file lives in `home/valkey`."""

    def __init__(self, home: Path, where: Addresses, *, durable: bool) -> None:
        self.files = home / "valkey"
        self.log = home / "valkey.log"
        self.socket = where.valkey_socket
        self.durable = durable
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Clear what a dead server left, start, wait until it answers."""
        self.files.mkdir(mode=0o700, exist_ok=True)
        self._clear_leftovers()
        keep = ["--appendonly", "yes", "--appendfsync", "everysec"]
        forget = ["--appendonly", "no", "--save", ""]
        with self.log.open("ab") as out:
            self.process = spawn(
                [
                    valkey_server(),
                    *("--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"),
                    *("--dir", self.files, "--daemonize", "no", "--maxmemory-policy", "noeviction"),
                    *(keep if self.durable else forget),
                ],
                output=out,
                cwd=self.files,
                death_signal=signal.SIGTERM,
            )
        if not wait_until(self._answers, seconds=30):
            self.stop()
            raise RuntimeError(f"valkey-server was not ready after 30 s:\n{tail(self.log)}")

    def stop(self) -> None:
        stop(self.process)

    def _answers(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise RuntimeError(f"valkey-server ended while starting:\n{tail(self.log)}")
        try:
            with redis.Redis(unix_socket_path=str(self.socket)) as client:
                return bool(client.ping())
        except redis.exceptions.ConnectionError:
            return False

    def _clear_leftovers(self) -> None:
        if not self.socket.exists():
            return
        if self._listens():
            with (
                redis.Redis(unix_socket_path=str(self.socket)) as client,
                contextlib.suppress(redis.exceptions.ConnectionError),
            ):
                client.shutdown(nosave=not self.durable)
            wait_until(lambda: not self._listens(), seconds=5)
        self.socket.unlink(missing_ok=True)

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1)
            try:
                probe.connect(str(self.socket))
            except OSError:
                return False
            return True
