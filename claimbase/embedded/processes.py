"""Starting and ending server processes so that none outlives its owner."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

NOBODY = 65534
_PR_SET_PDEATHSIG = 1


def spawn(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    output: IO[bytes] | int,
    death_signal: signal.Signals,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, its output going to `output`.

    A Ctrl-C in the terminal does not reach it; on Linux it receives `death_signal` when this
    process goes away, however it goes.
    """
    return subprocess.Popen(  # noqa: S603 - our own binaries and arguments
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=cwd,
        start_new_session=True,
        preexec_fn=_die_with_parent(death_signal),
    )


def _die_with_parent(death_signal: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)  # loaded before the fork
    parent = os.getpid()

    def before_exec() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


def stop(
    process: subprocess.Popen[bytes] | None,
    steps: Sequence[tuple[signal.Signals, float]] = ((signal.SIGTERM, 10), (signal.SIGKILL, 5)),
) -> None:
    """End `process` by the signals of `steps`, waiting the given seconds after each."""
    if process is None:
        return
    for number, seconds in steps:
        if process.poll() is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)


def unprivileged() -> tuple[list[str], int]:
    """A command prefix under which PostgreSQL agrees to run, and the uid it has seen from here.

    PostgreSQL refuses uid 0. A user namespace of one uid keeps the files root's own; where
    namespaces are forbidden (Docker's default), uid `nobody` that may pass by file permissions.
    Neither creates a user or opens a directory to others.
    """
    if os.geteuid() != 0:
        return [], os.geteuid()
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]
    nobody = [
        "setpriv",
        f"--reuid={NOBODY}",
        f"--regid={NOBODY}",
        "--clear-groups",
        "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override",
        "--securebits=+no_setuid_fixup",
        "--pdeathsig=INT",
        "--",
    ]
    for prefix, uid in ((namespace, 0), (nobody, NOBODY)):
        if _works([*prefix, "true"]):
            return prefix, uid
    raise RuntimeError(
        "PostgreSQL does not run as root, and neither `unshare` nor `setpriv` (util-linux) can give "
        "it another identity here. Run as an ordinary user, or set DATABASE_URL and REDIS_URL."
    )


def _works(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
    except FileNotFoundError:
        return False


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log file, for an error message."""
    if not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def wait_until(condition: Callable[[], bool], *, seconds: float, every: float = 0.03) -> bool:
    """Poll until `condition` holds; False when `seconds` have passed."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True
