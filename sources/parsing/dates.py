"""Lines that give nothing but a date: "Published: 2 February 2025", "May 4, 2021, 6:15 p.m. EST"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june",
         "jul july", "aug august", "sep sept september", "oct october", "nov november",
         "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY = (
    r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\w*\.?,?\s+)?"
    r"(?P<date>(?P<m1>[a-z]{3,9})\.?\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{4})|"
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m2>[a-z]{3,9})\.?,?\s+(?P<y2>\d{4})|"
    r"(?P<y3>\d{4})(?P<s3>[-/.])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})|"
    r"(?P<n1>\d{1,2})(?P<s4>[-/.])(?P<n2>\d{1,2})(?P=s4)(?P<y4>\d{4}))"
)
_CLOCK = r"\d{1,2}[:.]\d{2}"
_LINE = re.compile(
    r"^(?:(?P<label>(?:(?:first|last|originally)\s+)?(?:updated|modified|published|posted)"
    r"|(?:publication\s+|publishing\s+)?date(?:\s+published)?)"
    r"\W*(?:(?:on|at)\b\W*)?)?"
    rf"(?:{_CLOCK}(?:\s?[ap]\.?m\.?)?(?:\s[a-z]{{2,4}})?,?\s+(?:on\s+)?)?"
    rf"{_DAY}"
    rf"(?:\W*(?:(?:at\s+|T)?{_CLOCK}.{{0,40}}|\|?\s*(?:last\s+)?(?:updated|modified)\b.{{0,60}})?"
    # Some pages print the date twice, for readers and for machines.
    r"|\d{1,2} [a-z]{3,9} \d{4})$",
    re.I,
)
_PARTS = re.compile(r"[|·•\n]+")
_LONGEST = 160


class Said(IntEnum):
    """What a line calls its date; the first is the best to go by."""

    PUBLISHED = 0
    BARE = 1
    UPDATED = 2


@dataclass(frozen=True, slots=True)
class LineDate:
    """A date line: how the date is written, and the day; None when it can be read as two days."""

    words: str
    said: Said
    day: date | None

    @property
    def basis(self) -> str:
        """What the day rests on, or why there is none."""
        if self.day:
            kind = "day of the last change" if self.said is Said.UPDATED else "day"
            return f"{kind} in the line “{self.words}”"
        return f"left open: “{self.words}” can be read as two days"


def is_date_line(plain: str) -> bool:
    """True when these words have the form of a date, with or without "Published", and nothing else."""
    return len(plain) < _LONGEST and bool(_LINE.match(plain))


def parts_of_line(text: str) -> list[str]:
    """What stands in a line beside each other: "By Ann Lee | 2 February 2025"."""
    return [part for raw in _PARTS.split(text) if (part := raw.strip())]


def line_date(plain: str) -> LineDate | None:
    """The date of a date line; None for another line, and for what is no real day."""
    match = _LINE.match(plain) if len(plain) < _LONGEST else None
    if not match:
        return None
    label = (match["label"] or "").lower()
    said = Said.BARE
    if "updated" in label or "modified" in label:
        said = Said.UPDATED
    elif label:
        said = Said.PUBLISHED
    days = _days(match)
    if not days:
        return None
    words = plain[: match.end("date")].strip()
    return LineDate(words, said, days.pop() if len(days) == 1 else None)


def can_be_two_days(day: date, text: str) -> bool:
    """Whether `text` gives this day only in figures whose order is open ("03/04/2025")."""
    sure = (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%Y.%m.%d}")
    if day.day == day.month or day.day > 12 or any(one in text for one in sure):
        return False
    pair = rf"(?:0?{day.day}([-/.])0?{day.month}|0?{day.month}([-/.])0?{day.day})[-/.]{day.year}"
    return bool(re.search(rf"(?<!\d){pair}(?!\d)", text))


def _days(match: re.Match[str]) -> set[date]:
    """The days that the figures and the month's name can mean."""
    if match["n1"]:
        first, second, year = match["n1"], match["n2"], match["y4"]
        found = {_real(year, second, first), _real(year, first, second)}
    elif match["y3"]:
        found = {_real(match["y3"], match["m3"], match["d3"])}
    else:
        number = "1" if match["m1"] else "2"
        found = {_real(match[f"y{number}"], match[f"m{number}"], match[f"d{number}"])}
    return {day for day in found if day}


def _real(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
