"""Errors as RFC 9457 problem details, for everything under /api/."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_handler

CONTENT_TYPE = "application/problem+json"


class ProblemError(exceptions.APIException):
    """An error whose problem says more: `extensions` become members of it."""

    def __init__(self, detail: str | None = None, **extensions: Any) -> None:
        super().__init__(detail)
        self.extensions = extensions


class PreconditionFailed(ProblemError):
    """The row changed after the caller read it."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = "The resource changed after you read it."
    default_code = "precondition_failed"


class PreconditionRequired(exceptions.APIException):
    """A write needs to say which version it is about."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = "Send If-Match with the ETag you read."
    default_code = "precondition_required"


class Conflict(ProblemError):
    """What is asked for does not go together with how things are."""

    status_code = HTTPStatus.CONFLICT
    default_detail = "This does not go together with the present state."
    default_code = "conflict"


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raised into a problem; None for a defect, which becomes a 500."""
    if isinstance(error, Http404):
        error = exceptions.NotFound("There is nothing with this id.")
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    answer = rest_handler(error, context)
    if answer is None:
        return None
    assert isinstance(error, exceptions.APIException)
    errors = list(_errors(error.get_full_details()))
    single = errors[0]["detail"] if len(errors) == 1 else "Several fields are not valid."
    path = context["request"].get_full_path() if context.get("request") else ""
    answer.data = problem(answer.status_code, single, path, errors)
    answer.data |= getattr(error, "extensions", {})
    answer.content_type = CONTENT_TYPE
    return answer


def problem(
    status: int, detail: str, instance: str, errors: list[dict[str, str | None]] | None = None
) -> dict[str, Any]:
    """The body of a problem. `errors` name the field (`attr`) each one is about."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": instance,
        "errors": errors or [],
    }


def problem_response(status: int, detail: str, request: HttpRequest) -> JsonResponse:
    """A problem outside the framework's views."""
    body = problem(status, detail, request.get_full_path())
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


def _errors(details: Any, attr: str | None = None) -> Any:
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {"code": details["code"], "detail": str(details["message"]), "attr": attr}
    elif isinstance(details, dict):
        for name, inner in details.items():
            yield from _errors(inner, name if attr is None else f"{attr}.{name}")
    else:
        for inner in details:
            yield from _errors(inner, attr)
