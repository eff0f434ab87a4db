"""Reading a web page with trafilatura: the article's text and what the page says about itself."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import trafilatura
from trafilatura.settings import Document, Extractor

from sources.parsing.decoding import normalise
from sources.parsing.errors import ParseError
from sources.parsing.types import Metadata

_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|div|p|title|meta)\b", re.I)


def is_html(text: str, name: str) -> bool:
    """By what the first 4,000 characters hold; a name ending in .txt needs a whole page's head."""
    head = text[:4000].lstrip("\ufeff \n\t")
    if name.lower().endswith((".htm", ".html", ".xhtml")):
        return bool(_HTML.search(head))
    return head[:200].lower().startswith(("<!doctype html", "<html", "<?xml")) and bool(
        _HTML.search(head)
    )


def read_html(page: str, url: str = "") -> tuple[str, Metadata]:
    """The text (headline first, then one block a line) and the metadata of a page.

    `url` is where it was found, if known. Raises ParseError with code `no_article`.
    """
    document = _read(page, url, fast=True) or _read(page, url, fast=False)
    body = normalise((document.text if document else None) or "").strip()
    if document is None or not body:
        raise ParseError("no_article", "The page holds no article text that could be found.")
    address = url or document.url or ""
    domain = (urlsplit(address).hostname or "").removeprefix("www.")
    title = normalise(document.title or "").strip()
    values = {
        "title": title,
        "byline": normalise(document.author or "").replace("; ", ", ").strip(),
        "outlet": normalise(document.sitename or "").strip() or domain,
        "outlet_domain": domain,
        "published_on": _day(document.date),
        "url": address if address.startswith(("http://", "https://")) else "",
        "language": document.language or "",
    }
    basis = {name: "page metadata" for name, value in values.items() if value}
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    return text, Metadata(**values, basis=basis)  # type: ignore[arg-type]


def _read(page: str, url: str, *, fast: bool) -> Document | None:
    """The fast way first; the thorough one finds the text of short and odd pages."""
    options = Extractor(
        output_format="python",
        fast=fast,
        recall=not fast,
        comments=False,
        with_metadata=True,
        url=url or None,
    )
    document = trafilatura.bare_extraction(page, options=options)
    return document if isinstance(document, Document) and document.text else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None
