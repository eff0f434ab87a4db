"""The OpenAPI schema: what every operation can answer besides its own result."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse, inline_serializer
from rest_framework import serializers

_PROBLEM = inline_serializer(
    "Problem",
    {
        "type": serializers.CharField(),
        "title": serializers.CharField(),
        "status": serializers.IntegerField(),
        "detail": serializers.CharField(),
        "instance": serializers.CharField(),
        "errors": inline_serializer(
            "ProblemError",
            {
                "code": serializers.CharField(),
                "detail": serializers.CharField(),
                "attr": serializers.CharField(allow_null=True),
            },
            many=True,
        ),
        "needs": inline_serializer(
            "ProblemNeeds",
            {
                "permission": serializers.CharField(),
                "role": serializers.CharField(allow_null=True),
                "scope": serializers.CharField(allow_null=True),
            },
            required=False,
        ),
    },
)


class Schema(AutoSchema):
    """Adds the problems that any operation may answer with."""

    def get_response_serializers(self) -> Any:
        found = super().get_response_serializers()
        responses = found if isinstance(found, dict) else {self._success(): found}
        wanted = {
            "401": "No valid token or session.",
            "403": "The account or its token may not do this; `needs` tells what is missing.",
            "429": "Too many requests.",
        }
        if "{" in self.path:
            wanted["404"] = "There is nothing with this id."
        if getattr(self.view, "action", "") == "list" or self.method != "GET":
            wanted["400"] = "The request is not valid; `errors` tell why."
        known = {str(key[0] if isinstance(key, tuple) else key) for key in responses}
        for status, text in wanted.items():
            if status not in known:
                responses[(status, "application/problem+json")] = OpenApiResponse(_PROBLEM, text)
        return responses

    def _success(self) -> str:
        return {"POST": "201", "DELETE": "204"}.get(self.method, "200")
