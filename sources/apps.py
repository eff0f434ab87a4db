"""The app of sources."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Where text comes from."""

    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"
