"""What all tests share."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, settings

from tests.factories import make_user

# What a property says is not about how busy the machine is.
settings.register_profile("claimbase", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("claimbase")


@pytest.fixture(autouse=True)
def _no_limits_carried_over(request: pytest.FixtureRequest) -> None:
    """Sign-in and API limits are counted in the cache, which outlives a test."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        cache.clear()


@pytest.fixture(autouse=True)
def _passwords_without_the_wait(settings: Any) -> None:
    """Hashing a password takes long on purpose, and nearly every test has somebody with one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def reader(db: None) -> User:
    return make_user("reader")


@pytest.fixture
def analyst(db: None) -> User:
    return make_user("analyst")


@pytest.fixture
def editor(db: None) -> User:
    return make_user("editor")


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_reader(reader: User) -> Client:
    return _signed_in(reader)


@pytest.fixture
def as_analyst(analyst: User) -> Client:
    return _signed_in(analyst)


@pytest.fixture
def as_editor(editor: User) -> Client:
    return _signed_in(editor)
