"""Readers: anything that takes assertions with exact spans out of a text. Pure; no Django.

`rules` is the project's own; `llm` asks a language model (optional extra `[llm]`, imported only when
it is chosen).
"""

from claims.readers.base import Reader, ReaderError, ReaderSettingsError, check
from claims.readers.rules import RulesReader

__all__ = ["Reader", "ReaderError", "ReaderSettingsError", "RulesReader", "check"]
