"""The API's addresses and its schema."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from claims.api import (
    articles,
    assertions,
    changes,
    claim_suggestions,
    comparing,
    exports,
    origins,
    outlets,
    receipts,
    review,
    saved_searches,
    speakers,
    topics,
)
from claims.api import views as claims
from sources.api import ingest
from sources.api import views as sources
from sources.api.problems import problem_response


class Router(DefaultRouter):
    """Without a second address for every format."""

    include_format_suffixes = False
    include_root_view = False


router = Router()
router.register("claims", claims.ClaimViewSet, basename="api-claim")
router.register("assertions", assertions.AssertionViewSet, basename="api-assertion")
router.register(
    "claim-suggestions", claim_suggestions.ClaimSuggestionViewSet, basename="api-claim-suggestion"
)
router.register("speakers/suggestions", speakers.SuggestionViewSet, basename="api-suggestion")
router.register("speakers/changes", speakers.SpeakerChangeViewSet, basename="api-speaker-change")
router.register("speakers", speakers.SpeakerViewSet, basename="api-speaker")
router.register("changes", changes.EditorialChangeViewSet, basename="api-change")
router.register("origins", origins.OriginViewSet, basename="api-origin")
router.register("assessments", claims.AssessmentViewSet, basename="api-assessment")
router.register("saved-searches", saved_searches.SavedSearchViewSet, basename="api-saved-search")
router.register("articles", articles.ReadArticleViewSet, basename="api-article")
router.register("topics", topics.TopicViewSet, basename="api-topic")
router.register("receipts", receipts.ReceiptViewSet, basename="api-receipt")
router.register("compare/outlets", comparing.CompareOutletsViewSet, basename="api-compare-outlets")
router.register("outlets", outlets.RatedOutletViewSet, basename="api-outlet")
router.register("batches", ingest.BatchViewSet, basename="api-batch")
router.register("source-files", sources.SourceFileViewSet, basename="api-source-file")


@login_not_required
@csrf_exempt
def unknown(request: HttpRequest, *args: Any) -> HttpResponse:
    """Anything else under /api/."""
    return problem_response(404, "There is no such endpoint; see /api/docs/.", request)


_docs = csp_replace(settings.API_DOCS_CSP)(SpectacularSwaggerSplitView.as_view(url_name="openapi"))
urlpatterns = [
    path("v1/openapi.json", login_not_required(SpectacularJSONAPIView.as_view()), name="openapi"),
    path("v1/exports/", include(exports.urlpatterns)),
    path("v1/review/queues/", review.ReviewQueues.as_view(), name="api-review-queues"),
    path("v1/review/<str:queue>/lease/", review.ReviewLeases.as_view(), name="api-review-lease"),
    path(
        "v1/review/items/<str:public_id>/release/",
        review.ReviewReleases.as_view(),
        name="api-review-release",
    ),
    path("v1/", include(router.urls)),
    path("docs/", login_not_required(_docs), name="api-docs"),
    re_path(r"^", unknown),
]
