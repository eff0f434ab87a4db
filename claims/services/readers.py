"""The reader that the settings choose."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from claims.catalogue import default_catalogue
from claims.extraction import Document, ExtractedAssertion
from claims.readers import Reader, ReaderSettingsError, RulesReader, check
from claims.readers.base import LONGEST_NAME, LONGEST_PROMPT, LONGEST_VERSION

RULES, LLM = "rules", "llm"


def configured_reader() -> Reader:
    """The reader of `CLAIMBASE_READER`. Raises ReaderSettingsError."""
    return reader_named(settings.READER)


def reader_named(choice: str) -> Reader:
    """`rules`, `llm`, or the dotted path of a class that can be made without arguments.

    Raises ReaderSettingsError, with a hint, for one that cannot be used.
    """
    if choice == RULES:
        return RulesReader(default_catalogue())
    if choice == LLM:
        return _llm()
    return _own(choice)


def read(reader: Reader, document: Document) -> list[ExtractedAssertion]:
    """What a reader finds, held to its contract. Raises ReaderError."""
    found = reader.extract(document)
    check(found, document, default_catalogue(), reader)
    return found


def _llm() -> Reader:
    try:
        from claims.readers.llm import LLMOptions, LLMReader
    except ModuleNotFoundError as error:
        raise ReaderSettingsError(
            f"The reader llm needs the optional extra [llm] ({error.name} is not installed).",
            "Install it: pip install -r requirements-llm.lock",
        ) from error
    missing = [name for name in ("URL", "MODEL") if not getattr(settings, f"LLM_{name}")]
    if missing:
        names = " and ".join(f"CLAIMBASE_LLM_{name}" for name in missing)
        raise ReaderSettingsError(
            f"The reader llm needs {names}.",
            "For example CLAIMBASE_LLM_URL=http://127.0.0.1:8080/v1 CLAIMBASE_LLM_MODEL=my-model",
        )
    if not settings.LLM_URL.startswith(("http://", "https://")):
        raise ReaderSettingsError(
            f"CLAIMBASE_LLM_URL={settings.LLM_URL} is no address.",
            "It begins with http:// or https:// and often ends in /v1.",
        )
    options = LLMOptions(
        url=settings.LLM_URL,
        model=settings.LLM_MODEL,
        key=settings.LLM_KEY,
        seconds=settings.LLM_SECONDS,
        characters=settings.LLM_CHARACTERS,
    )
    return LLMReader(options, default_catalogue())


@cache
def _own(path: str) -> Reader:
    """Somebody's own class, made once per process."""
    hint = (
        "CLAIMBASE_READER is rules, llm, or the dotted path of a class with name, version, prompt "
        "and extract (claims/readers/base.py)."
    )
    try:
        made: Callable[[], object] = import_string(path)
        reader = made()
    except Exception as error:  # whatever somebody's own module raises
        raise ReaderSettingsError(
            f"The reader {path} cannot be made: {error.__class__.__name__}: {error}.", hint
        ) from error
    if not isinstance(reader, Reader):
        raise ReaderSettingsError(f"{path} is no reader.", hint)
    for label, value, most in (
        ("name", reader.name, LONGEST_NAME),
        ("version", reader.version, LONGEST_VERSION),
        ("prompt", reader.prompt, LONGEST_PROMPT),
    ):
        if not isinstance(value, str) or len(value) > most or not (value or label == "prompt"):
            raise ReaderSettingsError(
                f"The {label} of the reader {path} has to be text of up to {most} characters.", hint
            )
    return reader
