"""`parse`: the bytes of one file in, one article out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from sources.parsing import sidecar as sidecars
from sources.parsing.blocks import blocks
from sources.parsing.cutting import cut
from sources.parsing.decoding import decode
from sources.parsing.errors import ParseError
from sources.parsing.front_matter import FrontMatter, front_matter
from sources.parsing.html import is_html, read_html
from sources.parsing.markers import Marked, noted
from sources.parsing.metadata import metadata
from sources.parsing.types import Metadata, ParsedArticle, ZoneKind
from sources.parsing.zoning import zones

MEDIA_TYPE_HTML = "text/html"
MEDIA_TYPE_TEXT = "text/plain"


def parse(data: bytes, *, name: str, sidecar: Mapping[str, object] | None = None) -> ParsedArticle:
    """Read a file: `name` is its path (a hint for the format), `sidecar` what the sender says.

    Raises ParseError when the file holds no text that could be read.
    """
    said = sidecars.checked(sidecar or {})
    otherwise = sidecars.otherwise(sidecar or {})
    marked: Sequence[Marked] = ()
    head = FrontMatter()
    text = decode(data)
    if is_html(text, name):
        page = read_html(text, said.get("url", ""))
        text, known, marked = page.text, page.metadata, page.marked
        media_type = MEDIA_TYPE_HTML
    else:
        media_type = MEDIA_TYPE_TEXT
        text = text.strip("\n") + "\n"
        head = front_matter(text)
        known = head.metadata
    body = cut(text, noted(blocks(text, head.end), marked))
    if not body:
        raise ParseError("no_article", "The file holds no text beside its head.")
    title = said.get("title") or known.title
    outlet = said.get("outlet") or known.outlet or otherwise.get("outlet", "")
    labelled = zones(body, title, outlet)
    found = sidecars.fill(_merged(known, metadata(body, labelled)), otherwise)
    has_title = any(zone.kind is ZoneKind.TITLE for zone in labelled)
    all_zones = (*head.zones(has_title=has_title), *labelled)
    return ParsedArticle(text, sidecars.apply(found, said), all_zones, media_type)


def _merged(known: Metadata, guessed: Metadata) -> Metadata:
    """`known` with its empty fields filled from `guessed`; a guessed outlet beside a known one
    that differs is where the text was taken from."""
    filled = {
        field.name: getattr(guessed, field.name)
        for field in fields(Metadata)
        if field.name != "basis" and not getattr(known, field.name)
    }
    if known.outlet:
        filled.pop("outlet_domain", None)
    basis = {**{n: r for n, r in guessed.basis.items() if n in filled}, **known.basis}
    return replace(known, **filled, basis=basis)
