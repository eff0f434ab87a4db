"""Filters of the list of people."""

from __future__ import annotations

import django_filters
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from claimbase.roles import ROLES


class PersonFilter(django_filters.FilterSet):  # type: ignore[misc]
    """People by name or address, role, and whether they have access."""

    q = django_filters.CharFilter(method="named", label="Name or e-mail")
    role = django_filters.ChoiceFilter(
        field_name="groups__name",
        choices=[(name, name.capitalize()) for name in ROLES],
        empty_label="Any role",
        label="Role",
    )

    class Meta:
        model = User
        fields = ("q", "role")

    def named(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Part of the name or address, in any case."""
        return people.filter(Q(username__icontains=value) | Q(email__icontains=value))
