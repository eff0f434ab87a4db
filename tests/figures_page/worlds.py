"""Claims with figures, chains and copies, for tests of what their page draws."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from claims.figures import Figure, Quantifier, interval
from claims.models import Claim
from claims.services.figure_series import Point, Series, SeriesOrigin
from tests.copies.texts import story
from tests.factories import ingest_article

KENYA = "Report\n\nKenya has sent about 12,000 soldiers to Haiti, Kenyan officials said."
FRANCE = "Another\n\nKenya has sent about 11,500 soldiers to Haiti, according to France."
BOTH = (
    "Third\n\nKenyan and Brazilian intelligence agencies said Kenya has sent at least 10,000 "
    "soldiers to Haiti."
)
PLAIN = "Fourth\n\nKenya has sent soldiers to Haiti, the mayor of Lorne said."
DENIAL = "Fifth\n\nHaiti denied that Kenya has sent 12,000 soldiers to Haiti."
FIRST = date(2025, 3, 1)


def troops() -> Claim:
    """Three reports of two independent origins, a mention without a figure, and a denial."""
    for number, text in enumerate((KENYA, FRANCE, BOTH, PLAIN, DENIAL), start=1):
        ingest_article(text, outlet=f"Outlet {number}", published=f"2025-03-0{number}")
    return Claim.objects.get(type="troops_deployed")


def origin(place: int | None) -> SeriesOrigin:
    """An origin of a series; None = one that is not counted."""
    number = "x" if place is None else place
    return SeriesOrigin(f"org_{number}", f"origin {number}", place, "" if place else "a copy")


def point(
    number: int,
    low: int | None,
    high: int | None,
    quantifier: str = "exact",
    *,
    day: int | None = 0,
    place: int | None = 0,
    unit: str = "people",
    **more: Any,
) -> Point:
    """A point of a series, so many days after the first."""
    bounds = [None if n is None else Decimal(n) for n in (low, high)]
    figure = Figure(f"figure {number}", Quantifier(quantifier), *bounds, unit)
    stands_for = interval(figure, 0.05)
    values: dict[str, Any] = {
        "stance": "asserts",
        "is_challenge": False,
        "is_placed": True,
        "is_copy": False,
        "outlet": "Lorne Mail",
        "article_id": "art_1",
        "article": "An article",
        "speaker": "France",
        "origin": origin(place),
    }
    return Point(
        id=f"asr_{number}",
        day=None if day is None else FIRST + timedelta(days=day),
        figure=figure,
        low=stands_for.low,
        high=stands_for.high,
        **{**values, **more},
    )


def series(*points: Point, total: int | None = None) -> Series:
    """A series of these points, in the order of their days."""
    ordered = sorted(points, key=lambda p: (p.day is not None, p.day or FIRST))
    return Series(tuple(ordered), len(points) if total is None else total)


SENT = "Kenya has sent {} soldiers to Haiti"


def spread() -> Claim:
    """One claim with chains, copies, ranges, open ends, origins tied to each other, and a denial."""
    told = f"{SENT.format('about 12,000')}, Ann Lee told the newspaper Dellsky Kuryer."
    copied = story(31, f"{SENT.format('between 10,000 and 12,500')}, French officials said.")
    texts = [
        ("Lorne Mail", "2025-03-01", f"Soldiers on the way\n\n{told}"),
        ("Dell Daily", "2025-03-02", f"Ann Lee speaks\n\n{told}"),
        ("Tarn Post", "2025-03-03", copied),
        ("Harbour News", "2025-03-04", f"{copied}\n\nCopyright 2025 Harbour News"),
        ("Lorne Mail", "2025-03-05", f"More\n\n{SENT.format('at least 9,000')}, Brazil said."),
        ("Quay Times", "2025-03-05", f"Up\n\n{SENT.format('up to 14,000')}, Canada said."),
        ("Quay Times", "2025-03-08", f"Many\n\n{SENT.format('thousands of')}, Spain said."),
        ("Dell Daily", "2025-03-09", f"A count\n\n{SENT.format('11,500')}, according to France."),
        ("Tarn Post", "2025-03-10", f"No\n\nHaiti denied that {SENT.format('12,000')}."),
    ]
    for outlet, day, text in texts:
        ingest_article(text, outlet=outlet, published=day)
    return Claim.objects.filter(type="troops_deployed").order_by("-report_count")[0]
