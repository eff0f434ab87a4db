"""What a feed reader shows instead of signing in."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

PREFIX = "cbf_"
KEY_LENGTH = 12


def new_key() -> str:
    """A key that nobody has."""
    return secrets.token_hex(KEY_LENGTH // 2)


class FeedToken(models.Model):
    """A person's token for feeds, one at a time. Only its beginning is stored: `claims.services.feed_tokens`
    derives the rest from it and the site's secret key."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_token"
    )
    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{PREFIX}{self.key}…"
