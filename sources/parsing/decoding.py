"""From bytes to text: the encoding is found or the file is refused, never guessed silently."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from sources.parsing.errors import ParseError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# File signatures of what people drop in by mistake (first bytes).
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u2060\ufeff]")


def decode(data: bytes) -> str:
    """The text of a file: NFC, LF line ends, no control characters.

    A byte order mark wins, then UTF-8, then what an HTML or XML head declares, then what the bytes
    look like. Raises ParseError with code `empty`, `not_text` or `unknown_encoding`.
    """
    if not data.strip():
        raise ParseError("empty", "The file is empty.")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ParseError("not_text", f"The file is {what}; plain text or HTML is needed.")
    text = normalise(_decoded(data))
    if not text.strip():
        raise ParseError("empty", "The file holds no visible character.")
    return text


def normalise(text: str) -> str:
    """NFC with LF line ends; control and zero-width characters removed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\x85", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    if b"\0" in data:
        raise ParseError("not_text", "The file holds NUL bytes: it is binary, not text.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared := _DECLARED.search(data[:4096]):
        return _strict(data, declared[1].decode("ascii"))
    return _recognised(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ParseError(
            "unknown_encoding", f"The file says it is {encoding}, but cannot be read so: {error}"
        ) from error


def _recognised(data: bytes) -> str:
    best = from_bytes(data[:200_000], threshold=0.1).best()
    if best is None or best.encoding == "ascii":
        raise ParseError(
            "unknown_encoding",
            "The file is not UTF-8, and its encoding cannot be told.",
        )
    return _strict(data, best.encoding)
