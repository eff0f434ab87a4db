"""Errors in the site's dress: problems for programs, pages for people."""

from __future__ import annotations

import sys
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.defaults import page_not_found
from django_htmx.http import HttpResponseClientRedirect

from claimbase.context import cookie_theme
from sources.api.problems import problem_response

Answer = Callable[[HttpRequest], HttpResponseBase]
# Answers that views and decorators give without words.
_WORDLESS = (405, 409, 410, 503)
_SAFE = ("GET", "HEAD", "OPTIONS")
_RETRY_SECONDS = "30"


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be understood; one over a limit is told which."""
    status, detail = 400, "The request cannot be understood."
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent):
        status, detail = 413, _over_the_limit(exception)
    if _is_api(request):
        return problem_response(status, detail, request)
    said = {"detail": detail} if status == 413 else {}
    return render(request, "400.html", said, status=status)


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


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of another session, or of another site."""
    if _is_api(request):
        return problem_response(403, "The CSRF token is missing or wrong.", request)
    return render(request, "403_csrf.html", {"page": _page_before(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing at this address."""
    if _is_api(request):
        return problem_response(404, "There is no such endpoint; see /api/docs/.", request)
    return page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """A defect (500), or a database that cannot be reached (503). Asks nothing of the database."""
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if is_away else 500
    if _is_api(request):
        said = (
            "The database cannot be reached now; try again."
            if is_away
            else "claimbase met an error; it has been logged."
        )
        answer: HttpResponse = problem_response(status, said, request)
    else:
        page = render_to_string("500.html", {"theme": cookie_theme(request), "is_away": is_away})
        answer = HttpResponse(page, status=status)
    if is_away:
        answer["Retry-After"] = _RETRY_SECONDS
    return answer


class ErrorPagesMiddleware:
    """Gives a page to an answer that says with its number only what is wrong."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if (
            answer.status_code in _WORDLESS
            and not answer.streaming
            and not getattr(answer, "content", b"")
            and not _is_api(request)
        ):
            context = {"page": _page_before(request)}
            page = render(request, f"{answer.status_code}.html", context, status=answer.status_code)
            for name, value in answer.items():
                if name not in ("Content-Type", "Content-Length"):
                    page[name] = value
            return page
        return answer


class SignInAgainMiddleware:
    """Leads whoever was signed out meanwhile to sign in, and back to where they were.

    A part of a page asked for by htmx would otherwise be filled with the sign-in form, and after a
    sent form they would come back to an address that only takes forms.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        by_htmx = request.headers.get("HX-Request") == "true"
        if not _asks_to_sign_in(answer) or (request.method in _SAFE and not by_htmx):
            return answer
        page = request.headers.get("HX-Current-URL" if by_htmx else "Referer", "")
        address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': _path(request, page)})}"
        return HttpResponseClientRedirect(address) if by_htmx else redirect(address)


def _asks_to_sign_in(answer: HttpResponseBase) -> bool:
    where = urlsplit(answer.headers.get("Location", ""))
    is_sign_in = where.path == resolve_url(settings.LOGIN_URL) and "next=" in where.query
    return answer.status_code == 302 and is_sign_in


def _page_before(request: HttpRequest) -> str:
    """The page of this site that the request came from, to open it again."""
    return _path(request, request.headers.get("Referer", ""))


def _path(request: HttpRequest, address: str) -> str:
    """Path and query of an address of this site; the first page for any other."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return "/"
    return urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl() or "/"
