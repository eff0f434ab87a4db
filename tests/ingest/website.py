"""A small web site on loopback, standing for the outside world."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Page = Callable[[BaseHTTPRequestHandler], None]


def page(body: bytes | str, status: int = 200, **headers: str) -> Page:
    """An answer; header names are written with underscores."""
    data = body.encode() if isinstance(body, str) else body
    sent = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(data)), **headers}

    def give(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in sent.items():
            if value:
                request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return give


def redirect(to: str) -> Page:
    return page("", 302, Location=to)


def drip(first: bytes, piece: bytes, pause: float, times: int) -> Page:
    """Bytes of the connection one by one, each soon enough to keep a timeout from striking."""

    def give(request: BaseHTTPRequestHandler) -> None:
        try:
            request.wfile.write(first)
            for _ in range(times):
                request.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            return  # Whoever read has had enough, which is what the test wants.

    return give


@dataclass
class Website:
    """Pages by path, and the paths that were asked for with their Host header."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


class Serving:
    """Runs a site in threads for as long as a test lasts."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.site = site = Website(scheme="https" if context else "http")

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers["Host"]))
                site.pages.get(self.path, page("none", 404))(self)

            def log_message(self, *args: Any) -> None:
                """Tests are quiet."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, *args: Any) -> None:
                """A client that breaks off is what some tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        site.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
