"""Reading a web page with trafilatura: the article's text and what the page says about itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import trafilatura
from trafilatura.settings import Document, Extractor
from trafilatura.utils import load_html

from sources.parsing import markers
from sources.parsing.dates import can_be_two_days
from sources.parsing.decoding import normalise
from sources.parsing.errors import ParseError
from sources.parsing.types import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|div|p|title|meta)\b", re.I)
# A web address gives pages, unless it says otherwise.
_PAGE_NAME = re.compile(r"\.x?html?$|^https?://.*(?<!\.txt)(?<!\.md)$", re.I)


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page gives: the text (headline first, then one block a line), where in it links and
    captions stand, and what the page says about itself."""

    text: str
    marked: Sequence[markers.Marked]
    metadata: Metadata


def is_html(text: str, name: str) -> bool:
    """By what the first 4,000 characters hold; a name that promises no page, by its very head."""
    head = text[:4000].lstrip("\ufeff \n\t")
    if _PAGE_NAME.search(name):
        return bool(_HTML.search(head))
    return head[:200].lower().startswith(("<!doctype html", "<html", "<?xml")) and bool(
        _HTML.search(head)
    )


def read_html(page: str, url: str = "") -> WebPage:
    """Read a page. `url` is where it was found, if known. Raises ParseError, code `no_article`."""
    tree = load_html(markers.without(page))
    if tree is None:
        raise _nothing_found()
    # Not its extensive search for dates: it takes any year in the text for the day of publication.
    about = (
        trafilatura.extract_metadata(tree, default_url=url or None, extensive=False) or Document()
    )
    metadata = _metadata(about, url, page)
    body = _body(tree, url, fast=True) or _body(load_html(markers.without(page)), url, fast=False)
    text, marked = markers.taken_out(normalise(body).strip())
    if not text.strip():
        raise _nothing_found()
    if metadata.title and not text.startswith(metadata.title):
        head = f"{metadata.title}\n\n"
        text, marked = head + text, [one.moved(len(head)) for one in marked]
    return WebPage(text, marked, metadata)


def _body(tree: HtmlElement, url: str, *, fast: bool) -> str:
    """The text with markers; the fast way first, the thorough one for short and odd pages.

    Not trafilatura's focus on precision: it cuts words out of sentences that hold links.
    """
    markers.put_into(tree)
    options = Extractor(
        output_format="python", fast=fast, recall=not fast, comments=False, url=url or None
    )
    document = trafilatura.bare_extraction(tree, options=options)
    return (document.text or "") if isinstance(document, Document) else ""


def _metadata(about: Document, url: str, page: str) -> Metadata:
    address = url or about.url or ""
    domain = (urlsplit(address).hostname or "").removeprefix("www.")
    values = {
        "title": normalise(about.title or "").strip(),
        "byline": normalise(about.author or "").replace("; ", ", ").strip(),
        "outlet": normalise(about.sitename or "").strip() or domain,
        "outlet_domain": domain,
        "published_on": _day(about.date, page),
        "url": address if address.startswith(("http://", "https://")) else "",
        "language": about.language or "",
    }
    basis = {name: "page metadata" for name, value in values.items() if value}
    return Metadata(**values, basis=basis)  # type: ignore[arg-type]


def _nothing_found() -> ParseError:
    return ParseError("no_article", "The page holds no article text that could be found.")


def _day(value: str | None, page: str) -> date | None:
    """The day, unless the page gives it only in figures that can be read as two days."""
    day = date.fromisoformat(value[:10]) if value else None
    return None if day and can_be_two_days(day, page) else day
