"""Parsing in a child process that has limits and can be killed."""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from sources.parsing import ParsedArticle, ParseError
from sources.parsing.json import article_from_json


class ParserProcess:
    """One `python -m sources.parsing`, started on first use and again after it died."""

    def __init__(self, *, memory_mb: int, seconds: float) -> None:
        self.memory_mb = memory_mb
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def parse(self, data: bytes, *, name: str, sidecar: Mapping[str, object]) -> ParsedArticle:
        """The article of a file. Raises ParseError, also when the child had to be killed."""
        head = json.dumps({"size": len(data), "name": name, "sidecar": dict(sidecar)})
        with self._lock:
            answer = self._exchange(head.encode() + b"\n" + data)
        if "error" in answer:
            raise ParseError(answer["error"]["code"], answer["error"]["message"])
        return article_from_json(answer["article"])

    def stop(self) -> None:
        """End the child, if it is ours."""
        if self._process and self._owner == os.getpid():
            self._process.kill()
            self._process.communicate()
        self._process = None

    def _exchange(self, request: bytes) -> dict[str, Any]:
        process = self._started()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(request)
            process.stdin.flush()
        except BrokenPipeError:
            raise self._died(process) from None
        line = self._line(process, time.monotonic() + self.seconds)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _line(self, process: subprocess.Popen[bytes], end: float) -> bytes:
        assert process.stdout
        pieces: list[bytes] = []
        descriptor = process.stdout.fileno()
        while not (pieces and pieces[-1].endswith(b"\n")):
            ready, _, _ = select.select([descriptor], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                self.stop()
                raise ParseError(
                    "too_slow",
                    f"Reading the file took longer than {self.seconds:g} s "
                    "(CLAIMBASE_PARSE_SECONDS) and was stopped.",
                )
            piece = os.read(descriptor, 1 << 20)
            if not piece:
                raise self._died(process)
            pieces.append(piece)
        return b"".join(pieces)

    def _died(self, process: subprocess.Popen[bytes]) -> ParseError:
        status = process.wait()
        self.stop()
        return ParseError(
            "parser_died",
            f"The process that read the file ended (status {status}), most likely for want of "
            f"memory: it may use {self.memory_mb} MB (CLAIMBASE_PARSE_MEMORY_MB).",
        )

    def _started(self) -> subprocess.Popen[bytes]:
        # A forked worker must not talk to its parent's child.
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-m", "sources.parsing", str(self.memory_mb)],
                cwd=settings.BASE_DIR,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
            )
            self._owner = os.getpid()
            atexit.register(self.stop)
        return self._process


_parser = ParserProcess(memory_mb=settings.PARSE_MEMORY_MB, seconds=settings.PARSE_SECONDS)


def parse(data: bytes, *, name: str, sidecar: Mapping[str, object]) -> ParsedArticle:
    """Parse with this process's child. Raises ParseError."""
    return _parser.parse(data, name=name, sidecar=sidecar)
