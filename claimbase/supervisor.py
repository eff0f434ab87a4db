"""`python -m claimbase.supervisor`: everything in one terminal; Ctrl-C stops it all.

Servers, migrations, demo accounts, web, worker and beat, in that order; on the first start the
sample articles are read. A part that dies is started again; one that keeps dying stops the rest.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict, deque
from pathlib import Path
from types import FrameType

from claimbase.embedded import EmbeddedError, Hold
from claimbase.embedded.keeper import try_lock
from claimbase.embedded.processes import spawn, wait_until

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "fixtures" / "articles"
_RESTARTS_PER_MINUTE = 5


class StartError(RuntimeError):
    """The project cannot be started; the message says what to do."""


class _Stopped(BaseException):
    """A signal asked for the end."""


def say(line: str) -> None:
    """A line of the supervisor's own to the terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def commands(port: int, data: Path) -> dict[str, list[str]]:
    """The command of every part, in the order they start."""
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "claimbase"]
    return {
        "web": [
            *(python, "-m", "gunicorn", "claimbase.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--workers", "2", "--threads", "4", "--graceful-timeout", "5"),
            # Otherwise gunicorn 27 opens a control socket per user.
            "--no-control-socket",
        ],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "info"],
        "beat": [
            *(*celery, "beat", "--loglevel", "info", "--pidfile="),
            *("--schedule", str(data / "beat-schedule")),
        ],
    }


class Parts:
    """The running parts, each with its output prefixed by its name."""

    def __init__(self, wanted: dict[str, list[str]]) -> None:
        self.wanted = wanted
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._starts: dict[str, deque[float]] = defaultdict(deque)

    def start(self, name: str) -> None:
        process = spawn(
            self.wanted[name], cwd=ROOT, output=subprocess.PIPE, death_signal=signal.SIGTERM
        )
        self.running[name] = process
        self._starts[name].append(time.monotonic())
        threading.Thread(target=_relay, args=(name, process), daemon=True).start()

    def restart_dead(self) -> None:
        """Start again what ended by itself; raises StartError when it does so all the time."""
        for name, process in self.running.items():
            if process.poll() is None:
                continue
            recent = self._starts[name]
            while recent and recent[0] < time.monotonic() - 60:
                recent.popleft()
            if len(recent) >= _RESTARTS_PER_MINUTE:
                raise StartError(f"{name} keeps ending (status {process.returncode}); stopping.")
            say(f"{name} ended with status {process.returncode}; starting it again")
            self.start(name)

    def stop(self) -> None:
        """Beat first (no new work), then web, then the worker, which finishes its task."""
        order = [self.running[name] for name in ("beat", "web", "worker") if name in self.running]
        for process in order:
            if process.poll() is None:
                process.terminate()
        wait_until(lambda: all(p.poll() is not None for p in order), seconds=20)
        worker = self.running.get("worker")
        if worker and worker.poll() is None:
            worker.send_signal(signal.SIGQUIT)  # Celery puts unfinished tasks back
            wait_until(lambda: worker.poll() is not None, seconds=6)
        for process in order:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            finally:
                process.wait()


def _relay(name: str, process: subprocess.Popen[bytes]) -> None:
    if process.stdout is None:
        return
    for line in process.stdout:
        sys.stdout.buffer.write(f"{name:<7}| ".encode() + line)
        sys.stdout.buffer.flush()


def run(port: int) -> None:
    """Start everything and watch it until a signal comes; raises StartError, EmbeddedError."""
    started = time.monotonic()
    if _answers(port):
        raise StartError(f"Port {port} is in use. Choose another one: PORT={port + 1} ./run")
    import django

    django.setup()
    from django.conf import settings

    from claimbase.services import hold_services

    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.DATA_DIR / "supervisor.lock").open("a") as lock:
        import fcntl

        if not try_lock(lock, fcntl.LOCK_EX):
            raise StartError(f"claimbase already runs on {settings.DATA_DIR}.")
        hold = hold_services()
        parts = Parts(commands(port, settings.DATA_DIR))
        try:
            accounts = _prepare()
            for name in parts.wanted:
                parts.start(name)
            _announce(port, accounts, time.monotonic() - started)
            _watch(parts, hold)
        finally:
            parts.stop()
            if hold:
                hold.release()


def _prepare() -> str:
    """Migrate and make accounts; gives the text to show for them."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from claimbase.accounts import make_demo_accounts

    say("checking the database …")
    call_command("migrate", verbosity=0, interactive=False)
    path = settings.DATA_DIR / "demo-accounts.txt"
    accounts = "" if settings.PRODUCTION else make_demo_accounts(path)
    connection.close()
    return f"{accounts}(kept in {path})" if accounts else "(no demo accounts in production)"


def _announce(port: int, accounts: str, seconds: float) -> None:
    address = f"http://127.0.0.1:{port}/"
    if not wait_until(lambda: _healthy(address), seconds=60, every=0.1):
        raise StartError("The web server did not answer within 60 s; its output is above.")
    say(f"\nclaimbase is ready after {seconds:.0f} s: {address}\n\nSign in as\n{accounts}")
    say("\nCtrl-C stops everything.\n")
    threading.Thread(target=_load_samples, daemon=True).start()


def _load_samples() -> None:
    from django.conf import settings
    from django.db import connection

    from sources.models import IngestBatch

    is_first_start = not IngestBatch.objects.exists()
    connection.close()
    if settings.PRODUCTION or not is_first_start or not SAMPLES.exists():
        return
    say("reading the sample articles …")
    subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "manage.py", "ingest", str(SAMPLES), "--wait"], cwd=ROOT, check=False
    )


def _watch(parts: Parts, hold: Hold | None) -> None:
    while True:
        parts.restart_dead()
        if hold and not hold.is_served():
            say("the embedded services ended; starting them again")
            hold.ensure()
        time.sleep(0.5)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}healthz", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def main() -> int:
    """Entry point; the process's exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimbase.settings")
    os.chdir(ROOT)
    stopping = False

    def on_signal(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        if not stopping:
            stopping = True
            raise _Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    try:
        run(int(os.environ.get("PORT", "8000")))
    except _Stopped:
        say("stopped")
    except (StartError, EmbeddedError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
