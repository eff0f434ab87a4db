"""Editors say who is who: merging, splitting, naming, answering questions, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.filters import SuggestionFilter
from claims.forms import AddNameForm, MergeForm, RenameForm, SplitForm, UndoForm
from claims.models import MergeSuggestion, Speaker, SpeakerChange
from claims.services.acting import By, UndoBlockedError
from claims.services.speaker_changes import (
    StaleSpeakerError,
    add_alias,
    merge_speakers,
    split_speaker,
    undo,
)
from claims.services.speaker_changes import rename as rename_speaker
from claims.services.speaker_page import merge_preview, names_of
from claims.services.suggestions import accept_suggestion, by_weight, decline_suggestion
from claims.views.acting import REFUSED, needs
from claims.views.speakers import show
from sources.keyset import Keyset
from sources.listing import list_page

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ORDERS = {"newest": ("Newest first", Keyset(("id",)))}
FOUND = 20


editors_only = needs("claims.change_speaker", "Merging, splitting and naming speakers")


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def merge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Find the other speaker, look at what results, confirm."""
    speaker = _listed(public_id)
    if request.method != "POST":
        wanted = request.GET.get("with", "")
        other = Speaker.objects.listed().filter(public_id=wanted).first() if wanted else None
        return _merge_page(request, speaker, other, MergeForm(initial=_seen(speaker)))
    form = MergeForm(request.POST)
    other = get_object_or_404(Speaker, public_id=request.POST.get("other", ""))
    if not form.is_valid():
        return _merge_page(request, speaker, other, form, status=422)
    try:
        merge_speakers(survivor=speaker, merged=other, by=_by(request, form))
    except (*REFUSED, StaleSpeakerError) as error:
        form, status = _again(MergeForm, request, speaker, error)
        return _merge_page(request, speaker, other, form, status=status)
    messages.success(request, f"{other.name} is now {speaker.name}.")
    return redirect(speaker)


