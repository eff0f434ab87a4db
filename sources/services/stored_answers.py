"""A request that says "this is the same as before" gets the same answer, and nothing happens twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from sources.models import StoredAnswer
from sources.services.locks import try_lock_for_transaction

KEPT = timedelta(hours=24)


class OtherRequestError(Exception):
    """The key stands for another request."""


class StillRunningError(Exception):
    """The first request under this key is still being worked on."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is kept of an answer."""

    status: int
    body: Any
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and whether it was given before."""

    answer: Answer
    is_replayed: bool


def answer_once(*, user: User, key: str, request_sha256: str, act: Callable[[], Answer]) -> Told:
    """Do `act` and keep its answer, or give the one kept for this key.

    All in one transaction: what `act` did and the answer stand together or not at all, and an `act`
    that raises leaves the key free. Raises OtherRequestError and StillRunningError.
    """
    with transaction.atomic():
        if not try_lock_for_transaction(f"answer:{user.pk}:{key}"):
            raise StillRunningError
        kept = StoredAnswer.objects.filter(user=user, key=key).first()
        if kept and kept.created_at < timezone.now() - KEPT:
            kept.delete()
            kept = None
        if kept and kept.request_sha256 != request_sha256:
            raise OtherRequestError
        if kept:
            return Told(Answer(kept.status, kept.body, kept.headers), is_replayed=True)
        answer = act()
        StoredAnswer.objects.create(
            user=user, key=key, request_sha256=request_sha256,
            status=answer.status, body=answer.body, headers=dict(answer.headers),
        )  # fmt: skip
        return Told(answer, is_replayed=False)


def forget_old() -> None:
    """Delete what is older than answers are kept."""
    StoredAnswer.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
