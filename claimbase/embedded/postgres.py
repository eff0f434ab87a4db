"""An embedded PostgreSQL server: made once, started and stopped by its keeper."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from claimbase.embedded.addresses import DATABASE, PG_PORT, Addresses
from claimbase.embedded.binaries import postgres_bin
from claimbase.embedded.processes import spawn, stop, tail, unprivileged, wait_until

_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",
    "log_min_messages": "warning",
}
# For servers whose data is thrown away: a crash may lose everything.
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """The server whose cluster lives in `home/postgres`."""

    def __init__(self, home: Path, where: Addresses, *, durable: bool) -> None:
        self.cluster = home / "postgres"
        self.log = home / "postgres.log"
        self.where = where
        self.durable = durable
        self.process: subprocess.Popen[bytes] | None = None
        self._bin = postgres_bin()
        self._prefix, self._uid = unprivileged()

    def start(self) -> None:
        """Make the cluster if there is none, clear what a dead server left, start, wait."""
        if (self.cluster / "PG_VERSION").exists():
            self._refuse_other_version()
        else:
            self._create_cluster()
        self._own()
        self._clear_leftovers()
        settings = _SETTINGS | {"unix_socket_directories": str(self.where.sockets)}
        if not self.durable:
            settings |= _NOT_DURABLE
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as out:
            self.process = spawn(
                [*self._prefix, self._bin / "postgres", "-D", self.cluster, *options],
                output=out,
                cwd=self.cluster,
                death_signal=signal.SIGINT,
            )
        if not wait_until(self._answers, seconds=60):
            self.stop()
            raise RuntimeError(f"PostgreSQL was not ready after 60 s:\n{tail(self.log)}")

    def stop(self) -> None:
        """Fast shutdown, then immediate, then kill (the signals PostgreSQL documents)."""
        stop(self.process, ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)))

    def _answers(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended while starting:\n{tail(self.log)}")
        try:
            url = self.where.database_url_of("postgres")
            with psycopg.connect(url, connect_timeout=2, autocommit=True) as connection:
                known = connection.execute(
                    "select 1 from pg_database where datname = %s", [DATABASE]
                ).fetchone()
                if not known:
                    connection.execute(f"create database {DATABASE}")
        except psycopg.OperationalError:
            return False
        return True

    def _refuse_other_version(self) -> None:
        have = (self.cluster / "PG_VERSION").read_text().strip()
        output = subprocess.check_output([self._bin / "postgres", "--version"], text=True)  # noqa: S603
        want = output.split()[2].split(".")[0]
        if have != want:
            raise RuntimeError(
                f"{self.cluster} was made by PostgreSQL {have}, the installed binaries are {want}. "
                "Dump it with the old version and load it with the new one, or move it away."
            )

    def _create_cluster(self) -> None:
        unfinished = self.cluster.with_suffix(".init")  # renamed when whole: no half after a kill
        shutil.rmtree(unfinished, ignore_errors=True)
        if self._uid != os.geteuid():
            unfinished.mkdir(mode=0o700)
            os.chown(unfinished, self._uid, self._uid)
        locale = "C.UTF-8" if sys.platform.startswith("linux") else "C"
        result = subprocess.run(  # noqa: S603 - our own binary
            [
                *self._prefix,
                *(self._bin / "initdb", "-D", unfinished, "-U", "postgres", "-A", "trust"),
                *("-E", "UTF8", f"--locale={locale}", "--no-instructions"),
                *([] if self.durable else ["--no-sync"]),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise RuntimeError(f"initdb failed:\n{result.stdout}{result.stderr}")
        unfinished.rename(self.cluster)

    def _own(self) -> None:
        """Give cluster and sockets to the uid the server runs as (root without namespaces)."""
        if self.cluster.stat().st_uid == self._uid:
            return
        for path in (self.where.sockets, self.cluster, *self.cluster.rglob("*")):
            os.chown(path, self._uid, self._uid, follow_symlinks=False)

    def _clear_leftovers(self) -> None:
        """End an orphan of ours and remove stale files; the keeper's lock says they are ours."""
        pidfile = self.cluster / "postmaster.pid"
        if pidfile.exists():
            first = pidfile.read_text().split()[:1]
            pid = int(first[0]) if first and first[0].isdigit() else 0
            if pid and self._is_ours(pid):
                os.kill(pid, signal.SIGINT)
                if not wait_until(lambda: not self._is_ours(pid), seconds=15):
                    os.kill(pid, signal.SIGQUIT)
                    wait_until(lambda: not self._is_ours(pid), seconds=5)
            pidfile.unlink(missing_ok=True)
        for name in (f".s.PGSQL.{PG_PORT}", f".s.PGSQL.{PG_PORT}.lock"):
            (self.where.sockets / name).unlink(missing_ok=True)

    def _is_ours(self, pid: int) -> bool:
        """True when `pid` is a live server of this cluster, not a recycled number."""
        if sys.platform.startswith("linux"):
            try:
                state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
                return state != "Z" and Path(f"/proc/{pid}/cwd").readlink() == self.cluster
            except OSError:
                return False
        listing = subprocess.run(  # noqa: S603
            ["ps", "-p", str(pid), "-o", "command="],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        return "postgres" in listing.stdout and str(self.cluster) in listing.stdout
