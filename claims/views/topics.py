"""Topics: the list, one with its claims, and making, changing and deleting them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from claims.filters import TopicFilter
from claims.models import Topic
from claims.services.acting import By, ChangeRefusedError, ConflictError
from claims.services.topic_choices import suggested_places, suggested_speakers
from claims.services.topic_page import topic_page, with_numbers
from claims.services.topics import (
    TopicFields,
    change_topic,
    delete_topic,
    differences,
    edits_of,
    make_topic,
    named_speakers,
)
from claims.topic_forms import TopicForm
from sources.keyset import Keyset
from sources.listing import list_page

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ORDERS = {
    "changed": ("Last edited", Keyset(("changed_at", "id"))),
    "newest": ("Newest first", Keyset(("id",))),
}


@require_safe
@permission_required("claims.view_topic", raise_exception=True)
def topic_list(request: HttpRequest) -> HttpResponse:
    listing = list_page(request, Topic.objects.all(), TopicFilter, ORDERS)
    rows = with_numbers(Topic.objects.with_coverage(listing.rows))
    return render(request, "claims/topic_list.html", {"list": listing, "rows": rows})


@require_safe
@permission_required("claims.view_topic", raise_exception=True)
def topic(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    found = get_object_or_404(Topic, public_id=public_id)
    if slug != found.slug:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    context = {"topic": found, "page": topic_page(found), "edits": edits_of(found)}
    return render(request, "claims/topic.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("claims.add_topic", raise_exception=True)
def add(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, TopicForm())
    form = TopicForm(request.POST)

    def work() -> Topic:
        return make_topic(fields=form.fields_given, by=_user(request))

    return _submitted(request, form, work)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("claims.change_topic", raise_exception=True)
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    found = Topic.objects.filter(public_id=public_id).first()
    if request.method != "POST":
        return _form_page(request, TopicForm(topic=_there(found)))
    if found is None:
        return _deleted_meanwhile(request)
    form = TopicForm(request.POST, topic=found)

    def work() -> Topic:
        by = By(_user(request), version=form.cleaned_data["version"])
        return change_topic(topic=found, fields=form.fields_given, by=by)

    return _submitted(request, form, work)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("claims.delete_topic", raise_exception=True)
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, then delete."""
    found = get_object_or_404(Topic, public_id=public_id)
    if request.method != "POST":
        return render(request, "claims/topic_delete.html", {"topic": found})
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() else 0
    try:
        delete_topic(topic=found, by=By(_user(request), version=version))
    except ConflictError as error:
        found.refresh_from_db()
        context = {"topic": found, "error": error}
        return render(request, "claims/topic_delete.html", context, status=409)
    except ChangeRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Deleted the topic {found.name}. Its claims are as they were.")
    return redirect("topic-list")


def _submitted(request: HttpRequest, form: TopicForm, work: Callable[[], Topic]) -> HttpResponse:
    """Look names up when that is asked for, else save; nothing that was typed is lost."""
    is_valid = form.is_valid()
    if request.POST.get("do") == "look_up":
        form.keep_lookups_only()
        return _form_page(request, form)
    if not is_valid:
        return _form_page(request, form, status=422)
    try:
        saved = work()
    except ConflictError as error:
        return _conflict_page(request, form, error)
    except ChangeRefusedError as error:
        form.add_error(None, str(error))
        return _form_page(request, form, status=422)
    messages.success(request, f"Saved the topic {saved.name}.")
    for doubt in form.doubts.values():
        messages.warning(request, doubt)
    return redirect(saved)


def _form_page(request: HttpRequest, form: TopicForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "topic": form.topic,
        "places": suggested_places(),
        "speakers": suggested_speakers(),
    }
    return render(request, "claims/topic_form.html", context, status=status)


def _there(found: Topic | None) -> Topic:
    if found is None:
        raise Http404
    return found


def _deleted_meanwhile(request: HttpRequest) -> HttpResponse:
    """What was filled in for a topic that is there no more, as a new one."""
    form = TopicForm(request.POST)
    form.is_valid()
    form.add_error(None, "Somebody deleted this topic meanwhile. Save it to make it anew.")
    return _form_page(request, form, status=409)


def _conflict_page(request: HttpRequest, form: TopicForm, error: ConflictError) -> HttpResponse:
    """What one person filled in beside what others did meanwhile; one click applies it all the same."""
    assert form.topic is not None
    now = Topic.objects.get(pk=form.topic.pk)
    mine, theirs = form.fields_given, TopicFields.of(now)
    context = {
        "topic": now,
        "error": error,
        "mine": differences(theirs, mine, named_speakers(mine, theirs)),
        "fields": mine,
    }
    return render(request, "claims/topic_conflict.html", context, status=409)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