def _merge_page(
    request: HttpRequest, speaker: Speaker, other: Speaker | None, form: Form, status: int = 200
) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    found = Speaker.objects.none()
    if query and other is None:
        found = Speaker.objects.listed().called(query).exclude(pk=speaker.pk).order_by("-id")
    context = {
        "speaker": speaker,
        "other": other,
        "preview": merge_preview(speaker, other) if other else None,
        "form": form,
        "query": query,
        "found": found[:FOUND],
    }
    return render(request, "claims/speaker_merge.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def split(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tick the names that are somebody else's, and say whose."""
    speaker = _listed(public_id)
    if request.method != "POST":
        return _split_page(request, speaker, SplitForm(speaker, initial=_seen(speaker)))
    form = SplitForm(speaker, request.POST)
    if not form.is_valid():
        return _split_page(request, speaker, form, status=422)
    try:
        change = split_speaker(
            speaker=speaker,
            aliases=list(form.cleaned_data["aliases"]),
            to=form.cleaned_data["into"] or form.cleaned_data["name"],
            by=_by(request, form),
        )
    except (*REFUSED, StaleSpeakerError) as error:
        status = _status(error)
        data = request.POST.copy()
        data["version"] = str(_listed(public_id).version)
        form = SplitForm(speaker, data)
        form.is_valid()
        form.add_error(None, str(error))
        return _split_page(request, speaker, form, status=status)
    messages.success(request, f"{change.summary}.")
    return redirect(change.other or speaker)


def _split_page(
    request: HttpRequest, speaker: Speaker, form: SplitForm, status: int = 200
) -> HttpResponse:
    context = {
        "speaker": speaker,
        "form": form,
        "names": names_of(speaker),
        "ticked": set(form.data.getlist("aliases")) if form.is_bound else set(),  # type: ignore[attr-defined]
    }
    return render(request, "claims/speaker_split.html", context, status=status)


@require_POST
@editors_only
def rename(request: HttpRequest, public_id: str) -> HttpResponse:
    speaker = _listed(public_id)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return show(request, speaker, rename=form, status=422)
    name = form.cleaned_data["name"]
    try:
        rename_speaker(speaker=speaker, name=name, by=_by(request, form))
    except (*REFUSED, StaleSpeakerError) as error:
        form, status = _again(RenameForm, request, speaker, error)
        return show(request, _listed(public_id), rename=form, status=status)
    messages.success(request, f"The speaker is now called {name}.")
    return redirect(speaker)


@require_POST
@editors_only
def add_name(request: HttpRequest, public_id: str) -> HttpResponse:
    speaker = _listed(public_id)
    form = AddNameForm(request.POST)
    if not form.is_valid():
        return show(request, speaker, add_name=form, status=422)
    try:
        change = add_alias(
            speaker=speaker, name=form.cleaned_data["new_name"], by=_by(request, form)
        )
    except (*REFUSED, StaleSpeakerError) as error:
        form, status = _again(AddNameForm, request, speaker, error)
        return show(request, _listed(public_id), add_name=form, status=status)
    messages.success(request, f"{change.summary}.")
    return redirect(speaker)


@require_POST
@editors_only
def undo_change(request: HttpRequest, public_id: str) -> HttpResponse:
    change = get_object_or_404(SpeakerChange.objects.select_related("speaker"), public_id=public_id)
    back = redirect(f"{change.speaker.survivor.get_absolute_url()}#history")
    form = UndoForm(request.POST)
    if not form.is_valid():
        return show(request, change.speaker.survivor, undo=form, undo_of=change, status=422)
    try:
        done = undo(change=change, by=_by(request, form))
    except REFUSED as error:
        form.add_error(None, str(error))
        later = error.blocked_by if isinstance(error, UndoBlockedError) else ()
        return show(
            request,
            change.speaker.survivor,
            undo=form,
            undo_of=change,
            blocked_by=later,
            status=409,
        )
    messages.success(request, f"{done.summary}.")
    return back


@require_safe
@editors_only
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """Open questions, or the answered ones by `state`."""
    questions = MergeSuggestion.objects.select_related("first", "second").prefetch_related(
        "judgements__by"
    )
    if not request.GET.get("state"):
        questions = questions.filter(state=MergeSuggestion.State.PENDING)
    listing = list_page(request, questions, SuggestionFilter, ORDERS)
    context = {
        "list": listing,
        "states": MergeSuggestion.State.choices,
        "state": request.GET.get("state") or MergeSuggestion.State.PENDING,
    }
    return render(request, "claims/suggestion_list.html", context)


@require_POST
@editors_only
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """They are one."""
    question = _question(public_id)
    survivor, merged = by_weight(question)
    said = f"{merged.name} is now {survivor.name}."
    return _answer(request, said, lambda by: accept_suggestion(suggestion=question, by=by))


@require_POST
@editors_only
def decline(request: HttpRequest, public_id: str) -> HttpResponse:
    """They are two."""
    question = _question(public_id)
    said = f"{question.first.name} and {question.second.name} stay two speakers."
    return _answer(request, said, lambda by: decline_suggestion(suggestion=question, by=by))


def _answer(request: HttpRequest, said: str, work: Callable[[By], Any]) -> HttpResponse:
    form = UndoForm(request.POST)
    if not form.is_valid():
        messages.error(request, "An answer needs a reason.")
        return redirect("suggestion-list")
    try:
        work(_by(request, form))
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("suggestion-list")


def _listed(public_id: str) -> Speaker:
    return get_object_or_404(Speaker.objects.listed(), public_id=public_id)


def _question(public_id: str) -> MergeSuggestion:
    return get_object_or_404(
        MergeSuggestion.objects.select_related("first", "second"), public_id=public_id
    )


def _seen(speaker: Speaker) -> dict[str, Any]:
    return {"version": speaker.version}


def _by(request: HttpRequest, form: Form) -> By:
    user: User = request.user  # type: ignore[assignment]
    return By(user, form.cleaned_data["reason"], form.cleaned_data.get("version"))


def _again(
    form_class: type[Any], request: HttpRequest, speaker: Speaker, error: Exception
) -> tuple[Any, int]:
    """The form as it was filled in, with what went wrong, ready for the version that is now."""
    speaker.refresh_from_db()
    form = form_class({**request.POST.dict(), "version": speaker.version})
    form.is_valid()
    form.add_error(None, str(error))
    return form, _status(error)


def _status(error: Exception) -> int:
    return 409 if isinstance(error, (StaleSpeakerError, UndoBlockedError)) else 422
