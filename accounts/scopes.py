"""What an API token may do at most: a scope is a set of permissions."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import models


class Scope(models.TextChoices):
    """The scopes, in the order they are offered."""

    READ = "read", "Read claims, statements, articles, speakers and outlets"
    INGEST = "ingest", "Hand in source files"
    EXPORT = "export", "Export claims, statements and articles"
    WRITE = "write", "Save and share searches, change speakers, outlets and topics"
    REVIEW = "review", "Review, place, merge, split and decide"


# A permission that stands in no scope is out of reach of every token: accounts, for one.
PERMISSIONS: dict[Scope, frozenset[str]] = {
    Scope.READ: frozenset(
        {
            "sources.view_article",
            "sources.view_outlet",
            "sources.view_sourcefile",
            "claims.view_claim",
            "claims.view_assertion",
            "claims.view_speaker",
            "claims.view_origin",
            "claims.view_noveltyreceipt",
            "claims.view_savedsearch",
            "claims.view_topic",
        }
    ),
    Scope.INGEST: frozenset({"sources.add_sourcefile", "sources.change_sourcefile"}),
    Scope.EXPORT: frozenset({"claims.export_claim"}),
    Scope.WRITE: frozenset(
        {
            "claims.change_speaker",
            "sources.change_outlet",
            "claims.add_savedsearch",
            "claims.change_savedsearch",
            "claims.share_search",
            "claims.add_topic",
            "claims.change_topic",
            "claims.delete_topic",
        }
    ),
    Scope.REVIEW: frozenset(
        {"claims.assess_claim", "claims.edit_claims", "claims.change_challenge"}
    ),
}


def scope_of(permission: str) -> Scope | None:
    """The scope a permission ("claims.assess_claim") belongs to; None if no token may have it."""
    return next((scope for scope, found in PERMISSIONS.items() if permission in found), None)


def covers(scopes: Iterable[str], permission: str) -> bool:
    """Whether one of the scopes contains the permission."""
    scope = scope_of(permission)
    return scope is not None and scope.value in scopes


def scopes_for(user: User) -> list[Scope]:
    """The scopes in which the person has any permission at all: what a token of theirs can use."""
    mine = user.get_all_permissions()
    return [scope for scope, permissions in PERMISSIONS.items() if permissions & mine]
