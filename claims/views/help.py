"""How claimbase decides, in words, from the rules it runs by."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.catalogue import default_catalogue
from claims.figures import VAGUE_WORDS
from claims.independence import EXACT_UP_TO
from claims.models import AssertionFlag, Status
from claims.models.novelty_receipt import LABELS
from claims.services.evidence import MOST_ORIGINS
from claims.services.snapshots import REMEMBERED
from sources.models import Reliability


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    context = {
        "tolerance_percent": round(settings.FIGURE_TOLERANCE * 100, 2),
        "speaker_same": settings.SPEAKER_SAME_SCORE,
        "speaker_suggest": settings.SPEAKER_SUGGEST_SCORE,
        "vague_words": VAGUE_WORDS,
        "statuses": Status.choices,
        "types": default_catalogue().types.values(),
        "reliability": Reliability.choices,
        "exact_up_to": EXACT_UP_TO,
        "most_origins": MOST_ORIGINS,
        "moment_days": settings.FIGURE_MOMENT_DAYS,
        "remembered": REMEMBERED,
        "flags": AssertionFlag.Kind,
        "novelty": [several for _, several in LABELS.values()],
    }
    return render(request, "claims/method.html", context)
