"""`manage.py rebuild_chains`: the way of every stored statement, computed anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claims.models import Assertion
from claims.services.chains import rebuild_chains

_AT_ONCE = 1000


class Command(BaseCommand):
    """For statements that were read before chains were stored; run twice it changes nothing."""

    help = "Compute the chains of all statements in force anew."

    def handle(self, *args: Any, **options: Any) -> None:
        count = last = 0
        rows = Assertion.objects.filter(is_withdrawn=False).order_by("pk")
        while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:_AT_ONCE]):
            rebuild_chains(ids)
            count, last = count + len(ids), ids[-1]
        self.stdout.write(f"{count:,} statements have their chains.")
