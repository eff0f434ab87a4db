"""Endpoints of claims."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.acting import REFUSALS, body_of, done, seen_version, user_of
from claims.api.change_serializers import ReviewReasonSerializer
from claims.api.claim_acts import MOVED, ClaimActs
from claims.api.claim_change_serializers import ClaimChangedProblem
from claims.api.claim_detail import ClaimDetailSerializer
from claims.api.claim_facets import ClaimFacets
from claims.api.claim_figures import ClaimFigures
from claims.api.revisions import ClaimRevisions
from claims.api.serializers import (
    AssessmentSerializer,
    ClaimSerializer,
    DecisionSerializer,
)
from claims.filters import ClaimFilter
from claims.models import (
    Assessment,
    Attribution,
    Challenge,
    Claim,
    Status,
)
from claims.services.acting import By
from claims.services.assessing import Decision, decide
from claims.services.claim_lists import ORDERS
from claims.services.conflicts import SHOWN, decisions_since
from claims.services.decisions import undo_decision
from claims.services.scope import UnknownSourceError, scope_without
from sources.api.viewsets import ReadViewSet


class ClaimViewSet(ClaimFacets, ClaimFigures, ClaimActs, ClaimRevisions, ReadViewSet):
    """Claims with status, headline figure and counts; origins and challenges with a single one."""

    queryset = Claim.objects.listed().select_related("merged_into")
    filterset_class = ClaimFilter
    keysets = {name: keyset for name, (_label, keyset) in ORDERS.items()}

    def get_queryset(self) -> Any:
        if self.action == "list":
            return super().get_queryset()
        challenges = Challenge.objects.select_related("assertion").prefetch_related(
            Attribution.with_speakers("assertion__attributions")
        )
        challenges = challenges.by_voice().order_by("id")
        # Also what is listed no more: its id still leads somewhere.
        found = Claim.objects.select_related("merged_into").defer("profile", "search")
        return found.prefetch_related(Prefetch("challenges", challenges))

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        return ClaimSerializer if self.action == "list" else ClaimDetailSerializer

    def get_serializer_context(self) -> dict[str, Any]:
        left_out = self.request.query_params.getlist("without") if self.action == "retrieve" else []
        try:
            return {**super().get_serializer_context(), "scope": scope_without(left_out)}
        except UnknownSourceError as error:
            raise ValidationError({"without": str(error)}) from error

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "without",
                {"type": "array", "items": {"type": "string"}},
                description="Ids of articles, outlets, origins or speakers to leave out, in "
                "`recomputed`; repeatable.",
            )
        ],
        responses={200: ClaimDetailSerializer, 301: MOVED},
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A claim; with `without` also as it would be without those sources. The id of a merged one
        leads to the claim it is now."""
        if "without" not in request.query_params:
            return super().retrieve(request, *args, **kwargs)
        # What is computed for the asking has no version of its own.
        return Response(self.get_serializer(self.get_object()).data)


class CanViewClaims(IsAuthenticated):
    """Decisions are read by whoever may read claims; who may decide is checked when one is posted."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return super().has_permission(request, view) and request.user.has_perm("claims.view_claim")


class AssessmentViewSet(ReadViewSet):
    """Decisions of editors. POST one; with `If-Match` it is refused when the claim has changed."""

    queryset = Assessment.objects.select_related("claim", "by")
    serializer_class = AssessmentSerializer
    permission_classes = (CanViewClaims,)
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,18}"

    def etag_of(self, row: Any) -> str:
        return f'"assessment-{row.pk}"'

    @extend_schema(
        request=DecisionSerializer,
        parameters=[
            OpenApiParameter(
                "If-Match",
                str,
                OpenApiParameter.HEADER,
                description="The claim's ETag, as you read it.",
            )
        ],
        responses={
            201: AssessmentSerializer,
            **REFUSALS,
            (412, "application/problem+json"): OpenApiResponse(
                ClaimChangedProblem, "The claim changed meanwhile."
            ),
        },
    )
    def create(self, request: Request) -> Response:
        """Record a decision."""
        if not request.user.has_perm("claims.assess_claim"):
            raise PermissionDenied("Deciding needs the role of an editor.")
        said = DecisionSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        claim: Claim = said.validated_data["claim"]
        version = seen_version(request, claim.public_id) if "If-Match" in request.headers else None
        decision = Decision(
            Status(said.validated_data["status"]), said.validated_data["reason"], version
        )

        def now() -> dict[str, Any]:
            row = Claim.objects.get(pk=claim.pk)
            since = decisions_since(row, version or 0)[:SHOWN]
            return {
                "etag": f'"{row.public_id}-{row.version}"',
                "current": ClaimSerializer(row).data,
                "decisions": AssessmentSerializer(since, many=True).data,
            }

        row = done(lambda: decide(claim=claim, decision=decision, by=user_of(request)), now)
        return Response(AssessmentSerializer(row).data, status=201)

    @extend_schema(
        request=ReviewReasonSerializer, responses={200: AssessmentSerializer, **REFUSALS}
    )
    @action(detail=True, methods=["post"], filter_backends=(), pagination_class=None)
    def undo(self, request: Request, pk: str) -> Response:
        """Put the decision before this one in force again; twice does nothing more."""
        if not request.user.has_perm("claims.assess_claim"):
            raise PermissionDenied("Deciding needs the role of an editor.")
        decision, body = self.get_object(), body_of(ReviewReasonSerializer, request)
        by = By(user_of(request), body["reason"])
        row = done(lambda: undo_decision(decision=decision, by=by))
        return Response(AssessmentSerializer(row).data)
