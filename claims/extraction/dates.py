"""When something happened, as news says it, resolved against the day of publication."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from claims.extraction.types import DateRange

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}
_COUNTS = dict(
    zip(
        ["a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        (1, 1, *range(1, 11)),
        strict=True,
    )
)
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_EXPRESSIONS = re.compile(
    rf"\b(?:(?:{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<year>\d{{4}}))?)|"
    rf"(?:(?P<day2>\d{{1,2}}) {_MONTH.replace('month', 'month2')}(?: (?P<year2>\d{{4}}))?)|"
    rf"(?:{_MONTH.replace('month', 'month3')},? (?P<year3>\d{{4}}))|"
    rf"(?:(?:in|since|until|during|last|early|late|mid-) ?{_MONTH.replace('month', 'month4')}\b)|"
    r"(?:(?:last|this) (?P<season>spring|summer|autumn|fall|winter))|"
    r"(?:(?P<next>next )?(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))|"
    r"(?:(?P<count>\d{1,3}|(?i:an?|one|two|three|four|five|six|seven|eight|nine|ten)) "
    r"(?P<unit>day|week|month|year)s? ago)|"
    r"(?:(?i:in|over|during|within) the (?:past|last) (?P<within>\d{1,3}|two|three|four|five|six|seven|ten)? ?"
    r"(?P<span>hour|day|week|month|year)s?)|"
    r"(?P<relative>yesterday|today|overnight|(?:last|this) (?:week|month|year))|"
    r"(?:(?:in|since|during) (?P<year5>(?:19|20)\d\d))\b)"
)


def dates_in(
    view: str, start: int, end: int, published: date | None
) -> list[tuple[int, DateRange]]:
    """The days that `view[start:end]` names, each with its place; those that cannot be resolved
    without the day of publication are left out when it is not known."""
    found = []
    for match in _EXPRESSIONS.finditer(view, start, end):
        if resolved := _resolve(match, published):
            found.append((match.start(), resolved))
    return found


def nearest_date(dates: list[tuple[int, DateRange]], near: int) -> DateRange | None:
    """The date named closest to an offset; None when there is none."""
    return min(dates, key=lambda d: abs(d[0] - near))[1] if dates else None


def _resolve(match: re.Match[str], published: date | None) -> DateRange | None:
    text = match[0]
    try:
        return _fixed(match, text, published) or _relative(match, text, published)
    except ValueError:  # "February 30" is no day
        return None


def _fixed(match: re.Match[str], text: str, published: date | None) -> DateRange | None:
    month = match["month"] or match["month2"]
    if month:
        number = _MONTHS[month.lower().rstrip(".")]
        day = int(match["day"] or match["day2"])
        year = match["year"] or match["year2"]
        if year:
            exact = date(int(year), number, day)
        elif published:
            exact = _latest(number, day, published)
        else:
            return None
        return DateRange(exact, exact, text)
    if match["month3"]:
        return _whole_month(int(match["year3"]), _MONTHS[match["month3"].lower().rstrip(".")], text)
    if match["year5"]:
        year5 = int(match["year5"])
        return DateRange(date(year5, 1, 1), date(year5, 12, 31), text)
    return None


def _relative(match: re.Match[str], text: str, published: date | None) -> DateRange | None:
    if published is None:
        return None
    if match["month4"]:
        number = _MONTHS[match["month4"].lower().rstrip(".")]
        year = published.year if number <= published.month else published.year - 1
        return _whole_month(year, number, text)
    if match["season"]:
        first, last = _SEASONS[match["season"]]
        year = published.year if published.month > last or last < first else published.year - 1
        end_year = year if last >= first else year + 1
        return DateRange(date(year, first, 1), _month_end(end_year, last), text)
    if match["unit"]:
        return _ago(match["count"], match["unit"], text, published)
    if match["span"]:
        days = _number(match["within"] or "1") * _DAYS[match["span"]]
        return DateRange(published - timedelta(days=max(1, int(days))), published, text)
    if match["next"]:
        ahead = (_WEEKDAYS[match["weekday"].lower()] - published.weekday() - 1) % 7 + 1
        day = published + timedelta(days=ahead)
        return DateRange(day, day, text)
    if match["weekday"]:
        back = (published.weekday() - _WEEKDAYS[match["weekday"].lower()]) % 7
        day = published - timedelta(days=back)
        return DateRange(day, day, text)
    return _word(match["relative"], text, published)


def _ago(count: str, unit: str, text: str, published: date) -> DateRange:
    """ "Three weeks ago" is the week around that day, "two months ago" the month, to its precision."""
    number = _number(count)
    if unit in ("day", "week"):
        day = published - timedelta(days=int(number * _DAYS[unit]))
        slack = timedelta(days=0 if unit == "day" else 3)
        return DateRange(day - slack, day + slack, text)
    if unit == "year":
        year = published.year - number
        return DateRange(date(year, 1, 1), date(year, 12, 31), text)
    months = published.year * 12 + published.month - 1 - number
    return _whole_month(months // 12, months % 12 + 1, text)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


def _word(word: str | None, text: str, published: date) -> DateRange | None:
    match word:
        case "today":
            return DateRange(published, published, text)
        case "yesterday":
            day = published - timedelta(days=1)
            return DateRange(day, day, text)
        case "overnight":
            return DateRange(published - timedelta(days=1), published, text)
        case "this week":
            return DateRange(published - timedelta(days=published.weekday()), published, text)
        case "this month":
            return DateRange(published.replace(day=1), published, text)
        case "this year":
            return DateRange(date(published.year, 1, 1), published, text)
        case "last week":
            monday = published - timedelta(days=published.weekday() + 7)
            return DateRange(monday, monday + timedelta(days=6), text)
        case "last month":
            last = published.replace(day=1) - timedelta(days=1)
            return DateRange(last.replace(day=1), last, text)
        case "last year":
            year = published.year - 1
            return DateRange(date(year, 1, 1), date(year, 12, 31), text)
    return None


def _latest(month: int, day: int, published: date) -> date:
    """The last such day up to publication, or up to a month after it."""
    this_year = date(published.year, month, day)
    return (
        this_year
        if this_year <= published + timedelta(days=31)
        else this_year.replace(year=published.year - 1)
    )


def _whole_month(year: int, month: int, text: str) -> DateRange:
    return DateRange(date(year, month, 1), _month_end(year, month), text)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
