"""Editors say what a speaker is, whom it contains, and that it is nobody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from claims.models import Speaker, SpeakerChange
from claims.services.acting import ChangeRefusedError
from claims.services.speaker_changes import StaleSpeakerError
from claims.services.speaker_details import MOST_MEMBERS, describe_speaker, remove_speaker
from claims.services.speaker_page import countries_spoken_for
from claims.speaker_forms import DetailsForm, RemoveForm, filled_in
from claims.views.acting import by_of, needs
from claims.views.speakers import show

FOUND = 20
editors_only = needs("claims.change_speaker", "Correcting what a speaker is")


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def describe(request: HttpRequest, public_id: str) -> HttpResponse:
    """Kind, role, side and members of a speaker; members are found by words before anything is sent."""
    speaker = _speaker(public_id)
    if request.method != "POST":
        initial = filled_in(speaker, list(speaker.members.order_by("name")))
        return _page(request, speaker, DetailsForm(speaker, initial=initial))
    form = DetailsForm(speaker, request.POST)
    if request.POST.get("step") == "search":
        # Nothing is wrong yet with what is still being filled in.
        form.is_valid()
        form.errors.clear()
        return _page(request, speaker, form)
    if not form.is_valid():
        return _page(request, speaker, form, status=422)
    said = form.cleaned_data
    by = by_of(request, said["reason"], said["version"])
    try:
        change = describe_speaker(speaker=speaker, details=form.details, by=by)
    except ChangeRefusedError as error:
        form.add_error(None, str(error))
        return _page(request, speaker, form, status=422)
    except StaleSpeakerError as error:
        return _stale(request, public_id, error)
    messages.success(request, f"{change.summary}.")
    return redirect(speaker)


def _stale(request: HttpRequest, public_id: str, error: StaleSpeakerError) -> HttpResponse:
    """What was typed, beside what others did meanwhile; sent again it is on the version that is now."""
    speaker = _speaker(public_id)
    data = request.POST.copy()
    data["version"] = str(speaker.version)
    form = DetailsForm(speaker, data)
    form.is_valid()
    form.add_error(None, str(error))
    return _page(request, speaker, form, since=error.since, status=409)


def _page(
    request: HttpRequest,
    speaker: Speaker,
    form: DetailsForm,
    *,
    since: tuple[SpeakerChange, ...] = (),
    status: int = 200,
) -> HttpResponse:
    query = request.POST.get("q", "").strip()
    ticked = form["members"].value() or []
    known = Speaker.objects.filter(public_id__in=ticked).order_by("name", "id")
    members = list(known[:MOST_MEMBERS])
    found = Speaker.objects.none()
    if query:
        others = Speaker.objects.listed().called(query).exclude(kind=Speaker.Kind.REPORTS)
        found = others.exclude(pk__in=[speaker.pk, *(m.pk for m in members)]).order_by("-id")
    context = {
        "speaker": speaker,
        "form": form,
        "members": members,
        "query": query,
        "found": found[:FOUND],
        "countries": countries_spoken_for(),
        "since": since,
        "now": filled_in(speaker, []) if since else None,
    }
    return render(request, "claims/speaker_details.html", context, status=status)


@require_POST
@editors_only
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a speaker without statements off the lists."""
    speaker = _speaker(public_id)
    form = RemoveForm(request.POST)
    if not form.is_valid():
        return show(request, speaker, remove=form, status=422)
    said = form.cleaned_data
    try:
        remove_speaker(speaker=speaker, by=by_of(request, said["reason"], said["version"]))
    except (ChangeRefusedError, StaleSpeakerError) as error:
        speaker = _speaker(public_id)
        form = RemoveForm({**request.POST.dict(), "version": speaker.version})
        form.is_valid()
        form.add_error(None, str(error))
        status = 409 if isinstance(error, StaleSpeakerError) else 422
        return show(request, speaker, remove=form, status=status)
    messages.success(request, f"{speaker} is removed. Its page has the way back.")
    return redirect(speaker)


def _speaker(public_id: str) -> Speaker:
    return get_object_or_404(Speaker.objects.filter(merged_into=None), public_id=public_id)
