"""Typed reading of the environment. A value that cannot be read stops the start, by name."""

from __future__ import annotations

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Network = IPv4Network | IPv6Network

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The value of `name`; `NAME_FILE` names a file that holds it (a container's secret)."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={path} cannot be read: {error}") from error
    return os.environ.get(name, "").strip() or default


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r} is not one of: {', '.join(allowed)}")
    return value


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value not in _TRUE | _FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no")
    return value in _TRUE


def integer(name: str, default: int, *, least: int = 0) -> int:
    return int(number(name, default, least=least, whole=True))


def number(
    name: str, default: float, *, least: float, most: float = float("inf"), whole: bool = False
) -> float:
    value = text(name, str(default))
    try:
        parsed = int(value) if whole else float(value)
    except ValueError as error:
        kind = "a whole number" if whole else "a number"
        raise ImproperlyConfigured(f"{name}={value!r} is not {kind}") from error
    if not least <= parsed <= most:
        bounds = f"at least {least:g}" + ("" if most == float("inf") else f" and at most {most:g}")
        raise ImproperlyConfigured(f"{name}={value} has to be {bounds}")
    return parsed


def items(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A comma-separated list."""
    value = text(name)
    return [part.strip() for part in value.split(",") if part.strip()] or list(default)


def networks(name: str) -> tuple[Network, ...]:
    """A comma-separated list of addresses and networks: `127.0.0.1, 10.1.0.0/16`."""
    try:
        return tuple(ip_network(item) for item in items(name))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error


# Pages ask many short questions: compiling one costs more than it saves, and what they read is in
# memory or on a disk without a head to move. An address says otherwise with `?options=`.
PLANNER = "-c jit=off -c random_page_cost=1.1"


def database(url: str, pool_size: int) -> dict[str, object]:
    """Django's settings for a `postgresql://user:password@host:port/name?option=value` address."""
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise ImproperlyConfigured(
            "DATABASE_URL has to look like postgresql://user:password@host:5432/name "
            f"(its scheme is {parts.scheme or 'missing'})"
        )
    options: dict[str, object] = {"options": PLANNER, **dict(parse_qsl(parts.query))}
    host = str(options.pop("host", "") or parts.hostname or "")
    if pool_size:
        # Connections are checked before use, so a restarted server costs no failed request.
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 20}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def redis_database(url: str, index: int) -> str:
    """The `redis://`, `rediss://` or `unix://` address of one numbered database, for redis-py."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={index}"
    if parts.scheme not in ("redis", "rediss"):
        raise ImproperlyConfigured(
            "REDIS_URL has to look like redis://:password@host:6379 "
            f"(its scheme is {parts.scheme or 'missing'})"
        )
    return parts._replace(path=f"/{index}").geturl()


def celery_broker(url: str) -> str:
    """The same server as Celery writes it (database 0)."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host=0"
    return redis_database(url, 0)


def mail(url: str) -> dict[str, object]:
    """Django's mail settings for `smtp://user:password@host:587` (upgraded by STARTTLS; with
    `?starttls=no` in the clear) or `smtps://user:password@host:465` (TLS from the first byte)."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    starttls = options.pop("starttls", "yes")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(
            "CLAIMBASE_MAIL_URL has to look like smtp://user:password@host:587 or smtps://… "
            f"(its scheme is {parts.scheme or 'missing'})"
        )
    if options or starttls not in ("yes", "no"):
        raise ImproperlyConfigured("CLAIMBASE_MAIL_URL knows one option only: ?starttls=no")
    is_tls = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if is_tls else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": not is_tls and starttls == "yes",
    }
