"""Where the details of an article come from, and what editors corrected of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.article_forms import ArticleForm, filled_in
from claims.models import EditorialChange
from claims.services.acting import ChangeRefusedError, ConflictError
from claims.services.correcting_articles import article_version, correct_article
from claims.views.acting import by_of, edits_claims, tell
from sources.models import Article, Outlet

SHOWN_CHANGES = 50
# So many names are offered while one types; any other can be typed.
OFFERED = 300


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, public_id: str) -> HttpResponse:
    """Outlet, day, title and byline with the rules they rest on; editors correct them."""
    article = _article(public_id)
    if request.method == "POST":
        return _correct(request, article)
    return _page(
        request, article, ArticleForm(initial=filled_in(article, article_version(article)))
    )


@edits_claims
def _correct(request: HttpRequest, article: Article) -> HttpResponse:
    form = ArticleForm(request.POST)
    if not form.is_valid():
        return _page(request, article, form, status=422)
    said = form.cleaned_data
    by = by_of(request, said["reason"], said["version"])
    try:
        change = correct_article(article=article, details=form.details, by=by)
    except ChangeRefusedError as error:
        form.add_error(None, str(error))
        return _page(request, article, form, status=422)
    except ConflictError as error:
        form = ArticleForm({**request.POST.dict(), "version": error.version})
        form.is_valid()
        form.add_error(None, str(error))
        return _page(request, _article(article.public_id), form, since=error.since, status=409)
    tell(request, change)
    return redirect(article)


def _article(public_id: str) -> Article:
    rows = Article.objects.select_related("outlet", "syndicated_from")
    return get_object_or_404(rows.defer("text", "search", "zones"), public_id=public_id)


def _page(
    request: HttpRequest,
    article: Article,
    form: ArticleForm,
    *,
    since: tuple[EditorialChange, ...] = (),
    status: int = 200,
) -> HttpResponse:
    changes = EditorialChange.objects.filter(article=article).defer("journal")
    may_correct = request.user.has_perm("claims.edit_claims")
    context = {
        "article": article,
        "form": form,
        "since": since,
        "may_correct": may_correct,
        "outlets": Outlet.objects.order_by("name").values_list("name", flat=True)[:OFFERED]
        if may_correct
        else (),
        "changes": changes.select_related("by", "undone_by")[:SHOWN_CHANGES],
    }
    return render(request, "claims/article_details.html", context, status=status)
