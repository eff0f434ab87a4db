"""What endpoints on which people change something have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request

from claims.api.change_serializers import EditorialChangeSerializer
from claims.models import EditorialChange
from claims.services.acting import By, ChangeRefusedError, ConflictError, UndoBlockedError
from sources.api.problems import Conflict, PreconditionFailed, PreconditionRequired

if TYPE_CHECKING:
    from django.contrib.auth.models import User

IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of what is changed, as you read it; `*` for whatever it is now.",
)


class ChangedProblem(serializers.Serializer[Any]):
    """A problem with what there is now and what others did since the version that was read."""

    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    etag = serializers.CharField(help_text="Send this when you still want it.")
    current = serializers.DictField(help_text="What there is now.")
    since = EditorialChangeSerializer(many=True)


class RefusedProblem(serializers.Serializer[Any]):
    """A problem that says why it makes no sense; `blocked_by` are later acts to undo first."""

    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    blocked_by = EditorialChangeSerializer(many=True, required=False)


_PROBLEM = "application/problem+json"
REFUSALS: dict[Any, Any] = {
    (409, _PROBLEM): OpenApiResponse(RefusedProblem, "It does not go with how things are."),
}
WRITE_PROBLEMS: dict[Any, Any] = {
    **REFUSALS,
    (412, _PROBLEM): OpenApiResponse(ChangedProblem, "It changed after you read it."),
    428: OpenApiResponse(description="There is no If-Match."),
}


class EditsClaims(IsAuthenticated):
    """Reading takes the view's `read_permission`, changing the role of an editor."""

    message = "Reviewing statements and changing claims needs the role of an editor; an admin can grant it."

    def has_permission(self, request: Request, view: Any) -> bool:
        wanted = view.read_permission if request.method in SAFE_METHODS else "claims.edit_claims"
        return super().has_permission(request, view) and request.user.has_perm(wanted)


def user_of(request: Request) -> User:
    """Who asks; permissions have been checked."""
    return request.user  # type: ignore[return-value]


def body_of(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What was sent, checked."""
    said = serializer(data=request.data)
    said.is_valid(raise_exception=True)
    return said.validated_data  # type: ignore[no-any-return]


def seen_version(request: Request, public_id: str) -> int | None:
    """The version that If-Match names; None for `*`. An ETag is the id, "-", the version, and
    whatever follows a dot. Raises PreconditionRequired, PreconditionFailed."""
    wanted = request.headers.get("If-Match", "").strip()
    if not wanted:
        raise PreconditionRequired
    if wanted == "*":
        return None
    prefix, _, stamp = wanted.strip('"').rpartition("-")
    version = stamp.partition(".")[0]
    if prefix != public_id or not (version.isascii() and version.isdigit()):
        raise PreconditionFailed("The If-Match header is not an ETag of this resource.")
    return int(version)


def by_of(request: Request, public_id: str, reason: str = "") -> By:
    """Who asks, why, and for which version."""
    return By(user_of(request), reason, seen_version(request, public_id))


def done(work: Callable[[], Any], now: Callable[[], dict[str, Any]] | None = None) -> Any:
    """What the work gives; its refusals become problems. `now` gives `etag` and `current`."""
    try:
        return work()
    except ConflictError as error:
        since = EditorialChangeSerializer(error.since, many=True).data
        raise PreconditionFailed(str(error), **(now() if now else {}), since=since) from error
    except UndoBlockedError as error:
        # A later decision is told in words: it is no act of this kind.
        acts = [act for act in error.blocked_by if isinstance(act, EditorialChange)]
        blocked = EditorialChangeSerializer(acts, many=True).data
        raise Conflict(str(error), blocked_by=blocked) from error
    except ChangeRefusedError as error:
        raise Conflict(str(error)) from error
