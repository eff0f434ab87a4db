"""Stories as outlets report them, made by chance and always the same for a seed.

A story has a country, a town, a day, names of its own, and true figures for one to three questions (killed,
wounded, troops sent…). How many articles report it follows Zipf's law: most stories have one to three, a few
have thousands. An article comes days after the event, from one of 400 outlets, quotes one of the story's
speakers or nobody, and states each question two to four times; figures are revised upwards with time and
worded exactly, "about", "at least" or "dozens"; a third of the statements name no place, half no day.
Questions that are not about an event (troops, arms) come back over years under the same parties. One story
in eight has a twin: the same town and questions within three weeks, with other figures.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from claims.extraction.countries import country_names

FIRST_DAY, DAYS = date(2021, 1, 1), 1800
OUTLETS = 400
EVENTS = (
    (("killed", "wounded"), "blast"),
    (("killed", "missing", "displaced"), "flood"),
    (("killed", "wounded", "rescued"), "earthquake"),
    (("displaced", "evacuated"), "wildfire"),
    (("detained",), "protest"),
    (("killed", "captured"), "battle"),
    (("casualties", "killed"), "airstrike"),
)
LASTING = (
    (("troops_deployed",), "deployment"),
    (("workers_sent",), "agreement"),
    (("materiel_supplied",), "delivery"),
    (("wounded_treated",), "treatment"),
)
WORDS = {
    "killed": ("people", "killed"),
    "wounded": ("people", "wounded"),
    "missing": ("people", "reported missing"),
    "displaced": ("people", "displaced"),
    "rescued": ("people", "rescued"),
    "evacuated": ("people", "evacuated"),
    "detained": ("people", "detained"),
    "captured": ("soldiers", "captured"),
    "casualties": ("people", "killed or injured"),
    "troops_deployed": ("soldiers", "sent"),
    "workers_sent": ("workers", "sent"),
    "materiel_supplied": ("vehicles", "supplied"),
    "wounded_treated": ("soldiers", "treated"),
}
_SYLLABLES = [
    "ba",
    "den",
    "kor",
    "lim",
    "ar",
    "nov",
    "ra",
    "tel",
    "os",
    "min",
    "ga",
    "chi",
    "zu",
    "per",
    "mol",
    "vin",
    "sa",
    "dro",
    "kel",
    "una",
]


@dataclass(frozen=True, slots=True)
class Story:
    """Something that happened: what is asked about it, with the true figure of each question."""

    number: int
    types: tuple[str, ...]
    noun: str
    is_event: bool
    country: str
    other: str
    town: str
    day: date
    names: tuple[str, ...]
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as an article makes it. `question` is the story's claim that it is about."""

    question: tuple[int, str]
    type: str
    sentence: str
    quantifier: str
    figure: str
    low: Decimal | None
    high: Decimal | None
    roles: dict[str, str]
    place: str
    day: date | None
    who: str


@dataclass(frozen=True, slots=True)
class Report:
    """An article: `speaker` is the number of the story's speaker it quotes, 0 = the outlet itself."""

    story: int
    outlet: int
    speaker: int
    published: date
    title: str
    opening: str
    told: tuple[Told, ...]


