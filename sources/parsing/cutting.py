"""Cutting lines that hold text and page controls in one: picture galleries, players, adverts.

Pages saved as text often run a whole gallery, its captions and its buttons into one line. Cut apart,
the captions can be read and the buttons set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sources.parsing.blocks import Block, stripped

GALLERY_CONTROL = "gallery control"
MEDIA_PLAYER = "media player"
INLINE_ADVERT = "advert between sentences"
GALLERY_CAPTION = "beside a gallery control"
GLUED_CAPTION = "credit in brackets, glued to the text"

_GALLERY = re.compile(
    r"Hide [Cc]aption(?: \d{1,3} of \d{1,3})?|(?:Enlarge this image )?toggle caption|"
    r"Enlarge this image\b|\bPrevious Next\b|\b\d{1,3} of \d{1,3} i View slideshow|"
    r"\bView slideshow\b|\bView image in fullscreen\b|\bPurchase Licensing Rights(?:, opens new tab)?|"
    r"\A(?:Item \d{1,3} of \d{1,3}|\*{0,2}\[\d{1,3}/\d{1,3}\]\*{0,2})|"
    r"\A(?:Image|Media) (?:source|caption|copyright),"
)
_GALLERY_TITLE = re.compile(r"Photos?: (?P<title>[^.:]{3,90}?) Photos?: (?P=title)\b")
_PLAYER = re.compile(
    r"JUST WATCHED (?P<title>.{3,160}?) Replay More Videos \.\.\. MUST WATCH (?P=title)"
    r"(?: \d{1,2}:\d{2})?"
)
_ADVERT = re.compile(
    r"(?<=[.!?”\"] )(?:ADVERTISEMENT|Advertisement|(?:Story|Article) continues below"
    r"(?: (?:this )?(?:advertisement|ad))?\.?|Advertisement - (?:story|article) continues below)"
    r"(?= [A-Z“\"])"
)
_GLUED = re.compile(
    r"\A.{30,400}?\((?:[^()]{0,60}\b)?(?:DB|AP|AFP|EPA|Reuters|Yonhap|Xinhua|TASS|Getty|[Pp]hotos?|"
    r"[Ff]ile|[Cc]ourtesy|[Hh]andout|[Pp]ool)\b[^()]{0,40}\)(?=[A-Z“])"
)


def cut(text: str, whole: Iterable[Block]) -> list[Block]:
    """The blocks, those with controls inside replaced by their pieces, in order."""
    return [piece for block in whole for piece in _pieces(text, block)]


def _pieces(text: str, block: Block) -> Iterator[Block]:
    marks = sorted(_marks(block.text))
    glued = _GLUED.match(block.text) if not marks else None
    if glued:
        marks = [(0, glued.end(), GLUED_CAPTION)]
    if not marks:
        yield block
        return
    rest = GALLERY_CAPTION if any(rule == GALLERY_CONTROL for _, _, rule in marks) else ""
    at = 0
    for start, end, rule in marks:
        if start < at:
            continue
        yield from _piece(text, block, at, start, rest)
        yield from _piece(text, block, start, end, rule)
        at = end
    yield from _piece(text, block, at, len(block.text), rest)


def _piece(text: str, block: Block, start: int, end: int, rule: str) -> Iterator[Block]:
    if piece := stripped(text, block.start + start, block.start + end, rule):
        yield piece


def _marks(line: str) -> Iterator[tuple[int, int, str]]:
    for match in _GALLERY.finditer(line):
        yield match.start(), match.end(), GALLERY_CONTROL
    if "Photo" in line:
        yield from _gallery_titles(line)
    for pattern, rule in ((_PLAYER, MEDIA_PLAYER), (_ADVERT, INLINE_ADVERT)):
        for match in pattern.finditer(line):
            yield match.start(), match.end(), rule


def _gallery_titles(line: str) -> Iterator[tuple[int, int, str]]:
    """The title of a gallery, which stands twice before its first picture, once before the others."""
    match = _GALLERY_TITLE.search(line)
    if not match:
        return
    yield match.start(), match.end(), GALLERY_CONTROL
    for label in ("Photos: ", "Photo: "):
        words = f"{label}{match['title']}"
        at = line.find(words, match.end())
        while at >= 0:
            yield at, at + len(words), GALLERY_CONTROL
            at = line.find(words, at + len(words))
