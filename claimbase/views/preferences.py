"""How somebody wants to see the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Preferences
from claimbase.context import remember_theme
from claimbase.forms import PreferencesForm

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Theme, length of lists, time zone, single-key shortcuts."""
    user: User = request.user  # type: ignore[assignment]
    mine = Preferences.of(user) or Preferences(user=user)
    form = PreferencesForm(request.POST or None, instance=mine)
    if request.method != "POST":
        return render(request, "account/preferences.html", {"form": form})
    if not form.is_valid():
        return render(request, "account/preferences.html", {"form": form}, status=422)
    saved = form.save()
    messages.success(request, "Your preferences are saved.")
    answer = redirect("preferences")
    remember_theme(answer, saved.theme)
    return answer


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the device's choice, and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    answer = redirect(back)
    chosen = request.POST.get("theme", "")
    if chosen in Preferences.Theme.values:
        if request.user.is_authenticated:
            Preferences.objects.update_or_create(user=request.user, defaults={"theme": chosen})
        remember_theme(answer, chosen)
    return answer
