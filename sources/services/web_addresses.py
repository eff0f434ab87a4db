"""Which web addresses may be fetched: of the open internet, and not of our own network.

A name is resolved once, every address it has is checked, and the connection goes to the address
that was checked: a name that answers differently the next time gains nothing.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from sources.errors import StepError

Address = IPv4Address | IPv6Address
_PORTS = {"http": 80, "https": 443}
LONGEST = 2000
# Routed for everybody, but leading elsewhere: relays and tunnels into other networks.
_RELAYS_4 = IPv4Network("192.88.99.0/24")
_OPEN_6 = IPv6Network("2000::/3")
_NOT_OPEN_6 = tuple(
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)  # fmt: skip


class FetchError(StepError):
    """A web address that gives no source file."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect (`address`, `port`), and what to ask for there."""

    url: str
    scheme: str
    host: str
    port: int
    address: str
    path: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def checked_url(text: str) -> str:
    """A web address in its usual form. Raises FetchError with code `bad_url`."""
    return str(_parsed(text).url)


def target(text: str) -> Target:
    """Resolve and check an address. Raises FetchError (`bad_url`, `unknown_host`, `forbidden_host`)."""
    url = _parsed(text)
    assert url.host
    assert url.scheme
    port = url.port or _PORTS[url.scheme]
    host = url.host.strip("[]")
    addresses = _resolved(host, port)
    for address in addresses:
        if not _is_allowed(address, port):
            raise _forbidden(host, address, port)
    return Target(url.url, url.scheme, host, port, str(addresses[0]), url.request_uri)


def _forbidden(host: str, address: Address, port: int) -> FetchError:
    if is_public(address):
        why = (
            f"The address names port {port}, and only the web's own ports, 80 and 443, are fetched."
        )
    else:
        where = host if host == str(address) else f"{host} ({address})"
        why = f"{where} is not on the open internet, and only pages that are can be fetched."
    return FetchError(
        "forbidden_host", f"{why} Who runs claimbase can make exceptions (CLAIMBASE_FETCH_PRIVATE)."
    )


def _parsed(text: str) -> Url:
    try:
        url = parse_url(text.strip())
    except LocationParseError as error:
        raise FetchError(
            "bad_url",
            f"“{text.strip()[:80]}” is not a web address; one looks like https://news.example/story.",
        ) from error
    if url.scheme not in _PORTS or not url.host:
        raise FetchError(
            "bad_url",
            f"“{text.strip()[:80]}”: only addresses that begin with http:// or https:// are fetched.",
        )
    if url.auth:
        raise FetchError("bad_url", "An address with a name or password in it is not fetched.")
    parsed = url._replace(fragment=None)
    if len(parsed.url) > LONGEST:
        raise FetchError("bad_url", f"The address is longer than {LONGEST:,} characters.")
    return parsed


def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            "unknown_host", f"There is no host called {host}, or its name cannot be looked up now."
        ) from error
    return [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def _is_allowed(address: Address, port: int) -> bool:
    if any(address in network for network in settings.FETCH_PRIVATE):
        return True
    return port in _PORTS.values() and is_public(address)


def is_public(address: Address) -> bool:
    """True for an address of the open internet that leads nowhere else."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and address not in _RELAYS_4
    # What IPv4 addresses are wrapped in lies outside 2000::/3 or among the exceptions.
    return address in _OPEN_6 and not any(address in network for network in _NOT_OPEN_6)
