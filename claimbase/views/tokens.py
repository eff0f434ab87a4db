"""Somebody's API tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import Token
from claimbase.forms import TokenForm

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """All of the person's tokens; a new one is shown in the answer that made it, and never again."""
    user: User = request.user  # type: ignore[assignment]
    form = TokenForm(user, request.POST if request.method == "POST" else None)
    fresh = ""
    status = 200
    if request.method == "POST" and form.is_valid():
        _row, fresh = Token.objects.create(
            user=user,
            expiry=form.lifetime,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
        )
        form = TokenForm(user)
        status = 201
    elif request.method == "POST":
        status = 422
    mine = Token.objects.filter(user=user).order_by("-created", "-pk")
    context = {"tokens": mine, "form": form, "fresh": fresh}
    return render(request, "account/tokens.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_token(request: HttpRequest, token_key: str) -> HttpResponse:
    """Ask whether it is meant; then end the token."""
    user: User = request.user  # type: ignore[assignment]
    token = get_object_or_404(Token, user=user, token_key=token_key)
    if request.method != "POST":
        return render(request, "account/token_revoke.html", {"token": token})
    token.delete()
    messages.success(request, f"“{token.name}” is revoked. Programs that use it are refused now.")
    return redirect("tokens")
