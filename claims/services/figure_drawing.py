"""Charts as SVG and PNG: drawn by vl-convert, kept in the cache by their content.

What vl-convert draws is not passed on as it is. It is built anew from elements and attributes that
are known to be harmless under the strict content policy: no style, no script, no foreign address.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import structlog
import vl_convert
from django.core.cache import cache
from django.urls import reverse
from lxml import etree

from claims.services.figure_chart import MARKS

# Counted up when the same specification is drawn differently.
_EDITION = 2
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
_MARK = re.compile(r'href="/assertions/(asr_\w+)/"')


class DrawingError(RuntimeError):
    """A chart could not be drawn; the reason is in the log."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart to be drawn. `key` is the same for the same content; `spec` is asked for its specification
    only when the drawing is not kept. `id` begins the ids within it, which are unique on a page."""

    key: str
    spec: Callable[[], Mapping[str, Any]]
    name: str
    description: str
    id: str = "figure"

    def address(self, media: str) -> str:
        """Where the drawing is kept."""
        content = "\n".join((self.key, self.name, self.description, self.id))
        content = sha256(content.encode()).hexdigest()
        return f"chart:{_EDITION}:{content}:{media}"


def kept_svg(drawing: Drawing) -> str | None:
    """The drawing if it was drawn before; asks the cache only."""
    found = cache.get(drawing.address("svg"))
    return zlib.decompress(found).decode() if isinstance(found, bytes) else None


def svg_of(drawing: Drawing) -> str:
    """The drawing as SVG, safe to stand in a page; its marks lead to the pages of statements. Raises
    DrawingError."""
    kept = kept_svg(drawing)
    if kept is not None:
        return kept
    # The renderer is foreign code that may fail in ways of its own; a page must not fail with it.
    try:
        raw = vl_convert.vegalite_to_svg(dict(drawing.spec()), allowed_base_urls=[])
        found = cleaned(raw, name=drawing.name, description=drawing.description, id_=drawing.id)
    except Exception as error:
        log.exception("chart.svg_failed", drawing=drawing.key)
        raise DrawingError("The chart could not be drawn.") from error
    cache.set(drawing.address("svg"), zlib.compress(found.encode()), _KEPT_SECONDS)
    return found


def png_of(drawing: Drawing) -> bytes:
    """The drawing as PNG, at twice its size. Raises DrawingError."""
    kept = cache.get(drawing.address("png"))
    if isinstance(kept, bytes):
        return kept
    try:
        spec = dict(drawing.spec())
        found: bytes = vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[])
    except Exception as error:
        log.exception("chart.png_failed", drawing=drawing.key)
        raise DrawingError("The chart could not be drawn.") from error
    cache.set(drawing.address("png"), found, _KEPT_SECONDS)
    return found


def readdressed(svg: str, address: Callable[[str], str]) -> str:
    """The drawing with other addresses; `address` gives one for the id of a statement."""
    return _MARK.sub(lambda found: f'href="{address(found[1])}"', svg)


def cleaned(svg: str, *, name: str, description: str, id_: str = "figure") -> str:
    """The drawing from known elements and attributes only, with its name and description. Marks are
    links that name their statement (`data-row`) and say in a title what they are."""
    source = etree.fromstring(svg.encode(), _parser())
    root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})
    root.set("viewBox", source.get("viewBox", "0 0 100 100"))
    root.set("role", "group")
    named = {"title": (f"{id_}-name", name), "desc": (f"{id_}-description", description)}
    root.set("aria-labelledby", " ".join(one for one, _ in named.values()))
    for tag, (one, text) in named.items():
        etree.SubElement(root, f"{{{_SVG}}}{tag}", {"id": one}).text = text
    for child in source:
        _copy(child, root)
    seen: set[str] = set()
    for mark in root.iter(f"{{{_SVG}}}a"):
        row = mark.get("data-row", "")
        if row in seen:
            # The other end of the same range: one stop for the keyboard is enough.
            mark.set("tabindex", "-1")
            mark.set("aria-hidden", "true")
        seen.add(row)
    return str(etree.tostring(root, encoding="unicode"))


def _copy(source: Any, parent: Any) -> None:
    if not isinstance(source.tag, str):
        return
    tag = etree.QName(source).localname
    if tag not in _ELEMENTS or source.get("display") == "none":
        return
    values = {
        k: v
        for k, v in (*_of_style(source), *source.attrib.items())
        if k in _ATTRIBUTES and "url(" not in v
    }
    if tag == "a":
        address = next((a for name in _HREFS if (a := source.get(name))), "")
        if not address.startswith(MARKS):
            tag = "g"
        else:
            row = address.removeprefix(MARKS)
            href = reverse("assertion", args=[row])
            values = {"href": href, "data-row": row, "class": "mark"}
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
