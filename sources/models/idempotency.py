"""Answers kept so that a repeated request gets the same one."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class StoredAnswer(models.Model):
    """The answer to a request that named an Idempotency-Key, kept for a day.

    `request_sha256` is of method, address and content: another request under the same key differs.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="stored_answer_key"),)
        # Old answers are forgotten by age.
        indexes = (models.Index(fields=("created_at",), name="stored_answer_age"),)

    def __str__(self) -> str:
        return self.key
