"""A reader that asks a language model behind any OpenAI-compatible endpoint.

The model proposes and quotes; every quotation is looked up in the text, every figure read again by
our own rules, and what cannot be found is dropped with its reason. Needs the extra `[llm]`.
"""

from claims.readers.llm.asking import LLMOptions
from claims.readers.llm.reader import LLMReader

__all__ = ["LLMOptions", "LLMReader"]
