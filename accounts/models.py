"""Tables of people's own settings and tokens."""

from __future__ import annotations

import zoneinfo
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from knox.models import AbstractAuthToken

from accounts.scopes import Scope, covers

if TYPE_CHECKING:
    from django.contrib.auth.models import _AnyUser

# Every use of a token would otherwise be a write.
_NOTED_EVERY = timedelta(minutes=1)


def known_time_zone(name: str) -> None:
    """Refuse a name that is not in the time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"{name} is not a time zone.")


class Preferences(models.Model):
    """How one person wants to see the pages. No row means the defaults."""

    class Theme(models.TextChoices):
        SYSTEM = "system", "Like the device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    class PageSize(models.IntegerChoices):
        FEW = 25, "25 rows"
        USUAL = 50, "50 rows"
        MANY = 100, "100 rows"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="preferences",
    )
    theme = models.CharField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    shortcuts = models.BooleanField(default=True)
    page_size = models.PositiveSmallIntegerField(choices=PageSize, default=PageSize.USUAL)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[known_time_zone])

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"Preferences of {self.user}"

    @classmethod
    def of(cls, user: _AnyUser) -> Preferences | None:
        """The person's row; None for whoever has set nothing."""
        if not user.is_authenticated:
            return None
        try:
            return user.preferences
        except cls.DoesNotExist:
            return None


class Token(AbstractAuthToken):  # type: ignore[misc]
    """A key for another program: acts with its person's rights, within its scopes."""

    name = models.CharField(max_length=100)
    scopes = ArrayField(models.CharField(max_length=20))
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(scopes__len__gt=0), name="token_has_a_scope")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.token_key}…)"

    @property
    def is_expired(self) -> bool:
        return self.expiry is not None and self.expiry < timezone.now()

    @property
    def scope_labels(self) -> list[str]:
        """The scopes in the order they are offered, in words."""
        return [scope.label for scope in Scope if scope.value in self.scopes]

    def note_use(self) -> None:
        """Remember when it was last used, to the minute."""
        now = timezone.now()
        if self.last_used_at is None or self.last_used_at < now - _NOTED_EVERY:
            Token.objects.filter(pk=self.pk).update(last_used_at=now)


class Caller(User):  # type: ignore[django-manager-missing]
    """A person by way of a token: has a permission only if a scope of the token contains it."""

    token: Token
    # The permission that a scope was missing for, if one was asked for in vain.
    refused_by_scope: str | None = None

    class Meta:
        proxy = True
        default_permissions = ()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """The person's permission and the token's scope; also for superusers."""
        if not covers(self.token.scopes, perm):
            self.refused_by_scope = perm
            return False
        return super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        """Whether any permission of the app is left."""
        return any(name.startswith(f"{app_label}.") for name in self.get_all_permissions())

    def get_all_permissions(self, obj: Any = None) -> set[str]:
        """The person's permissions that the scopes contain."""
        mine = super().get_all_permissions(obj)
        return {name for name in mine if covers(self.token.scopes, name)}
