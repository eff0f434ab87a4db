"""Every address."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from claimbase import api, views
from claimbase.health import healthz, readyz

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="claim-list"), name="home"),
    path("", include("claims.urls")),
    path("", include("sources.urls")),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<str:token_key>/revoke/", views.revoke_token, name="token-revoke"),
    path("account/", include("allauth.account.urls")),
    path("preferences/theme/", views.theme, name="theme"),
    path("api/", include(api.urlpatterns)),
    path("manage/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]

handler400 = "claimbase.api.bad_request"
handler404 = "claimbase.api.not_found"
handler500 = "claimbase.api.server_error"
