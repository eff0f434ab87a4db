"""Every address."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from claimbase import api
from claimbase.health import healthz, readyz
from claimbase.views import people, preferences, shortcuts, tokens
from claims.views.dashboard import dashboard

urlpatterns = [
    path("", dashboard, name="home"),
    path("", include("claims.urls")),
    path("", include("sources.urls")),
    path("help/shortcuts/", shortcuts.shortcuts, name="help-shortcuts"),
    path("account/preferences/", preferences.preferences, name="preferences"),
    path("account/preferences/theme/", preferences.theme, name="theme"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<str:token_key>/revoke/", tokens.revoke_token, name="token-revoke"),
    path("account/people/", people.people, name="people"),
    path("account/people/add/", people.add, name="person-add"),
    path("account/people/<int:pk>/", people.person, name="person"),
    path("account/people/<int:pk>/link/", people.send_link, name="person-link"),
    path("account/people/<int:pk>/access/", people.access, name="person-access"),
    path("account/people/<int:pk>/2fa/", people.second_factor, name="person-second-factor"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/", include("allauth.account.urls")),
    path("api/", include(api.urlpatterns)),
    path("manage/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]

handler400 = "claimbase.errors.bad_request"
handler403 = "claimbase.refusals.permission_denied"
handler404 = "claimbase.errors.not_found"
handler500 = "claimbase.errors.server_error"
