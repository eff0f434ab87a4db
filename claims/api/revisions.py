"""A claim as it was, through the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from claims.models import Claim, Status
from claims.services.claim_revisions import UnknownRevisionError, revision_of
from claims.services.revision_differences import revision_differences


class RevisionNumbersSerializer(serializers.Serializer[Any]):
    """The numbers of a claim when the revision was made."""

    independent_origins = serializers.IntegerField()
    reports = serializers.IntegerField()
    outlets = serializers.IntegerField()
    mentions_without_figure = serializers.IntegerField()
    challenges = serializers.IntegerField()


class RevisionRuleSerializer(serializers.Serializer[Any]):
    """A rule of the method, and whether it was met."""

    rule = serializers.CharField()
    met = serializers.BooleanField()
    text = serializers.CharField()


class RevisionDifferenceSerializer(serializers.Serializer[Any]):
    """A value that the revision changed, before and after, in words."""

    name = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class RevisionSerializer(serializers.Serializer[Any]):
    """A claim as it was. A revision is kept when title, computed status, decision, need for re-review or
    merge change, with the numbers and the figure of that moment; it keeps no statements, origins or
    challenges. `before` and `after` are the revisions next to it; `differences` are to `before`."""

    revision = serializers.IntegerField(source="number")
    ordinal = serializers.IntegerField(
        help_text="Which of the claim's own revisions it is, from 1."
    )
    claim = serializers.CharField(source="claim.public_id")
    at = serializers.DateTimeField()
    who = serializers.CharField()
    what = serializers.CharField(allow_blank=True)
    why = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=Status.choices)
    computed_status = serializers.ChoiceField(choices=Status.choices)
    decided_status = serializers.ChoiceField(choices=Status.choices, allow_blank=True)
    needs_review_because = serializers.CharField(allow_blank=True)
    figure = serializers.CharField(allow_blank=True)
    figures_agree = serializers.BooleanField(allow_null=True)
    counts = RevisionNumbersSerializer()
    reasons = RevisionRuleSerializer(many=True, source="rules")
    place = serializers.CharField(allow_blank=True)
    event_first = serializers.DateField(allow_null=True)
    event_last = serializers.DateField(allow_null=True)
    first_reported = serializers.DateField(source="first_reported_on", allow_null=True)
    last_reported = serializers.DateField(source="last_reported_on", allow_null=True)
    merged_into = serializers.CharField(
        source="merged_into.public_id", allow_null=True, read_only=True
    )
    version = serializers.IntegerField()
    before = serializers.IntegerField(allow_null=True)
    after = serializers.IntegerField(allow_null=True)
    differences = RevisionDifferenceSerializer(many=True)


class ClaimRevisions:
    """The states of a claim that history keeps; also those of a claim that was merged since."""

    @extend_schema(
        operation_id="claims_revision_retrieve",
        parameters=[
            OpenApiParameter(
                "revision",
                OpenApiTypes.INT,
                OpenApiParameter.PATH,
                description="`revision` of an event of the history.",
            )
        ],
        responses=RevisionSerializer,
        filters=False,
    )
    @action(
        detail=True,
        methods=["get"],
        url_path=r"history/(?P<revision>[0-9]{1,9})",
        url_name="revision",
        filter_backends=(),
        pagination_class=None,
    )
    def revision(self, request: Request, public_id: str, revision: str) -> Response:
        """The claim as it was at one revision; the number and its address stay for ever."""
        claim = get_object_or_404(Claim.objects.all(), public_id=public_id)
        try:
            found = revision_of(claim, int(revision))
            before = revision_of(claim, found.before) if found.before else None
        except UnknownRevisionError as error:
            raise NotFound(str(error)) from error
        differences = revision_differences(before, found) if before else []
        return Response(RevisionSerializer({**_values(found), "differences": differences}).data)


def _values(revision: Any) -> dict[str, Any]:
    names = RevisionNumbersSerializer().fields
    counts = dict(zip(names, revision.numbers.values(), strict=True))
    told = [
        {name: rule.get(name, "") for name in RevisionRuleSerializer().fields}
        for rule in revision.rules
    ]
    values = {name: getattr(revision, name) for name in revision.__slots__}
    return {**values, "status": revision.status, "counts": counts, "rules": told}
