"""The review queues through the API: what waits, and leasing an item. Acts are those of the statement,
claim or suggestion itself; an item leaves its queue by them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from claims.api.acting import EditsClaims, user_of
from claims.models import Assertion, Claim, ReviewLease, ReviewQueue
from claims.models.review_item import Item
from claims.services.review_items import find_item
from claims.services.review_leases import lease_next, release
from claims.services.review_queue import EXPLAINED, MOST_COUNTED, counts
from claims.services.review_steps import done_today


class ReviewQueueSerializer(serializers.Serializer[Any]):
    """A queue, and how much waits in it."""

    queue = serializers.ChoiceField(ReviewQueue.choices)
    title = serializers.CharField()
    order = serializers.CharField(help_text="What stands in it, in which order.")
    count = serializers.IntegerField(
        help_text=f"How many items wait, counted up to {MOST_COUNTED}."
    )
    is_more = serializers.BooleanField(help_text="More wait than were counted.")
    done_today = serializers.IntegerField(help_text="How many you judged on the review pages.")


class LeasedSerializer(serializers.Serializer[Any]):
    """An item that nobody else is given before `until`. Ask again to renew the lease."""

    queue = serializers.ChoiceField(ReviewQueue.choices)
    kind = serializers.ChoiceField(("assertion", "claim", "claim-suggestion"))
    id = serializers.CharField()
    url = serializers.URLField(help_text="Where the item is read and acted on.")
    until = serializers.DateTimeField()


class _Reviews(APIView):
    permission_classes = (EditsClaims,)
    read_permission = "claims.edit_claims"


class ReviewQueues(_Reviews):
    """What waits for editors."""

    @extend_schema(responses=ReviewQueueSerializer(many=True), operation_id="review_queues")
    def get(self, request: Request) -> Response:
        """All queues and how much waits in each."""
        rows = [
            {
                "queue": one.queue.value,
                "title": one.queue.label,
                "order": EXPLAINED[one.queue],
                "count": min(one.count, MOST_COUNTED),
                "is_more": one.is_more,
                "done_today": done_today(user_of(request), one.queue),
            }
            for one in counts()
        ]
        return Response(ReviewQueueSerializer(rows, many=True).data)


class ReviewLeases(_Reviews):
    """Taking the next item of a queue."""

    @extend_schema(
        request=None,
        operation_id="review_lease",
        responses={
            200: LeasedSerializer,
            204: OpenApiResponse(description="Nothing is free."),
            404: OpenApiResponse(description="There is no such queue."),
        },
    )
    def post(self, request: Request, queue: str) -> Response:
        """Lease the next item to you for five minutes, or renew the lease of the one you have."""
        if queue not in ReviewQueue.values:
            raise NotFound(f"There is no queue {queue!r}; see /api/v1/review/queues/.")
        lease = lease_next(queue=ReviewQueue(queue), by=user_of(request))
        if lease is None:
            return Response(status=204)
        return Response(LeasedSerializer(_leased(request, lease)).data)


class ReviewReleases(_Reviews):
    """Giving an item back."""

    @extend_schema(
        request=None,
        operation_id="review_release",
        responses={
            204: OpenApiResponse(description="You do not have it any more."),
            404: OpenApiResponse(description="There is no such item."),
        },
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Free an item that was leased to you; twice does nothing more."""
        item = find_item(public_id)
        if item is None:
            raise NotFound("There is no such item.")
        release(item=item, by=user_of(request))
        return Response(status=204)


def _leased(request: Request, lease: ReviewLease) -> dict[str, Any]:
    kind = _kind(lease.item)
    address = reverse(f"api-{kind}-detail", [lease.item.public_id], request=request)
    return {
        "queue": lease.queue,
        "kind": kind,
        "id": lease.item.public_id,
        "url": address,
        "until": lease.until,
    }


def _kind(item: Item) -> str:
    if isinstance(item, Assertion):
        return "assertion"
    return "claim" if isinstance(item, Claim) else "claim-suggestion"
