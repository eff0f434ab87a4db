"""Lists of claims that people come back to, and the tokens that open them to feed readers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from sources.ids import PublicIdField


class SavedSearch(models.Model):
    """The filters and the order of a claims list, under a name. `query` is the list's query string."""

    public_id = PublicIdField(prefix="sch")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(max_length=100)
    query = models.TextField(blank=True)
    is_shared = models.BooleanField(default=False, help_text="Everyone who reads claims sees it.")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "saved searches"
        # Changing and deleting one's own takes no more than saving it; "change" is about those of others.
        default_permissions = ("view", "add", "change")
        permissions = (("share_search", "Can share saved searches with everyone"),)
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="saved_search_named_once",
                violation_error_message="You have a saved search of this name already.",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="saved_search_has_a_name"),
        )
        indexes = (
            # A person's own in the order they are listed.
            models.Index(fields=("owner", "-id"), name="saved_search_by_owner"),
            # What everyone sees.
            models.Index(
                fields=("-id",), condition=models.Q(is_shared=True), name="saved_search_shared"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("search", args=[self.public_id])


class SearchOpening(models.Model):
    """When a person last opened a saved search: what changed since is new to them."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="openings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("search", "person"), name="search_opening_once_per_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.search} by {self.person}"
