"""The API's addresses, its schema, and errors outside its views."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import page_not_found
from django.views.defaults import server_error as html_server_error
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from claims.api import speakers
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
router.register("assertions", claims.AssertionViewSet, basename="api-assertion")
router.register("speakers/suggestions", speakers.SuggestionViewSet, basename="api-suggestion")
router.register("speakers/changes", speakers.SpeakerChangeViewSet, basename="api-speaker-change")
router.register("speakers", speakers.SpeakerViewSet, basename="api-speaker")
router.register("origins", claims.OriginViewSet, basename="api-origin")
router.register("assessments", claims.AssessmentViewSet, basename="api-assessment")
router.register("articles", sources.ArticleViewSet, basename="api-article")
router.register("outlets", sources.OutletViewSet, basename="api-outlet")
router.register("batches", ingest.BatchViewSet, basename="api-batch")
router.register("source-files", sources.SourceFileViewSet, basename="api-source-file")


@login_not_required
@csrf_exempt
def unknown(request: HttpRequest, *args: Any) -> HttpResponse:
    """Anything else under /api/."""
    return problem_response(404, "There is no such endpoint; see /api/docs/.", request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A problem for programs, a page for people."""
    if request.path.startswith("/api/"):
        return problem_response(404, "There is no such endpoint; see /api/docs/.", request)
    return page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An upload over a limit is told which one; anything else was no request of ours."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent):
        status, detail = 413, _over_the_limit(exception)
    else:
        status, detail = 400, "This request cannot be understood."
    if request.path.startswith("/api/"):
        return problem_response(status, detail, request)
    return render(request, "400.html", {"detail": detail}, status=status)


def _over_the_limit(exception: Exception) -> str:
    if isinstance(exception, RequestDataTooBig) and "CLAIMBASE" in str(exception):
        return str(exception)
    if isinstance(exception, RequestDataTooBig):
        return (
            f"The text is longer than {settings.MAX_FILE_BYTES // 1024 // 1024} MB "
            "(CLAIMBASE_MAX_FILE_MB). Send it in parts."
        )
    return (
        f"One request may hold {settings.MAX_UPLOAD_FILES:,} files (CLAIMBASE_MAX_UPLOAD_FILES), with "
        "what tells about them. Send them in parts."
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """A problem for programs, a page for people."""
    if request.path.startswith("/api/"):
        return problem_response(500, "claimbase met an error; it has been logged.", request)
    return html_server_error(request)


_docs = csp_replace(settings.API_DOCS_CSP)(SpectacularSwaggerSplitView.as_view(url_name="openapi"))
urlpatterns = [
    path("v1/openapi.json", login_not_required(SpectacularJSONAPIView.as_view()), name="openapi"),
    path("v1/", include(router.urls)),
    path("docs/", login_not_required(_docs), name="api-docs"),
    re_path(r"^", unknown),
]
