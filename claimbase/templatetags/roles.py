"""Who may do what, for pages that say so."""

from __future__ import annotations

from django import template

from claimbase.roles import DEEDS, ROLES

register = template.Library()


@register.simple_tag
def role_deeds() -> list[tuple[str, list[str]]]:
    """Every role with what it adds to the one before it, in words."""
    return [
        (name, [DEEDS[f"{app}.{codename}"] for app, codename in permissions])
        for name, permissions in ROLES.items()
    ]
