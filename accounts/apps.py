"""The app of people's own settings and tokens."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Preferences and API tokens."""

    name = "accounts"
