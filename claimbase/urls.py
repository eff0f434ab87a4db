"""Every address."""

from django.urls import path
from claimbase.health import healthz, readyz
urlpatterns = [path("healthz", healthz), path("readyz", readyz)]
