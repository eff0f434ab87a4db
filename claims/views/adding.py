"""Adding a statement that reading did not find."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.extraction.selection import Selection
from claims.models import Attribution, EditorialChange
from claims.review_forms import FORM_NAMES, AddForm, WordsForm
from claims.services.acting import ChangeRefusedError
from claims.services.adding import add_statement, proposed_figure, proposed_voices, selected
from claims.services.statement_fields import FieldError
from claims.views.acting import by_of, edits_claims, tell
from claims.views.statement_input import changes_of
from sources.models import Article


@require_http_methods(["GET", "HEAD", "POST"])
@edits_claims
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """First the words of the text, then what they state: its figure, place and day are proposed."""
    article = get_object_or_404(Article.objects.select_related("outlet"), public_id=public_id)
    if request.method == "POST":
        return _add(request, article)
    if not request.GET.get("words"):
        return _page(request, article, WordsForm())
    words = WordsForm(request.GET)
    if not words.is_valid():
        return _page(request, article, words, status=422)
    try:
        selection = selected(article, **words.cleaned_data)
    except FieldError as error:
        words.add_error("words", str(error))
        return _page(request, article, words, status=422)
    form = AddForm(initial={**_proposed(article, selection), **words.cleaned_data})
    return _page(request, article, words, form, selection)


def _add(request: HttpRequest, article: Article) -> HttpResponse:
    words, form = WordsForm(request.POST), AddForm(request.POST)
    selection = None
    if not words.is_valid():
        return _page(request, article, words, status=422)
    try:
        selection = selected(article, **words.cleaned_data)
        if not form.is_valid():
            return _page(request, article, words, form, selection, 422)
        change = _added(request, article, selection, form)
    except FieldError as error:
        if error.field == "words" or selection is None:
            words.add_error("words", str(error))
            return _page(request, article, words, status=422)
        form.add_error(FORM_NAMES.get(error.field, error.field), str(error))
        return _page(request, article, words, form, selection, 422)
    except ChangeRefusedError as error:
        form.add_error(None, str(error))
        return _page(request, article, words, form, selection, 422)
    tell(request, change)
    assert change.assertion is not None
    return redirect(change.assertion)


def _added(
    request: HttpRequest, article: Article, selection: Selection, form: AddForm
) -> EditorialChange:
    data = form.cleaned_data
    changes = changes_of(data, form.fields)
    by = by_of(request, data["reason"])
    return add_statement(article=article, selection=selection, changes=changes, by=by)


def _proposed(article: Article, selection: Selection) -> dict[str, Any]:
    figure, event = proposed_figure(article, selection), selection.event
    voices = proposed_voices(article, selection)
    first = voices[0] if voices else None
    return {
        "speakers": "\n".join(voice.name for voice in voices),
        "speaker_kind": first.kind if first else "",
        "verb": first.verb if first else "",
        "via": ", ".join(first.via) if first else "",
        **{f"figure_{name}": value for name, value in figure.items()},
        "place": selection.place,
        "event_first": event.first if event else None,
        "event_last": event.last if event else None,
        "event_text": event.text if event else "",
        "quote": first.quote if first else Attribution.Quote.INDIRECT,
    }


def _page(
    request: HttpRequest,
    article: Article,
    words: WordsForm,
    form: AddForm | None = None,
    selection: Selection | None = None,
    status: int = 200,
) -> HttpResponse:
    text = article.text
    pieces = (
        (
            text[selection.start : selection.anchor_start],
            text[selection.anchor_start : selection.anchor_end],
            text[selection.anchor_end : selection.end],
        )
        if selection
        else ()
    )
    context = {"article": article, "words": words, "form": form, "pieces": pieces}
    return render(request, "claims/statement_add.html", context, status=status)
