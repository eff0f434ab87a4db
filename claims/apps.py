"""The app of claims."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class ClaimsConfig(AppConfig):
    """What is said, by whom, and how far to believe it."""

    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from claims import receivers  # noqa: F401 - connected by import
        from claims.catalogue import CatalogueError, use_own_types

        try:
            use_own_types(settings.CATALOGUE)
        except CatalogueError as error:
            raise ImproperlyConfigured(f"CLAIMBASE_CATALOGUE: {error}") from error
