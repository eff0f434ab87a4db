"""Fetching one web page: within a time, within a size, and only what can be read as an article."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urljoin

import certifi
import courlan
from django.conf import settings
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, SSLError

from sources.services.web_addresses import FetchError, Target, target

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_CHUNK = 1 << 16
_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_HEADERS = {
    "User-Agent": "claimbase (fetches single pages that an analyst asked for)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en, *;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a page, and its address after redirects, without what only tracks readers."""

    data: bytes
    url: str


def fetch(url: str) -> Fetched:
    """Fetch a page. Raises FetchError, whose message says what went wrong."""
    end = time.monotonic() + settings.FETCH_SECONDS
    for _hop in range(_MOST_REDIRECTS + 1):
        where = target(url)
        with _answer(where, end) as answer:
            if answer.status not in _REDIRECTS:
                return Fetched(_read(answer), _canonical(where.url))
            url = _led_to(where, answer)
    raise FetchError(
        "too_many_redirects", f"The address leads on more than {_MOST_REDIRECTS} times."
    )


def _led_to(where: Target, answer: BaseHTTPResponse) -> str:
    try:
        return urljoin(where.url, answer.headers.get("Location", ""))
    except ValueError as error:
        raise FetchError("bad_url", f"{where.host} leads on to what is no address.") from error


@contextmanager
def _answer(where: Target, end: float) -> Iterator[BaseHTTPResponse]:
    """One request to the address that was checked, cut off when the time is over."""
    left = end - time.monotonic()
    if left <= 0:
        raise _too_slow()
    connection = _connection(where, left)
    # A timeout counts from one byte to the next; a server that drips them would never meet it.
    watch = threading.Timer(left, _cut, [connection])
    watch.start()
    try:
        connection.request(
            "GET",
            where.path,
            headers={**_HEADERS, "Host": where.host_header},
            preload_content=False,
        )
        yield connection.getresponse()
        # What was cut off looks like an ordinary end.
        if time.monotonic() >= end:
            raise _too_slow()
    except (HTTPError, HTTPException, OSError) as error:
        if time.monotonic() >= end:
            raise _too_slow() from error
        raise _failure(where, error) from error
    finally:
        watch.cancel()
        connection.close()


def _connection(where: Target, seconds: float) -> HTTPConnection:
    if where.scheme == "http":
        return HTTPConnection(where.address, where.port, timeout=seconds)
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return HTTPSConnection(
        where.address, where.port, timeout=seconds, ssl_context=context,
        server_hostname=where.host,
    )  # fmt: skip


def _cut(connection: HTTPConnection) -> None:
    # Without a socket it still connects, and that has a timeout of its own.
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _read(answer: BaseHTTPResponse) -> bytes:
    if answer.status != 200:
        raise FetchError(
            f"http_{answer.status}",
            f"The server answered {answer.status} {answer.reason or ''}.".strip(),
        )
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type and media_type not in _READABLE:
        raise FetchError(
            "not_readable", f"The address gives {media_type[:100]}, not a web page or plain text."
        )
    pieces, size = [], 0
    while piece := answer.read1(_CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > settings.MAX_FILE_BYTES:
            raise FetchError(
                "too_large",
                f"The page has more than {settings.MAX_FILE_BYTES / 1024 / 1024:,.0f} MB. Who runs "
                "claimbase can raise the limit (CLAIMBASE_MAX_FILE_MB).",
            )
    return b"".join(pieces)


def _canonical(url: str) -> str:
    """The address without fragment and without what only tracks who follows it."""
    return str(courlan.normalize_url(url))


def _too_slow() -> FetchError:
    return FetchError(
        "too_slow",
        f"The page was not there after {settings.FETCH_SECONDS} seconds. It may help to try again "
        "later; who runs claimbase can allow more time (CLAIMBASE_FETCH_SECONDS).",
    )


def _failure(where: Target, error: Exception) -> FetchError:
    if isinstance(error, ssl.SSLError | SSLError):
        return FetchError("bad_certificate", f"{where.host} could not prove who it is: {error}")
    return FetchError("unreachable", f"{where.host} could not be reached. In detail: {error}")
