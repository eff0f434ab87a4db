"""What linking looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from claims.figures import Figure, Quantifier


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """When something happened, to the precision the text gives; both ends inclusive."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and the article that gives it; `article` 0 = not known."""

    figure: Figure
    article: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, or a claim as the sum of the statements it holds (its profile).

    `roles` are the parties by canonical name; `kinds` counts the statements by what they count
    ("soldier", "child"; "" = people in general). `places` are named as written, `within` are the countries
    of those places; `countries` are those the articles name most. `days` are the times named for the
    event, `reported` the days of publication. `story` weighs what the articles are about,
    `setting` what the sentences speak of; `prominence` is 2 in a headline, 1 in a lead, else 0.
    `ages` are the years of those who are told of one by one, `who` are the articles' words for those counted, `quotes` words in quotation marks; `articles` and `origins` are ids, `size` the number of statements.
    """

    type: str
    roles: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    ages: tuple[int, ...] = ()
    who: str = ""
    places: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    days: tuple[Days, ...] = ()
    reported: Days | None = None
    figures: tuple[Told, ...] = ()
    story: Mapping[str, float] = field(default_factory=dict)
    setting: Mapping[str, float] = field(default_factory=dict)
    prominence: int = 0
    quotes: tuple[str, ...] = ()
    articles: frozenset[int] = frozenset()
    origins: frozenset[int] = frozenset()
    size: int = 1

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values; what is empty is left out."""
        found: dict[str, Any] = {
            "type": self.type,
            "roles": dict(self.roles),
            "kinds": dict(self.kinds),
            "ages": list(self.ages),
            "who": self.who,
            "places": list(self.places),
            "within": list(self.within),
            "countries": list(self.countries),
            "days": [_days_to_json(days) for days in self.days],
            "reported": _days_to_json(self.reported) if self.reported else None,
            "figures": [_told_to_json(told) for told in self.figures],
            "story": dict(self.story),
            "setting": dict(self.setting),
            "prominence": self.prominence,
            "quotes": list(self.quotes),
            "articles": sorted(self.articles),
            "origins": sorted(self.origins),
            "size": self.size,
        }
        return {name: value for name, value in found.items() if value}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Statement:
        """The statement that `to_json` wrote."""
        reported = stored.get("reported")
        return cls(
            type=stored["type"],
            roles=dict(stored.get("roles", {})),
            kinds=dict(stored.get("kinds", {})),
            ages=tuple(stored.get("ages", ())),
            who=stored.get("who", ""),
            places=tuple(stored.get("places", ())),
            within=tuple(stored.get("within", ())),
            countries=tuple(stored.get("countries", ())),
            days=tuple(_days_from_json(days) for days in stored.get("days", ())),
            reported=_days_from_json(reported) if reported else None,
            figures=tuple(_told_from_json(told) for told in stored.get("figures", ())),
            story=dict(stored.get("story", {})),
            setting=dict(stored.get("setting", {})),
            prominence=stored.get("prominence", 0),
            quotes=tuple(stored.get("quotes", ())),
            articles=frozenset(stored.get("articles", ())),
            origins=frozenset(stored.get("origins", ())),
            size=stored.get("size", 0),
        )


def _days_to_json(days: Days) -> list[str]:
    return [days.first.isoformat(), days.last.isoformat()]


def _days_from_json(stored: list[str]) -> Days:
    return Days(date.fromisoformat(stored[0]), date.fromisoformat(stored[1]))


def _told_to_json(told: Told) -> dict[str, Any]:
    figure = told.figure
    return {
        "text": figure.text,
        "quantifier": figure.quantifier.value,
        "low": None if figure.low is None else str(figure.low),
        "high": None if figure.high is None else str(figure.high),
        "unit": figure.unit,
        "article": told.article,
    }


def _told_from_json(stored: Mapping[str, Any]) -> Told:
    low, high = stored["low"], stored["high"]
    figure = Figure(
        stored["text"],
        Quantifier(stored["quantifier"]),
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        stored["unit"],
    )
    return Told(figure, stored["article"])
