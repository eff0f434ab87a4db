"""Small builders for what many tests need."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group, User

from accounts.models import Token
from accounts.scopes import Scope
from claims.models import Claim
from sources.models import Article, IngestBatch, SourceFile
from sources.services.processing import process
from sources.services.receiving import open_batch, receive_stream

PASSWORD = "correct horse battery"


def make_user(role: str) -> User:
    """A user with one of the roles; their name is the role."""
    user = User.objects.create_user(username=role, password=PASSWORD)
    user.groups.add(Group.objects.get(name=role))
    return user


def make_token(user: User, *scopes: str) -> str:
    """An API token of the user; with all scopes if none is named."""
    _row, secret = Token.objects.create(
        user=user, name="A script", scopes=list(scopes) or list(Scope.values)
    )
    return str(secret)


def receive(
    text: str | bytes, *, name: str = "article.txt", sidecar: Mapping[str, Any] | None = None
) -> SourceFile:
    """Store a file, without having it read."""
    data = text.encode() if isinstance(text, str) else text
    batch = open_batch(channel=IngestBatch.Channel.COMMAND)
    return receive_stream(
        io.BytesIO(data), name=name, sidecar=sidecar or {}, batch=batch
    ).source_file


def ingest(text: str | bytes, *, name: str = "article.txt", **sidecar: str) -> SourceFile:
    """Store a file and take it through the whole pipeline, in this process."""
    source_file = receive(text, name=name, sidecar=sidecar)
    process(source_file.pk)
    source_file.refresh_from_db()
    return source_file


def ingest_article(text: str, **sidecar: str) -> Article:
    """The article of a text that can be read."""
    source_file = ingest(text, **sidecar)
    assert source_file.state == SourceFile.State.DONE, source_file.error
    return source_file.article


def only_claim(**conditions: Any) -> Claim:
    """The one claim with these properties."""
    return Claim.objects.get(**conditions)
