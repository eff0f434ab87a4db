"""Opening pages and sending forms, for tests of reviewing."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from claims.models import Assertion


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:800]
    return unescape(answer.content.decode())


def post(client: Client, name: str, row: Any, /, **fields: Any) -> Any:
    return client.post(reverse(name, args=[row.public_id]), fields, follow=True)


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def filled_in(client: Client, row: Assertion, /, **typed: str) -> dict[str, str]:
    """The form to correct a statement as a browser would send it, with some fields typed anew."""
    form = client.get(reverse("statement-correct", args=[row.public_id])).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else str(value) for name, value in fields.items()}
    seen = {f"initial-{name}": sent[name] for name in form.compared}
    return {**sent, **seen, **typed}
