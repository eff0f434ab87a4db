"""What pages that quote statements need."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from claims.marking import Piece, TextBlock

register = template.Library()

# A longer quotation is named by so many of its first and last words.
_LONGEST = 200
_WORDS = 6
_PLUS = (
    '<a class="add-here no-print" href="?add={0}#add" '
    'aria-label="Add a statement from paragraph {0}">+</a>'
)


@register.filter
def at_quotation(url: str, excerpt: str) -> str:
    """The address of a page at the words quoted, for browsers that know text fragments; others open
    the page."""
    text = " ".join(excerpt.split())
    words = text.split(" ")
    if len(text) > _LONGEST and len(words) > 2 * _WORDS:
        parts = [" ".join(words[:_WORDS]), " ".join(words[-_WORDS:])]
    else:
        parts = [text]
    # A comma and a hyphen mean something in a text fragment, and quote() keeps the hyphen.
    named = ",".join(quote(part, safe="").replace("-", "%2D") for part in parts)
    return f"{url}{'' if '#' in url else '#'}:~:text={named}"


@register.filter
def marked(pieces: Sequence[Piece]) -> SafeString:
    """A text with its statements marked: where each begins, its words, and its number behind them."""
    return mark_safe("".join(map(_marked, pieces)))  # noqa: S308 - each part is escaped below


def _marked(piece: Piece) -> str:
    begins = "".join(format_html('<span id="{}"></span>', one) for one in piece.starting)
    text = escape(piece.text)
    if piece.numbers:
        css = ["claim"]
        css += ["anchor"] if piece.is_anchor else []
        css += ["many"] if len(piece.numbers) > 1 else []
        css += ["unreviewed"] if piece.is_unreviewed else []
        notes = " ".join(map(str, piece.numbers))
        text = format_html('<mark class="{}" data-notes="{}">{}</mark>', " ".join(css), notes, text)
    numbers = "".join(
        format_html(
            '<a class="note-number" href="#note-{0}" aria-label="Statement {0}">{0}</a>', str(one)
        )
        for one in piece.ending
    )
    return f"{begins}{text}{numbers}"


@register.filter
def paragraph(block: TextBlock, may_add: bool) -> SafeString:
    """A paragraph of an article with its number, by which it can be linked, and a way to make a statement
    of it for those who may."""
    number = str(block.number)
    plus = _PLUS.format(number) if may_add else ""
    return format_html(
        '<div class="numbered"><p class="text-block {0}" id="p{1}">{2}</p><span class="margin">'
        '<a class="paragraph-number" href="#p{1}" aria-label="Paragraph {1}">{1}</a>{3}</span></div>',
        block.kind.value,
        number,
        marked(block.pieces),
        mark_safe(plus),  # noqa: S308 - our own words and a number
    )
