"""The four roles as groups, what each may do, and who can grant them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet

# (app, codename); a role has those of the roles before it as well.
ROLES: dict[str, tuple[tuple[str, str], ...]] = {
    "reader": (
        ("sources", "view_article"),
        ("sources", "view_outlet"),
        ("sources", "view_sourcefile"),
        ("claims", "view_claim"),
        ("claims", "view_assertion"),
        ("claims", "view_speaker"),
        ("claims", "view_origin"),
        ("claims", "view_noveltyreceipt"),
        ("claims", "view_savedsearch"),
        ("claims", "add_savedsearch"),
        ("claims", "view_topic"),
    ),
    "analyst": (
        ("sources", "add_sourcefile"),
        ("claims", "export_claim"),
        ("claims", "share_search"),
        ("claims", "add_topic"),
        ("claims", "change_topic"),
        ("claims", "delete_topic"),
    ),
    "editor": (
        ("claims", "assess_claim"),
        ("claims", "edit_claims"),
        ("claims", "change_challenge"),
        ("claims", "change_speaker"),
        ("sources", "change_sourcefile"),
        ("sources", "change_outlet"),
    ),
    "admin": (
        ("auth", "view_user"),
        ("auth", "add_user"),
        ("auth", "change_user"),
        ("claims", "change_savedsearch"),
    ),
}

# What a permission lets one do, as it is said to somebody who lacks it.
DEEDS: dict[str, str] = {
    "sources.view_article": "reading articles",
    "sources.view_outlet": "reading about outlets",
    "sources.view_sourcefile": "seeing source files",
    "sources.add_sourcefile": "handing in source files",
    "sources.change_sourcefile": "changing source files",
    "sources.change_outlet": "changing outlets",
    "claims.view_claim": "reading claims",
    "claims.view_assertion": "reading statements",
    "claims.view_speaker": "reading about speakers",
    "claims.view_origin": "reading about origins",
    "claims.view_noveltyreceipt": "seeing what articles added",
    "claims.view_savedsearch": "opening saved searches",
    "claims.add_savedsearch": "saving searches",
    "claims.change_savedsearch": "changing saved searches of others",
    "claims.share_search": "sharing saved searches with everyone",
    "claims.export_claim": "exporting",
    "claims.assess_claim": "deciding on the status of a claim",
    "claims.edit_claims": "reviewing, placing, merging and splitting",
    "claims.change_challenge": "closing and recording challenges",
    "claims.change_speaker": "correcting, merging, splitting and naming speakers",
    "claims.view_topic": "reading topics",
    "claims.add_topic": "making topics",
    "claims.change_topic": "changing topics",
    "claims.delete_topic": "deleting topics",
    "auth.view_user": "seeing who has an account",
    "auth.add_user": "adding people",
    "auth.change_user": "changing people's roles and access",
}


def lowest_role(permission: str) -> str | None:
    """The first role that has a permission ("claims.assess_claim"); None if no role has it."""
    app_label, _, codename = permission.partition(".")
    return next((role for role, found in ROLES.items() if (app_label, codename) in found), None)


def role_of(user: User) -> str:
    """The highest of the person's roles, or "" for none. One query, or none when prefetched."""
    held = {group.name for group in user.groups.all()}
    return next((role for role in reversed(ROLES) if role in held), "")


def admins() -> QuerySet[User]:
    """Who can grant a role."""
    may_grant = Q(groups__name="admin") | Q(is_superuser=True)
    return User.objects.filter(may_grant, is_active=True).distinct().order_by("username")


def grant_roles(using: str = "default", **_: Any) -> None:
    """Make the groups and add what is missing to them; what an admin added stays."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions

    # Permissions are made app by app after a migration; ours may not exist yet.
    for label in ("sources", "claims", "auth"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    granted: list[tuple[str, str]] = []
    for name, permissions in ROLES.items():
        granted.extend(permissions)
        wanted = Q()
        for app_label, codename in granted:
            wanted |= Q(content_type__app_label=app_label, codename=codename)
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*Permission.objects.using(using).filter(wanted))
