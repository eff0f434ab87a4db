"""Charts as SVG and PNG: drawn by vl-convert, kept in the cache by their content.

What vl-convert draws is not passed on as it is. It is built anew from elements and attributes that
are known to be harmless under the strict content policy: no style, no script, no foreign address.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import structlog
import vl_convert
from django.core.cache import cache
from lxml import etree

from claims.services.figure_chart import MARKS

# Counted up when the same specification is drawn differently.
_EDITION = 1
_KEPT_SECONDS = 7 * 24 * 3600
_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan", "a"})
_ATTRIBUTES = frozenset(
    [
        "d",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "dx",
        "dy",
        "width",
        "height",
        "transform",
        "fill",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "stroke-opacity",
        "stroke-miterlimit",
        "stroke-linecap",
        "opacity",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "text-anchor",
        "viewBox",
        "display",
    ]
)
log = structlog.get_logger(__name__)
Addresses = Callable[[str], str]


class DrawingError(RuntimeError):
    """A chart could not be drawn; the reason is in the log."""


def kept_svg(spec: Mapping[str, Any]) -> str | None:
    """The drawing of a specification if it was drawn before; asks the cache only."""
    return _kept(f"{_digest(spec)}:svg")


def svg_of(spec: Mapping[str, Any], *, name: str, description: str, links: Addresses) -> str:
    """The drawing as SVG, safe to stand in a page. `links` gives the address of a statement by its id.
    Raises DrawingError."""
    kept = kept_svg(spec)
    if kept is None:
        kept = _drawn(spec)
        _keep(f"{_digest(spec)}:svg", kept)
    return named(kept, name=name, description=description, links=links)


def png_of(spec: Mapping[str, Any]) -> bytes:
    """The drawing as PNG, at twice its size. Raises DrawingError."""
    key = f"{_digest(spec)}:png"
    kept = cache.get(key)
    if isinstance(kept, bytes):
        return kept
    try:
        found: bytes = vl_convert.vegalite_to_png(dict(spec), scale=2, allowed_base_urls=[])
    except Exception as error:
        log.exception("chart.png_failed", digest=key)
        raise DrawingError("The chart could not be drawn.") from error
    cache.set(key, found, _KEPT_SECONDS)
    return found


def named(kept: str, *, name: str, description: str, links: Addresses) -> str:
    """A kept drawing with its name and description, and its marks leading to addresses."""
    root = etree.fromstring(kept, _parser())
    for mark in root.iter(f"{{{_SVG}}}a"):
        mark.set("href", links(mark.get("data-row", "")))
    root.set("aria-labelledby", "figure-name figure-description")
    for position, (tag, id_, text) in enumerate(
        (("title", "figure-name", name), ("desc", "figure-description", description))
    ):
        element = etree.Element(f"{{{_SVG}}}{tag}", {"id": id_})
        element.text = text
        root.insert(position, element)
    return str(etree.tostring(root, encoding="unicode"))


def _drawn(spec: Mapping[str, Any]) -> str:
    # The renderer is foreign code that may fail in ways of its own; a page must not fail with it.
    try:
        found = vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[])
        return cleaned(found)
    except Exception as error:
        log.exception("chart.svg_failed", digest=_digest(spec))
        raise DrawingError("The chart could not be drawn.") from error


def cleaned(svg: str) -> str:
    """The drawing from known elements and attributes only. Marks are links, still
    without an address, that name their statement (`data-row`) and say in a title what they are."""
    source = etree.fromstring(svg.encode(), _parser())
    root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})
    root.set("viewBox", source.get("viewBox", "0 0 100 100"))
    root.set("role", "group")
    for child in source:
        _copy(child, root)
    return str(etree.tostring(root, encoding="unicode"))


def _copy(source: Any, parent: Any) -> None:
    if not isinstance(source.tag, str):
        return
    tag = etree.QName(source).localname
    if tag not in _ELEMENTS or source.get("display") == "none":
        return
    values = {k: v for k, v in (*_of_style(source), *source.attrib.items()) if k in _ATTRIBUTES}
    if tag == "a":
        address = next((a for name in _HREFS if (a := source.get(name))), "")
        if not address.startswith(MARKS):
            tag = "g"
        else:
            values = {"data-row": address.removeprefix(MARKS), "class": "mark"}
    element = etree.SubElement(parent, f"{{{_SVG}}}{tag}", values)
    if tag == "a":
        told = etree.SubElement(element, f"{{{_SVG}}}title")
        told.text = next((t for e in source.iter() if (t := e.get("aria-label"))), "")
    if tag in ("text", "tspan"):
        element.text = source.text
    for child in source:
        _copy(child, element)


def _of_style(source: Any) -> list[tuple[str, str]]:
    """A style attribute as attributes of their own."""
    pairs = (part.partition(":") for part in source.get("style", "").split(";"))
    return [(name.strip(), value.strip()) for name, _, value in pairs if value.strip()]


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _digest(spec: Mapping[str, Any]) -> str:
    text = json.dumps(spec, sort_keys=True, separators=(",", ":"))
    return f"chart:{_EDITION}:{hashlib.sha256(text.encode()).hexdigest()}"


def _kept(key: str) -> str | None:
    found = cache.get(key)
    return zlib.decompress(found).decode() if isinstance(found, bytes) else None


def _keep(key: str, text: str) -> None:
    cache.set(key, zlib.compress(text.encode()), _KEPT_SECONDS)
