"""Saved searches, through the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.acting import REFUSALS, body_of, done, user_of
from claims.models import SavedSearch
from claims.services.claim_lists import LONGEST_QUERY, BadQueryError
from claims.services.saved_searches import change_search, delete_search, save_search, visible_to
from sources.api.viewsets import ReadViewSet


class SavedSearchSerializer(serializers.ModelSerializer[SavedSearch]):
    """A list of claims under a name. `query` is its query string, as `/api/v1/claims/` takes it."""

    id = serializers.CharField(source="public_id")
    owner = serializers.CharField(source="owner.username")
    feed = serializers.SerializerMethodField(help_text="Address of its Atom feed, without a token.")

    class Meta:
        model = SavedSearch
        fields = ("id", "name", "query", "is_shared", "owner", "feed", "created_at", "changed_at")

    def get_feed(self, row: SavedSearch) -> str:
        """The absolute address."""
        return str(reverse("search-feed", args=[row.public_id], request=self.context["request"]))


class SavedSearchInput(serializers.Serializer[Any]):
    """A search to save."""

    name = serializers.CharField(max_length=100)
    query = serializers.CharField(max_length=LONGEST_QUERY, allow_blank=True, default="")
    is_shared = serializers.BooleanField(default=False)


class SavedSearchChange(serializers.Serializer[Any]):
    """What is to change; what is not named stays."""

    name = serializers.CharField(max_length=100, required=False)
    query = serializers.CharField(max_length=LONGEST_QUERY, allow_blank=True, required=False)
    is_shared = serializers.BooleanField(required=False)


class SavesSearches(IsAuthenticated):
    """Reading takes a reader; so does saving one's own, of a token with the scope write."""

    def has_permission(self, request: Request, view: Any) -> bool:
        is_reading = request.method in SAFE_METHODS
        wanted = "claims.view_savedsearch" if is_reading else "claims.add_savedsearch"
        return super().has_permission(request, view) and request.user.has_perm(wanted)


class SavedSearchViewSet(ReadViewSet):
    """Your own saved searches and those that are shared with everyone."""

    queryset = SavedSearch.objects.select_related("owner")
    serializer_class = SavedSearchSerializer
    permission_classes = (SavesSearches,)

    def get_queryset(self) -> QuerySet[SavedSearch]:
        if getattr(self, "swagger_fake_view", False):
            return SavedSearch.objects.none()
        return visible_to(user_of(self.request))

    def etag_of(self, row: SavedSearch) -> str:
        return f'"{row.public_id}-{row.changed_at.timestamp()}"'

    @extend_schema(request=SavedSearchInput, responses={201: SavedSearchSerializer, **REFUSALS})
    def create(self, request: Request) -> Response:
        """Save a list of claims. Sharing it takes the role analyst."""
        said = body_of(SavedSearchInput, request)
        row = _saved(lambda: save_search(person=user_of(request), **said))
        return Response(self._told(row), status=201)

    @extend_schema(request=SavedSearchChange, responses={200: SavedSearchSerializer, **REFUSALS})
    def partial_update(self, request: Request, public_id: str) -> Response:
        """Rename it, share it, make it private, or give it other filters."""
        said, row = body_of(SavedSearchChange, request), self.get_object()
        row = _saved(lambda: change_search(search=row, person=user_of(request), **said))
        return Response(self._told(row))

    @extend_schema(responses={204: OpenApiResponse(description="It is gone.")})
    def destroy(self, request: Request, public_id: str) -> Response:
        """Delete it, for everyone who sees it."""
        delete_search(search=self.get_object(), person=user_of(request))
        return Response(status=204)

    def _told(self, row: SavedSearch) -> Any:
        return self.get_serializer(row).data


def _saved(work: Any) -> SavedSearch:
    try:
        row: SavedSearch = done(work)
    except BadQueryError as error:
        raise ValidationError({"query": str(error)}) from error
    return row
