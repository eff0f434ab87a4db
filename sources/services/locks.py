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
        # A sorted subquery is read in its order.
        cursor.execute(
            "select pg_advisory_xact_lock(key) from "
            "(select key from unnest(%s::bigint[]) as key order by key) as ordered",
            [keys],
        )


def share_for_transaction(name: str) -> None:
    """Wait until nobody holds the lock alone, and keep it shared to the end of the transaction.

    Any number share it at once; whoever takes it by `lock_for_transaction` waits for all of them.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(%s)", [_key(name)])


def lock_for_session(name: str) -> bool:
    """Take the lock until the connection ends or gives it back; False when somebody else has it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [_key(name)])
        return bool(cursor.fetchone()[0])


def unlock_for_session(name: str) -> None:
    """Give back what `lock_for_session` took."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_unlock(%s)", [_key(name)])


def try_lock_for_transaction(name: str) -> bool:
    """Take a lock without waiting, to the end of the transaction; False when somebody holds it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_key(name)])
        return bool(cursor.fetchone()[0])


def _key(name: str) -> int:
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
