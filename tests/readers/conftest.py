"""A language model on loopback, and a reader that asks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claims.catalogue import default_catalogue
from claims.readers.llm import LLMOptions, LLMReader
from tests.readers.endpoint import Endpoint, Serving


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    serving = Serving()
    yield serving.endpoint
    serving.stop()


@pytest.fixture
def llm(endpoint: Endpoint) -> LLMReader:
    options = LLMOptions(url=endpoint.url, model="test-model", key="sesame", seconds=20)
    return LLMReader(options, default_catalogue())
