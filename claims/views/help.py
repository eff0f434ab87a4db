"""How claimbase works and decides, in words, from the rules it runs by."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.catalogue import default_catalogue
from claims.figures import VAGUE_WORDS
from claims.independence import EXACT_UP_TO
from claims.linking.vetoes import SAME_DAY
from claims.models import AssertionFlag, Challenge, Status
from claims.models.novelty_receipt import LABELS
from claims.models.topic import MOST_NAMED
from claims.services.evidence import MOST_ORIGINS
from claims.services.method_words import figure_examples, linking_weights, rules_asked
from claims.services.objections import MOST_CHALLENGES
from claims.services.placing import MOST_COMPARED, MOST_QUESTIONS
from claims.services.snapshots import REMEMBERED
from claims.services.tracing import ONE_OCCASION
from claims.weighing.changes import ASKED
from sources.copying.words import FEWEST_RUNS, RUN
from sources.models import Reliability


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What claimbase is, and how to begin."""
    return render(request, "help/index.html")


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Every rule, with the numbers that are in force here."""
    context = {
        **_thresholds(),
        "vague_words": VAGUE_WORDS,
        "statuses": Status.choices,
        "types": default_catalogue().types.values(),
        "reliability": Reliability.choices,
        "flags": AssertionFlag.Kind,
        "challenges": Challenge.Kind,
        "novelty": [several for _, several in LABELS.values()],
        "figure_examples": figure_examples(),
        "rules": rules_asked(),
        "weights": linking_weights(),
        "reader": settings.READER,
    }
    return render(request, "claims/method.html", context)


def _thresholds() -> dict[str, Any]:
    """The numbers that rules go by: settings, and bounds that stand in the code."""
    return {
        "tolerance_percent": round(settings.FIGURE_TOLERANCE * 100, 2),
        "moment_days": settings.FIGURE_MOMENT_DAYS,
        "speaker_same": settings.SPEAKER_SAME_SCORE,
        "speaker_suggest": settings.SPEAKER_SUGGEST_SCORE,
        "link_place": settings.LINK_PLACE_SCORE,
        "link_suggest": settings.LINK_SUGGEST_SCORE,
        "copy_percent": round(settings.COPY_SHARE * 100, 2),
        "copy_run": RUN,
        "copy_words": FEWEST_RUNS + RUN - 1,
        "repeated_articles": settings.REPEATED_LINE_ARTICLES,
        "exact_up_to": EXACT_UP_TO,
        "most_origins": MOST_ORIGINS,
        "most_challenges": MOST_CHALLENGES,
        "most_compared": MOST_COMPARED,
        "most_questions": MOST_QUESTIONS,
        "same_day": SAME_DAY,
        "occasion_days": ONE_OCCASION.days,
        "remembered": REMEMBERED,
        "asked": ASKED,
        "topic_most": MOST_NAMED,
    }
