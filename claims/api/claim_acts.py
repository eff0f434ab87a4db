"""What editors do to claims, through the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.acting import (
    IF_MATCH,
    WRITE_PROBLEMS,
    EditsClaims,
    body_of,
    by_of,
    done,
)
from claims.api.change_serializers import EditorialChangeSerializer
from claims.api.claim_change_serializers import (
    ClaimChangedProblem,
    CloseChallengeSerializer,
    HistorySerializer,
    MergeClaimsSerializer,
    MergedSerializer,
    RecordChallengeSerializer,
    RetitleSerializer,
    SplitClaimSerializer,
)
from claims.api.serializers import AssessmentSerializer, ClaimSerializer
from claims.models import Challenge, Claim
from claims.services.acting import By
from claims.services.challenges import close_challenge, record_challenge
from claims.services.claim_changes import merge_claims, retitle, split_claim
from claims.services.claim_history import claim_history
from claims.services.conflicts import SHOWN, decisions_since
from sources.api.problems import Conflict

_PROBLEM = "application/problem+json"
MOVED = OpenApiResponse(MergedSerializer, "It was merged; `Location` leads to the claim it is now.")


def claim_writes(body: Any, result: Any, status: int = 200) -> Any:
    """The schema of a write to a claim."""
    problems = {
        **WRITE_PROBLEMS,
        (412, _PROBLEM): OpenApiResponse(ClaimChangedProblem, "It changed after you read it."),
    }
    return extend_schema(
        request=body,
        parameters=[IF_MATCH],
        responses={status: result, 308: MOVED, **problems},
        filters=False,
    )


_edits: dict[str, Any] = {
    "permission_classes": (EditsClaims,),
    "filter_backends": (),
    "pagination_class": None,
}


class MergedClaimError(Exception):
    """The claim of an address was merged into another."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        super().__init__(f"{claim.public_id} was merged")


class ClaimActs:
    """Merging, splitting, naming, challenging; and what happened. Ids of merged claims lead on."""

    read_permission = "claims.view_claim"
    etag_of: Callable[[Any], str]

    def get_object(self) -> Claim:
        """The claim of the address. Raises MergedClaimError."""
        claim: Claim = super().get_object()  # type: ignore[misc]
        if claim.merged_into_id:
            raise MergedClaimError(claim)
        return claim

    def handle_exception(self, error: Exception) -> Response:
        """A merged claim is answered with the address of the one it is now."""
        if not isinstance(error, MergedClaimError):
            return super().handle_exception(error)  # type: ignore[misc, no-any-return]
        request: Request = self.request  # type: ignore[attr-defined]
        survivor = error.claim.survivor.public_id
        name = request.resolver_match.view_name if request.resolver_match else "api-claim-detail"
        address = reverse(name, kwargs={"public_id": survivor}, request=request)
        return Response(
            {"id": error.claim.public_id, "merged_into": survivor},
            status=301 if request.method in ("GET", "HEAD") else 308,
            headers={"Location": address},
        )

    @claim_writes(MergeClaimsSerializer, EditorialChangeSerializer(many=True))
    @action(detail=True, methods=["post"], **_edits)
    def merge(self, request: Request, public_id: str) -> Response:
        """Make other claims this one; their ids lead here. One change for each."""
        claim, body = self.get_object(), body_of(MergeClaimsSerializer, request)
        by = by_of(request, claim.public_id, body["reason"])
        changes = self._done(
            claim, by, lambda: merge_claims(survivor=claim, merged=body["sources"], by=by)
        )
        return Response(EditorialChangeSerializer(changes, many=True).data)

    @claim_writes(SplitClaimSerializer, EditorialChangeSerializer, 201)
    @action(detail=True, methods=["post"], **_edits)
    def split(self, request: Request, public_id: str) -> Response:
        """Give some statements of this claim to another, or to a new one (`other` of the answer)."""
        claim, body = self.get_object(), body_of(SplitClaimSerializer, request)
        by = by_of(request, claim.public_id, body["reason"])
        change = self._done(
            claim,
            by,
            lambda: split_claim(claim=claim, statements=body["statements"], to=body["to"], by=by),
        )
        return Response(EditorialChangeSerializer(change).data, status=201)

    @claim_writes(RetitleSerializer, EditorialChangeSerializer)
    @action(detail=True, methods=["post"], **_edits)
    def retitle(self, request: Request, public_id: str) -> Response:
        """Call this claim by other words; the machine leaves them alone."""
        claim, body = self.get_object(), body_of(RetitleSerializer, request)
        by = by_of(request, claim.public_id, body["reason"])
        change = self._done(claim, by, lambda: retitle(claim=claim, title=body["title"], by=by))
        return Response(EditorialChangeSerializer(change).data)

    @claim_writes(RecordChallengeSerializer, EditorialChangeSerializer, 201)
    @action(detail=True, methods=["post"], url_path="challenges", **_edits)
    def challenge(self, request: Request, public_id: str) -> Response:
        """Record that a statement speaks against this claim."""
        claim, body = self.get_object(), body_of(RecordChallengeSerializer, request)
        by, kind = by_of(request, claim.public_id, body["reason"]), Challenge.Kind(body["kind"])
        change = self._done(
            claim,
            by,
            lambda: record_challenge(claim=claim, assertion=body["assertion"], kind=kind, by=by),
        )
        return Response(EditorialChangeSerializer(change).data, status=201)

    @claim_writes(CloseChallengeSerializer, EditorialChangeSerializer)
    @action(detail=True, methods=["post"], url_path="challenges/close", **_edits)
    def close(self, request: Request, public_id: str) -> Response:
        """Close a challenge to this claim."""
        claim, body = self.get_object(), body_of(CloseChallengeSerializer, request)
        by = by_of(request, claim.public_id, body["reason"])
        found = claim.challenges.filter(assertion=body["assertion"], kind=body["kind"]).first()
        if found is None:
            raise Conflict("The statement raises no such challenge to this claim.")
        change = self._done(claim, by, lambda: close_challenge(challenge=found, by=by))
        return Response(EditorialChangeSerializer(change).data)

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "before", OpenApiTypes.DATETIME, description="`older` of the page before this one."
            )
        ],
        responses={200: HistorySerializer, 301: MOVED},
        filters=False,
    )
    @action(detail=True, methods=["get"], filter_backends=(), pagination_class=None)
    def history(self, request: Request, public_id: str) -> Response:
        """What happened to this claim and to those merged into it, newest first."""
        claim = self.get_object()
        return Response(HistorySerializer(claim_history(claim, _before(request))).data)

    def _done(self, claim: Claim, by: By, work: Callable[[], Any]) -> Any:
        def now() -> dict[str, Any]:
            row = Claim.objects.get(pk=claim.pk)
            since = decisions_since(row, by.version or 0)[:SHOWN]
            return {
                "etag": self.etag_of(row),
                "current": ClaimSerializer(row).data,
                "decisions": AssessmentSerializer(since, many=True).data,
            }

        return done(work, now)


def _before(request: Request) -> datetime | None:
    text = request.query_params.get("before")
    if text is None:
        return None
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ValidationError({"before": "Give a time with its zone, as `older` of another page."})
    return found