class Newsroom:
    """Reports of stories, without end. Two of the same seed give the same."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._stories: list[Story] = []
        self._countries = _countries()

    def stories(self) -> Iterator[tuple[Story, list[Report]]]:
        """One story after the other, each with all of its reports."""
        while True:
            story = self._story()
            self._stories.append(story)
            yield story, [self.report(story) for _ in range(self._size(story))]

    def further(self, number: int) -> list[Report]:
        """Reports that come next: three of four about known stories, as often as these were reported."""
        chance, found = self._chance, []
        for _ in range(number):
            if chance.random() < 0.75 and self._stories:
                # The square of an even draw favours what Zipf's law would.
                story = self._stories[int(len(self._stories) * chance.random() ** 2)]
            else:
                story = self._story()
                self._stories.append(story)
            found.append(self.report(story))
        return found

    def _size(self, story: Story) -> int:
        """How many articles report a story: Zipf's law over 5,000 ranks."""
        most = 5000 if not story.is_event else 3000
        return min(most, int(1 / max(1e-9, 1 - self._chance.random()) ** 0.9))

    def _story(self) -> Story:
        chance = self._chance
        if self._stories and chance.random() < 0.125 and self._stories[-1].is_event:
            return self._twin(self._stories[-1])
        is_event = chance.random() < 0.85
        types, noun = chance.choice(EVENTS if is_event else LASTING)
        # Few countries are in the news all the time.
        country = self._countries[int(len(self._countries) * chance.random() ** 2.5)]
        return Story(
            number=len(self._stories),
            types=types,
            noun=noun,
            is_event=is_event,
            country=country,
            other=chance.choice(self._countries),
            town=self._name(3),
            day=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            names=tuple(self._name(2 + n % 2) for n in range(4)),
            figures=self._figures(len(types)),
        )

    def _twin(self, of: Story) -> Story:
        return Story(
            number=len(self._stories),
            types=of.types,
            noun=of.noun,
            is_event=True,
            country=of.country,
            other=of.other,
            town=of.town,
            day=of.day + timedelta(days=self._chance.randrange(5, 21)),
            names=tuple(self._name(2 + n % 2) for n in range(4)),
            figures=self._figures(len(of.types)),
        )

    def _figures(self, number: int) -> tuple[int, ...]:
        return tuple(int(5 * 10 ** (self._chance.random() * 3)) for _ in range(number))

    def _name(self, syllables: int) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=syllables)).title()

    def report(self, story: Story) -> Report:
        """One more article about a story."""
        chance = self._chance
        spread = 3 if story.is_event else 200
        delay = min(int(chance.expovariate(1 / spread)), 15 if story.is_event else 700)
        told = [
            self._told(story, n, delay)
            for n in range(len(story.types))
            if n == 0 or chance.random() < 0.7
            for _ in range(chance.choice((2, 3, 4)))
        ]
        chance.shuffle(told)
        names = chance.sample(story.names, 3)
        return Report(
            story=story.number,
            outlet=chance.randrange(OUTLETS),
            speaker=chance.randrange(4),
            published=story.day + timedelta(days=delay),
            title=f"{story.noun.title()} in {story.town}, {story.country}: {names[0]} speaks",
            opening=(
                f"{names[1]} came to {story.town} in {story.country} on the day after the {story.noun}. "
                f"The road from {names[2]} was closed, and {names[0]} asked for help."
            ),
            told=tuple(told),
        )

    def _told(self, story: Story, n: int, delay: int) -> Told:
        chance, claim_type = self._chance, story.types[n]
        known = max(1, round(story.figures[n] * min(1.0, 0.6 + 0.1 * delay)))
        quantifier = chance.choice(("exact", "exact", "approximately", "at_least", "vague"))
        figure, low, high = _worded(quantifier, known)
        what, verb = WORDS[claim_type]
        place = "" if chance.random() < 0.35 else story.town
        day = None if not story.is_event or chance.random() < 0.5 else story.day
        where = f" in {place}" if place else ""
        when = f" on {day:%d %B %Y}" if day else ""
        return Told(
            question=(story.number, claim_type),
            type=claim_type,
            sentence=f"{figure[0].upper()}{figure[1:]} {what} were {verb}{where}{when}, {story.names[0]} said.",
            quantifier=quantifier,
            figure=figure,
            low=low,
            high=high,
            roles=_roles(story, claim_type),
            place=place,
            day=day,
            who=what,
        )


def _worded(quantifier: str, known: int) -> tuple[str, Decimal | None, Decimal | None]:
    number = Decimal(known)
    if quantifier == "approximately":
        return f"about {known:,}", number, number
    if quantifier == "at_least":
        return f"at least {known:,}", number, None
    if quantifier == "vague":
        low, word = next((n, w) for n, w in _VAGUE if known >= n or n == 24)
        return word, Decimal(low), Decimal(low * 10 - 1)
    return f"{known:,}", number, number


_VAGUE = ((2000, "thousands of"), (200, "hundreds of"), (24, "dozens of"))


def _roles(story: Story, claim_type: str) -> dict[str, str]:
    if claim_type in ("troops_deployed", "workers_sent"):
        return {"group": story.country, "target": story.other}
    if claim_type == "materiel_supplied":
        return {"actor": story.country, "target": story.other, "item": "vehicles"}
    if claim_type == "wounded_treated":
        return {"group": story.country, "actor": story.other}
    return {}


@cache
def _countries() -> list[str]:
    found = sorted({name.country for name in country_names().values()})
    random.Random(7).shuffle(found)  # noqa: S311
    return found
