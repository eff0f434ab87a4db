"""`manage.py assess`: what every claim says of itself, computed anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claims.models import Claim
from claims.services.assessing import assess_claims

_AT_ONCE = 200


class Command(BaseCommand):
    """For claims that were assessed by an older version, or under other settings; run twice it
    changes nothing."""

    help = "Compute counts, figures, facets and status of all claims anew."

    def handle(self, *args: Any, **options: Any) -> None:
        count = last = 0
        rows = Claim.objects.order_by("pk")
        while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:_AT_ONCE]):
            assess_claims(ids)
            count, last = count + len(ids), ids[-1]
        self.stdout.write(f"{count:,} claims are assessed.")
