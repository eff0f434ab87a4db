"""The project's own app: system checks, roles, accounts, pages about the service itself."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ClaimbaseConfig(AppConfig):
    """Registers the system checks, and gives roles their permissions after every migration."""

    name = "claimbase"

    def ready(self) -> None:
        from claimbase import checks  # noqa: F401 - registered by import
        from claimbase.roles import grant_roles

        # The signal is sent for apps with models only; the roles are about those of claims.
        post_migrate.connect(grant_roles, sender=apps.get_app_config("claims"))
