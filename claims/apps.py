"""The app of claims."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """What is said, by whom, and how far to believe it."""

    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from claims import receivers  # noqa: F401 - connected by import
