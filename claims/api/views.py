"""Endpoints of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.origins import CorrectsOrigin
from claims.api.serializers import (
    AssertionSerializer,
    AssessmentSerializer,
    ClaimDetailSerializer,
    ClaimSerializer,
    DecisionSerializer,
)
from claims.filters import AssertionFilter, ClaimFilter
from claims.models import (
    Assertion,
    Assessment,
    Attribution,
    Challenge,
    Claim,
    Status,
)
from claims.services.assessing import Decision, StaleClaimError, decide
from claims.services.chains import CHAIN
from sources.api.problems import PreconditionFailed
from sources.api.viewsets import ReadViewSet
from sources.keyset import Keyset

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class ClaimViewSet(ReadViewSet):
    """Claims with status, headline figure and counts; origins and challenges with a single one."""

    queryset = Claim.objects.listed().select_related("merged_into")
    filterset_class = ClaimFilter
    keysets = {
        "changed": Keyset(("changed_at", "id")),
        "reported": Keyset(("reported_key", "id")),
        "origins": Keyset(("independent_count", "id")),
        "reports": Keyset(("report_count", "id")),
    }

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        if self.action == "list":
            return found
        challenges = Challenge.objects.select_related("assertion").prefetch_related(
            "assertion__attributions__speaker"
        )
        return found.prefetch_related(Prefetch("challenges", challenges))

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        return ClaimSerializer if self.action == "list" else ClaimDetailSerializer


class AssertionViewSet(CorrectsOrigin, ReadViewSet):
    """Statements with their exact place, figure and speakers."""

    queryset = (
        Assertion.objects.filter(is_withdrawn=False)
        .select_related("article__outlet", "origin", "claim")
        .prefetch_related(
            Prefetch("attributions", Attribution.objects.select_related("speaker")), CHAIN
        )
        .defer("search", "article__text", "article__search", "article__zones", "claim__search")
    )
    serializer_class = AssertionSerializer
    filterset_class = AssertionFilter


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
            412: OpenApiResponse(description="The claim changed meanwhile."),
        },
    )
    def create(self, request: Request) -> Response:
        """Record a decision."""
        if not request.user.has_perm("claims.assess_claim"):
            raise PermissionDenied("Deciding needs the role of an editor.")
        said = DecisionSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        claim: Claim = said.validated_data["claim"]
        user: User = request.user  # type: ignore[assignment]
        version = self._version(request, claim)
        decision = Decision(
            Status(said.validated_data["status"]), said.validated_data["reason"], version
        )
        try:
            row = decide(claim=claim, decision=decision, by=user)
        except StaleClaimError as error:
            raise PreconditionFailed(str(error)) from error
        return Response(AssessmentSerializer(row).data, status=201)

    def _version(self, request: Request, claim: Claim) -> int | None:
        wanted = request.headers.get("If-Match", "")
        if not wanted or wanted.strip() == "*":
            return None
        prefix, _, version = wanted.strip().strip('"').rpartition("-")
        if prefix != claim.public_id or not version.isdigit():
            raise PreconditionFailed("The If-Match header is not an ETag of this claim.")
        return int(version)
