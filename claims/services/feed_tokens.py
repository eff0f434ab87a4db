"""Tokens that open feeds, and nothing else, to programs that cannot sign in."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from claims.models import FeedToken
from claims.models.feed_token import KEY_LENGTH, PREFIX

_SALT = "claims.feed_token"
_SEAL_LENGTH = 40
# Every reading of a feed would otherwise be a write.
_NOTED_EVERY = timedelta(minutes=1)


def secret_of(token: FeedToken) -> str:
    """The whole token, as it stands in the address of a feed.

    It can be shown again, and a copy of the database alone does not tell it.
    """
    said = f"{token.person_id}:{token.key}"
    seal = salted_hmac(_SALT, said, algorithm="sha256").hexdigest()[:_SEAL_LENGTH]
    return f"{PREFIX}{token.key}{seal}"


def token_of(person: User) -> FeedToken | None:
    """The person's token, if they have made one."""
    return FeedToken.objects.filter(person=person).first()


@transaction.atomic
def make_token(*, person: User) -> FeedToken:
    """The person's token; a new one if there was none."""
    token, _created = FeedToken.objects.get_or_create(person=person)
    return token


@transaction.atomic
def revoke_token(*, person: User) -> bool:
    """End the person's token; False when there was none. The next one is another."""
    number, _rows = FeedToken.objects.filter(person=person).delete()
    return number > 0


def person_of(secret: str) -> User | None:
    """Whose token this is, while it counts and they have access."""
    key = secret.removeprefix(PREFIX)[:KEY_LENGTH]
    if not (secret.startswith(PREFIX) and secret.isascii() and key.isalnum()):
        return None
    token = FeedToken.objects.select_related("person").filter(key=key).first()
    if token is None or not constant_time_compare(secret_of(token), secret):
        return None
    if not token.person.is_active:
        return None
    _note_use(token)
    return token.person


def _note_use(token: FeedToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - _NOTED_EVERY:
        FeedToken.objects.filter(pk=token.pk).update(last_used_at=now)
