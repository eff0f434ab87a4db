"""The Idempotency-Key header: a request that is sent again gets the answer it got the first time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from sources.api.problems import Conflict
from sources.services.queueing import BrokerUnreachableError
from sources.services.stored_answers import (
    Answer,
    OtherRequestError,
    StillRunningError,
    answer_once,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_KEPT_HEADERS = ("Location", "Retry-After")
_LONGEST = 255

KEY_PARAMETER = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="A name of yours for this request. Sent again within 24 hours, it gets the same answer "
    "and does nothing.",
)
KEY_ANSWERS = {
    409: OpenApiResponse(description="The first request under this key is still being worked on."),
    422: OpenApiResponse(description="This key stands for another request."),
}


class KeyReused(APIException):
    """The same key for something else."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_detail = "This Idempotency-Key was sent with another request. Use a new one."
    default_code = "idempotency_key_reused"


class StillRunning(Conflict):
    """The same key while the first request runs."""

    default_detail = "The first request under this Idempotency-Key is still being worked on."
    default_code = "still_running"
    wait = 1


def once(request: Request, act: Callable[[], Response]) -> Response:
    """Do `act` in one transaction, or give the answer kept for the request's key.

    A broker that does not answer is no failure: what was stored is found by the sweep.
    """
    made: list[Response] = []

    def kept() -> Answer:
        answer = act()
        made.append(answer)
        headers = {name: answer[name] for name in _KEPT_HEADERS if name in answer}
        return Answer(answer.status_code, answer.data, headers)

    try:
        key = _key(request)
        if key is None:
            with transaction.atomic():
                kept()
            return made[0]
        user: User = request.user  # type: ignore[assignment]
        told = answer_once(user=user, key=key, request_sha256=_fingerprint(request), act=kept)
    except BrokerUnreachableError:
        return made[0]
    except OtherRequestError as error:
        raise KeyReused from error
    except StillRunningError as error:
        raise StillRunning from error
    if not told.is_replayed:
        return made[0]
    headers = {**told.answer.headers, "Idempotency-Replayed": "true"}
    return Response(told.answer.body, told.answer.status, headers=headers)


def _key(request: Request) -> str | None:
    header = request.headers.get("Idempotency-Key")
    if header is None:
        return None
    key = header.strip().strip('"')
    if not 0 < len(key) <= _LONGEST or not key.isascii() or not key.isprintable():
        raise ValidationError(
            {"Idempotency-Key": f"1 to {_LONGEST} visible characters of ASCII are needed."}
        )
    return key


def _fingerprint(request: Request) -> str:
    """sha256 of what is asked for. A form's boundary differs each time, so its fields are taken."""
    digest = hashlib.sha256(f"{request.method} {request.path}".encode())
    if not isinstance(request.data, QueryDict):
        digest.update(json.dumps(request.data, sort_keys=True).encode())
        return digest.hexdigest()
    for name, values in sorted(request.data.lists()):
        for value in values:
            digest.update(f"\0{name}\0".encode())
            if isinstance(value, str):
                digest.update(value.encode())
                continue
            digest.update(f"{value.name}\0".encode())
            for chunk in value.chunks():
                digest.update(chunk)
            value.seek(0)
    return digest.hexdigest()
