"""What a plain text says about itself: title, byline, dates, outlet, where it was taken from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from sources.parsing.blocks import Block
from sources.parsing.dates import LineDate, Said, line_date, parts_of_line
from sources.parsing.heads import AUTHOR_RULES
from sources.parsing.markdown import plain_words
from sources.parsing.types import Metadata, Zone, ZoneKind

_DOMAIN = r"(?:https?://)?(?:www\.)?(?P<domain>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?:/\S*)?"
_NAME = r"(?P<name>(?:The )?[A-Z][\w'’&.-]*(?: (?:of|and|the|[A-Z][\w'’&.-]*))*)"
_CREDIT = re.compile(
    r"(?:appeared first|first appeared|originally (?:published|posted|appeared)|"
    r"(?:was |first )?(?:published|posted|reported)|source\s*:|republished|read the original|via\s*:)"
    rf"(?:\s+(?:on|by|in|at|from|with permission from))*\s*(?:{_DOMAIN}|{_NAME})",
    re.IGNORECASE | re.ASCII,
)
_COPYRIGHT = re.compile(rf"(?:copyright|©|\(c\))(?:[\s©\d,–-]|\(c\))*(?:{_DOMAIN}|{_NAME})", re.I)
_MESSAGE = re.compile(rf"^a (?:message|note|word) from (?-i:{_NAME})", re.I)
_CREDIT_FOR = re.compile(rf"(?:credit|photo).{{0,80}}\bfor (?-i:{_NAME})\s*$", re.I)
_UNVERIFIED = re.compile(
    r" (?:could not|was unable to|was not able to|has not been able to|has not) "
    r"(?:independently |immediately )+(?:verify|verified|confirm|confirmed)"
)
_NAME_AT_END = re.compile(rf"{_NAME}\Z")
_SUBSCRIBE_TO = re.compile(rf"subscribe (?:to|for all of) (?-i:{_NAME})", re.I)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][\w.'’-]+(?:[ ,]+[A-Z][\w.'’-]+){0,5}?)"
    r"(?:,? (?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}))?"
    r"\s*(?:\((?P<agency>[A-Z][\w .&-]{1,30})\))?\s*(?:--|—|–|\s-)\s",
)
_RIGHTS = re.compile(r"[.,]?\s+all rights\b", re.I)
# Furniture names outlets in its first words.
_HEAD = 1000
_LONGEST_NAME = 80
_CREDIT_LINE = "credit line"
_FOR_WANT_OF_ANOTHER = f"{_CREDIT_LINE} (no other outlet named)"
_AGENCY = "agency in the dateline"
# Rules by which an outlet publishes only because nobody else is named.
CREDITED = (_FOR_WANT_OF_ANOTHER, _AGENCY)
# Some pages put the date under the first paragraph.
_PARAGRAPHS_BEFORE_DATE = 1
_BY = re.compile(r"^(?:by|written by|story by)\s+", re.I)


def metadata(blocks: Sequence[Block], zones: Sequence[Zone]) -> Metadata:
    """What the blocks of one text state; every field with the rule it rests on."""
    found: dict[str, object] = {}
    basis: dict[str, str] = {}

    def note(field: str, value: object, rule: str) -> None:
        if value and not found.get(field):
            found[field], basis[field] = value, rule

    paired = list(zip(blocks, zones, strict=True))
    for block, zone in paired:
        if zone.kind is ZoneKind.TITLE:
            note("title", re.sub(r"\s+", " ", block.text), zone.rule)
        if zone.rule in AUTHOR_RULES:
            note("byline", _BY.sub("", block.text), zone.rule)
    if dated := _dated(paired):
        found["published_on"], basis["published_on"] = dated.day, dated.basis
    first = next((b for b, z in paired if z.kind is ZoneKind.BODY), None)
    agency = ""
    if first and (match := _DATELINE.match(first.text[:_HEAD])):
        note("dateline", match[0].rstrip(" -–—"), "place at the start of the text")
        agency = match["agency"] or ""
    _outlets(paired, agency, note)
    return Metadata(**found, basis=basis)  # type: ignore[arg-type]


def _dated(paired: Sequence[tuple[Block, Zone]]) -> LineDate | None:
    """The date line to go by: one that gives a day, then what it calls it, then the first.

    A date alone counts only before the text is well begun; further down it may head a part of it.
    """
    found: list[LineDate] = []
    paragraphs = 0
    for block, zone in paired:
        paragraphs += zone.kind is ZoneKind.BODY and block.is_prose
        if zone.kind is not ZoneKind.BYLINE:
            continue
        for part in parts_of_line(block.text):
            line = line_date(plain_words(part))
            is_early = paragraphs <= _PARAGRAPHS_BEFORE_DATE
            if line and (is_early or line.said is Said.PUBLISHED):
                found.append(line)
    return min(found, key=lambda one: (one.day is None, one.said), default=None)


def _outlets(
    paired: Sequence[tuple[Block, Zone]], agency: str, note: Callable[[str, object, str], None]
) -> None:
    """Who publishes this copy, and from whom it was taken when the text credits another."""
    hosts = list(_hosts(paired))
    credits = list(_credits(paired))
    for name, domain, rule in hosts:
        note("outlet", name or domain, rule)
        if domain:
            note("outlet_domain", domain, rule)
    for name, domain, rule in credits:
        if not hosts:
            # Nobody else claims the page: the credit is the best that is known.
            note("outlet", name or domain, _FOR_WANT_OF_ANOTHER)
            note("outlet_domain", domain, rule)
        else:
            note("syndicated_from", name or domain, rule)
            note("syndicated_domain", domain, rule)
    if agency and not hosts and not credits:
        note("outlet", agency, _AGENCY)
    elif agency:
        note("syndicated_from", agency, _AGENCY)


def _hosts(paired: Sequence[tuple[Block, Zone]]) -> Iterator[tuple[str, str, str]]:
    for block, zone in paired:
        if zone.kind is ZoneKind.BODY and (name := _who_could_not_verify(block.text)):
            yield name, "", "the outlet says it could not verify"
            break
    for pattern, rule in (
        (_MESSAGE, "message from the outlet"),
        (_COPYRIGHT, "copyright line"),
        (_CREDIT_FOR, "photo credit"),
        (_SUBSCRIBE_TO, "subscription notice"),
    ):
        for block, zone in paired:
            if not (zone.kind.is_furniture or zone.kind is ZoneKind.CAPTION):
                continue
            if match := pattern.search(block.text[:_HEAD]):
                yield *_named(match), rule
                break


def _who_could_not_verify(text: str) -> str:
    """The name before "could not independently verify", looked for only where that is said."""
    match = _UNVERIFIED.search(text)
    before = text[max(0, match.start() - _LONGEST_NAME) : match.start()] if match else ""
    # The longest run of capitalised words that ends here begins earliest.
    named = _NAME_AT_END.search(before)
    return named["name"] if named else ""


def _credits(paired: Sequence[tuple[Block, Zone]]) -> Iterator[tuple[str, str, str]]:
    for block, zone in paired:
        if zone.kind is ZoneKind.SYNDICATION and (match := _CREDIT.search(block.text[:_HEAD])):
            yield *_named(match), _CREDIT_LINE


def _named(match: re.Match[str]) -> tuple[str, str]:
    groups = match.groupdict()
    name = _RIGHTS.split(groups.get("name") or "")[0].strip(" .,")
    return name, (groups.get("domain") or "").lower()
