"""What the browser tests wait for before they empty the tables."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.server_at_rest import RunningRequests

RESET_WHEN_CLOSED = struct.pack("ii", 1, 0)


@pytest.fixture
def running() -> RunningRequests:
    return RunningRequests()


@pytest.fixture
def half_sent(live_server, running) -> Iterator[socket.socket]:
    """The connection of a request whose body is still to come."""
    address = urlsplit(live_server.url)
    with socket.create_connection((address.hostname, address.port)) as connection:
        head = f"POST /nowhere/ HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 100\r\n\r\n"
        connection.sendall(head.encode())
        connection.recv(1)
        yield connection


def test_a_request_that_runs_is_waited_for(half_sent, running):
    with pytest.raises(AssertionError, match="still answering"):
        running.wait_until_none(most=1)
    half_sent.sendall(b"x" * 100)
    running.wait_until_none()


def test_a_sender_that_goes_away_in_the_middle_of_its_request_is_not_waited_for(half_sent, running):
    half_sent.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_WHEN_CLOSED)
    half_sent.close()
    running.wait_until_none()
