"""The four roles as groups, and what each may do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

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
    ),
    "analyst": (("sources", "add_sourcefile"), ("claims", "export_claim")),
    "editor": (
        ("claims", "assess_claim"),
        ("claims", "edit_claims"),
        ("claims", "change_challenge"),
        ("claims", "change_speaker"),
        ("sources", "change_sourcefile"),
        ("sources", "change_outlet"),
    ),
    "admin": (("auth", "view_user"), ("auth", "add_user"), ("auth", "change_user")),
}


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
