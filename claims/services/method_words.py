"""What the method page says of the rules, taken from the rules themselves."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claims.figures import Figure, Quantifier, interval, number_text
from claims.linking import weights as w
from claims.services.evidence import terms
from claims.weighing import Evidence, Status, weigh
from claims.weighing.rules import RULES

# What one weight does, from its size in log-odds.
_STRENGTHS = ((3.0, "decides nearly alone"), (1.5, "strong"), (0.7, "clear"), (0.0, "slight"))


@dataclass(frozen=True, slots=True)
class Weight:
    """One thing that speaks for or against two statements answering one question; `points` are log-odds,
    as they stand among the reasons of a placement."""

    what: str
    points: float

    @property
    def strength(self) -> str:
        return next(words for least, words in _STRENGTHS if abs(self.points) >= least)

    @property
    def is_for(self) -> bool:
        return self.points > 0


def linking_weights() -> tuple[Weight, ...]:
    """The weights that a reader meets most, from the strongest for to the strongest against."""
    found = (
        Weight("the stories are alike, at most", w.STORY_MOST),
        Weight("the same words are quoted", w.SAME_QUOTE),
        Weight("the sentences speak of the same, at most", w.SETTING_MOST),
        Weight("a party in common", w.SHARED_PARTY),
        Weight("both tell it first", w.BOTH_PROMINENT),
        Weight("the same place", w.SAME_PLACE),
        Weight("the same day named", w.SAME_DAY),
        Weight("both count the same sort of people or things", w.SAME_KIND),
        Weight("the same origin", w.SAME_ORIGIN),
        Weight("a figure that agrees", w.NEAR_FIGURE),
        Weight(f"reported within {w.PUBLISHED_APART[0][0]} days", w.PUBLISHED_APART[0][1]),
        Weight("another country", w.OTHER_COUNTRY),
        Weight("one tells of an earlier event", w.OLDER_EVENT),
        Weight("they count different sorts of people or things", w.OTHER_KIND),
        Weight("one counts over a long time, the other an event", w.PERIOD_OR_EVENT),
        Weight("the stories are unlike, at most", w.STORY_LEAST),
        Weight("the figures are far apart, at most", w.FAR_FIGURE_LEAST),
        Weight("one counts a part of the other’s total", w.PART_OF_TOTAL),
        Weight("another figure in the same article", w.OTHER_FIGURE_HERE),
    )
    return tuple(sorted(found, key=lambda weight: -weight.points))


def figure_examples() -> list[tuple[str, str, str]]:
    """Figures as articles word them, with the numbers they are read as; an open end is empty."""
    low, high = Decimal(300), Decimal(500)
    worded = (
        Figure("300", Quantifier.EXACT, low, low, ""),
        Figure("about 300", Quantifier.APPROXIMATELY, low, low, ""),
        Figure("at least 300", Quantifier.AT_LEAST, low, None, ""),
        Figure("up to 300", Quantifier.AT_MOST, None, low, ""),
        Figure("between 300 and 500", Quantifier.BETWEEN, low, high, ""),
    )
    read = [(figure.text, interval(figure, terms().tolerance)) for figure in worded]
    return [
        (text, number_text(one.low), number_text(one.high) if one.high is not None else "")
        for text, one in read
    ]


def rules_asked() -> list[tuple[str, Status | None]]:
    """What the rules of a status ask, in their order, with the status each leads to."""
    answers = weigh(Evidence(), terms()).rules
    questions = [" ".join((ask.__doc__ or "").split()) for ask in RULES]
    return [(question, one.leads_to) for question, one in zip(questions, answers, strict=True)]
