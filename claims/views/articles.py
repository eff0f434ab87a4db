"""The list of articles, and one article with its statements marked in the text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from claims.filters import ReadArticleFilter
from claims.models import Credibility
from claims.services.article_page import Words, article_page, paragraph_words
from claims.services.article_rows import ArticleRow, article_rows
from sources.keyset import Keyset
from sources.listing import list_page
from sources.models import Article, Outlet
from sources.services.copy_page import copies_shown

ORDERS = {
    "newest": ("Read last", Keyset(("id",))),
    "published": ("Published last", Keyset(("published_on", "id"))),
}
# So many articles are counted; nobody needs to know how many more there are.
MOST_COUNTED = 1000
# A select with more entries than this cannot be used.
LONGEST_SELECT = 300


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    articles = Article.objects.select_related("outlet", "syndicated_from").defer(
        "text", "search", "zones"
    )
    is_by_date = request.GET.get("sort") == "published"
    if is_by_date:
        # No date has no place in the order; the page says that these are left out.
        articles = articles.filter(published_on__isnull=False)
    listing = list_page(request, articles, ReadArticleFilter, ORDERS)
    rows: list[ArticleRow] = article_rows(listing.rows)
    found = listing.filter.qs.order_by()[: MOST_COUNTED + 1].count()
    narrowing = [n for n in request.GET if n not in ("sort", "cursor") and request.GET[n]]
    context = {
        "list": listing,
        "rows": rows,
        "found": min(found, MOST_COUNTED),
        "has_more": found > MOST_COUNTED,
        "outlets": Outlet.objects.order_by("name")[:LONGEST_SELECT],
        "is_by_date": is_by_date,
        "is_narrowed": bool(narrowing),
        "is_empty": not rows and not Article.objects.exists(),
    }
    return render(request, "claims/article_list.html", context)


@require_safe
def article(request: HttpRequest, public_id: str) -> HttpResponse:
    """The text with its statements; `show=unreviewed` dims those that a person has spoken about, and
    `add` begins a statement with the words of a paragraph."""
    found = get_object_or_404(
        Article.objects.select_related(
            "outlet", "syndicated_from", "text_from", "source_file", "copy_of__outlet", "receipt"
        ).defer("search", "copy_of__text", "copy_of__search", "copy_of__zones"),
        public_id=public_id,
    )
    show = request.GET.get("show", "")
    warnings = [f"show: there is no {show[:40]!r} here."] if show not in ("", "unreviewed") else []
    may_add = request.user.has_perm("claims.edit_claims")
    add, words = request.GET.get("add", ""), None
    if add and may_add:
        words = _paragraph(found, add)
        warnings += [] if words else [f"add: there is no paragraph {add[:20]!r}."]
    context = {
        "article": found,
        "page": article_page(found),
        "copies": copies_shown(found),
        "only_unreviewed": show == "unreviewed",
        "may_add": may_add,
        "words": words,
        "words_of": add,
        "list": {"warnings": warnings},
        **(_form_parts(request, found) if may_add else {}),
    }
    return render(request, "claims/article.html", context)


def _paragraph(article: Article, number: str) -> Words | None:
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    return paragraph_words(article, int(number)) if is_number else None


def _form_parts(request: HttpRequest, article: Article) -> dict[str, SafeString]:
    """What the forms of all statements have alike, made once."""
    hidden = format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="next" value="{}">',
        get_token(request),
        article.get_absolute_url(),
    )
    choices = [("", "Choose…"), *Credibility.choices]
    return {
        "hidden": hidden,
        "grades": format_html_join("", '<option value="{}">{}</option>', choices),
    }
