"""Days that have passed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pgtrigger
from django.db.models import F

from claims.models import Assertion, Assessment, Claim, EditorialChange, Placement
from sources.models import SourceFile


def let_days_pass(days: int) -> None:
    """Everything that is there happened so many days earlier."""
    ago = timedelta(days=days)
    with pgtrigger.ignore():
        for model in (Assertion, Placement, Assessment, EditorialChange):
            model.objects.update(created_at=F("created_at") - ago)
        Claim.objects.update(created_at=F("created_at") - ago, changed_at=F("changed_at") - ago)
        for name in ("received_at", "finished_at", "heartbeat_at"):
            SourceFile.objects.update(**{name: F(name) - ago})
        events: Any
        # pghistory makes these models of the ones they follow.
        for events in (Claim.events, Claim.figure_events):  # type: ignore[attr-defined]
            events.field.model.objects.update(pgh_created_at=F("pgh_created_at") - ago)
