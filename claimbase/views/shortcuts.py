"""Which key does what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claimbase.shortcuts import by_place


@require_safe
def shortcuts(request: HttpRequest) -> HttpResponse:
    """The list for this person's role, also for the dialog that `?` opens."""
    return render(request, "shortcuts.html", {"places": by_place(request.user.has_perm)})
