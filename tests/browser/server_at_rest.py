"""Whether the live server still answers requests."""

from __future__ import annotations

import threading
import time

from django.core.signals import request_finished, request_started


class RunningRequests:
    """The threads of the server that answer a request, and when that last changed.

    A request whose sender went away in its middle ends without a signal: its thread ends instead, and then it
    no longer counts. Requests of the test's own thread (Django's test client) are not the server's.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._threads: set[threading.Thread] = set()
        self._changed = 0.0
        request_started.connect(self._began)
        request_finished.connect(self._ended)

    def _began(self, **kwargs: object) -> None:
        if (thread := threading.current_thread()) is not threading.main_thread():
            with self._lock:
                self._threads.add(thread)
                self._changed = time.monotonic()

    def _ended(self, **kwargs: object) -> None:
        with self._lock:
            self._threads.discard(threading.current_thread())
            self._changed = time.monotonic()

    def wait_until_none(self, quiet: float = 0.3, most: float = 20.0) -> None:
        """Until nothing has run for ``quiet`` seconds; raises AssertionError when that does not come within
        ``most`` seconds."""
        until = time.monotonic() + most
        while time.monotonic() < until:
            with self._lock:
                self._threads = {thread for thread in self._threads if thread.is_alive()}
                if not self._threads and time.monotonic() - self._changed >= quiet:
                    return
            time.sleep(0.05)
        raise AssertionError("the server is still answering requests")
