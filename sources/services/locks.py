"""Advisory locks: one worker at a time on something that has no row yet."""

from __future__ import annotations

import hashlib

from django.db import connection


def lock_for_transaction(*names: str) -> None:
    """Wait for the locks of `names`, held to the end of the transaction.

    They are taken in one order, so that two workers never wait for each other.
    """
    keys = sorted({_key(name) for name in names})
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("select pg_advisory_xact_lock(%s)", [key])


def _key(name: str) -> int:
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
