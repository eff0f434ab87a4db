"""The first page: what is new, what waits, how taking in goes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Claim, Topic
from claims.services.dashboard import changed_since, needing_review, newly_disputed
from claims.services.recent_acts import recent_acts
from claims.services.review_queue import counts, speaker_questions
from claims.services.saved_searches import visible_to
from claims.services.topic_page import with_numbers
from sources.services.ingest_health import ingest_health

if TYPE_CHECKING:
    from django.contrib.auth.models import User

DISPUTED_DAYS = 7
SHOWN_TOPICS = 8
SHOWN_SEARCHES = 6


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What somebody wants to see in the morning, by what they may do."""
    user: User = request.user  # type: ignore[assignment]
    context: dict[str, Any] = {"now": timezone.now(), "disputed_days": DISPUTED_DAYS}
    if user.has_perm("sources.view_sourcefile"):
        context["ingest"] = ingest_health()
    if not Claim.objects.exists():
        return render(request, "claims/dashboard/empty.html", context)
    midnight = _midnight()
    context |= {
        "midnight": midnight,
        "changed": changed_since(midnight),
        "disputed": newly_disputed(midnight - timedelta(days=DISPUTED_DAYS - 1)),
        "stale": needing_review(),
        "topics": _topics(user),
        "searches": visible_to(user).order_by("-changed_at", "-id")[:SHOWN_SEARCHES],
    }
    if user.has_perm("claims.edit_claims"):
        context |= {
            "queues": counts(),
            "speaker_questions": speaker_questions(),
            "acts": recent_acts(user),
        }
    return render(request, "claims/dashboard/dashboard.html", context)


def _midnight() -> datetime:
    """When today began where the person is."""
    here = timezone.get_current_timezone()
    return datetime.combine(timezone.localdate(), time.min, tzinfo=here)


def _topics(user: User) -> list[Any] | None:
    """The topics that were edited last, with their numbers; None for who may not see topics."""
    if not user.has_perm("claims.view_topic"):
        return None
    last = Topic.objects.order_by("-changed_at", "-id")[:SHOWN_TOPICS]
    return with_numbers(Topic.objects.with_coverage(last))
