"""The list of speakers, and one speaker."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.filters import SaidFilter, SpeakerFilter
from claims.forms import AddNameForm, RenameForm, UndoForm
from claims.models import Assertion, MergeSuggestion, Speaker, SpeakerChange
from claims.services.speaker_page import (
    countries_spoken_for,
    said_by,
    speaker_page,
    with_statement_count,
    with_statement_counts,
)
from claims.speaker_forms import RemoveForm
from sources.keyset import Keyset
from sources.listing import list_page

ORDERS = {
    "newest": ("Newest first", Keyset(("id",))),
    "name": ("Name", Keyset(("name", "id"), is_ascending=True)),
    "statements": ("Most statements", Keyset(("statement_count", "id"))),
}
SAID_ORDERS = {"newest": ("Newest first", Keyset(("id",)))}
# So many open questions are counted for the link to them.
COUNTED_QUESTIONS = 100


@require_safe
def speaker_list(request: HttpRequest) -> HttpResponse:
    speakers: QuerySet[Speaker] = Speaker.objects.listed()
    if request.GET.get("sort") == "statements":
        speakers = with_statement_count(speakers)
    listing = list_page(request, speakers, SpeakerFilter, ORDERS)
    context = {
        "list": listing,
        "rows": with_statement_counts(listing.rows),
        "kinds": Speaker.Kind.choices,
        "countries": countries_spoken_for(),
        "questions": MergeSuggestion.objects.filter(state=MergeSuggestion.State.PENDING)[
            :COUNTED_QUESTIONS
        ].count(),
    }
    return render(request, "claims/speaker_list.html", context)


@require_safe
def speaker(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Speaker.objects.select_related("merged_into"), public_id=public_id)
    if found.merged_into_id:
        return HttpResponsePermanentRedirect(found.survivor.get_absolute_url())
    return show(request, found)


def show(
    request: HttpRequest,
    found: Speaker,
    *,
    rename: RenameForm | None = None,
    add_name: AddNameForm | None = None,
    undo: UndoForm | None = None,
    undo_of: SpeakerChange | None = None,
    blocked_by: Sequence[SpeakerChange] = (),
    remove: RemoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a speaker, with the forms as they were filled in; `undo_of` is what could not be taken
    back, because `blocked_by` came later."""
    version = {"version": found.version}
    context = {
        "speaker": found,
        "page": speaker_page(found),
        "list": list_page(request, said_by(found), SaidFilter, SAID_ORDERS),
        "stances": Assertion.Stance.choices,
        "rename": rename or RenameForm(initial={**version, "name": found.name}),
        "add_name": add_name or AddNameForm(initial=version),
        "undo": undo or UndoForm(),
        "undo_of": undo_of,
        "blocked_by": blocked_by,
        "remove": remove or RemoveForm(initial=version),
    }
    return render(request, "claims/speaker.html", context, status=status)
