"""What speaks for and against a statement answering a claim's question.

Each function gives points (log-odds, weights in `weights.py`) and says why in words; no words, no points.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from claims.catalogue import ClaimType
from claims.linking import weights as w
from claims.linking.amounts import agree, distance, is_same, magnitude
from claims.linking.stories import likeness, shared_terms, shared_weight
from claims.linking.times import days_apart, is_period, is_precise
from claims.linking.types import Days, Statement

# Two translations of one quotation score above this (0..100, token set ratio), others below.
SAME_QUOTE = 68


@dataclass(frozen=True, slots=True)
class Points:
    """Log-odds for (or, below 0, against) the same question, and why."""

    points: float
    why: str


NOTHING = Points(0.0, "")


def parties(claim_type: ClaimType, statement: Statement, claim: Statement) -> Points:
    """The parties that both name, and those that only one names."""
    shared, points = [], 0.0
    for role in claim_type.key_roles:
        ours, theirs = statement.roles.get(role, ""), claim.roles.get(role, "")
        if ours and ours == theirs:
            shared.append(ours)
            points += w.SHARED_ITEM if role == "item" else w.SHARED_PARTY
        elif ours and theirs:
            points += w.OTHER_TARGET
        elif (ours or theirs) and not (claim_type.event_bound and role == "group"):
            points += w.MISSING_PARTY
    if not shared:
        return Points(points, "no party in common") if points else NOTHING
    return Points(points, f"same parties: {', '.join(shared)}")


def group(statement: Statement, claim: Statement) -> Points:
    """A nation among those counted: the whole when the story is about it, else a part."""
    ours, theirs = statement.roles.get("group", ""), claim.roles.get("group", "")
    if not (ours or theirs) or (ours and theirs):
        return NOTHING
    named, other = ours or theirs, claim if ours else statement
    if named in other.countries[: w.MAIN_COUNTRIES]:
        return Points(w.GROUP_OF_STORY, f"all in the story are of {named}")
    return Points(w.GROUP_IS_PART, f"one counts those of {named}, the other everybody")


def part(statement: Statement, claim: Statement) -> Points:
    """A part of a total is another question than the total."""
    ours, theirs = statement.roles.get("part", ""), claim.roles.get("part", "")
    if ours == theirs:
        return NOTHING
    return Points(w.PART_OF_TOTAL, f"{ours or theirs} are a part of those counted")


def kind(statement: Statement, claim: Statement) -> Points:
    """What sort of people or things both count."""
    ours, theirs = set(statement.kinds), set(claim.kinds)
    if not ours or not theirs:
        return NOTHING
    common = ours & theirs
    if common - {""}:
        return Points(w.SAME_KIND, f"both count {_list(common - {''})}")
    if common:
        return NOTHING
    told = f"one counts {_list(ours)}, the other {_list(theirs)}"
    if "" in ours | theirs:
        return Points(w.KIND_OR_ALL, told)
    if any(a.startswith(f"{b}/") or b.startswith(f"{a}/") for a in ours for b in theirs):
        return Points(w.NARROWER_KIND, told)
    return Points(w.OTHER_KIND, told)


def age(statement: Statement, claim: Statement) -> Points:
    """How old the one is that each tells of."""
    if not statement.ages or not claim.ages:
        return NOTHING
    apart = min(abs(a - b) for a in statement.ages for b in claim.ages)
    if apart <= w.AGE_APART:
        ours, theirs = statement.reported, claim.reported
        # Over a longer time many of one age come to harm.
        is_soon = ours and theirs and days_apart(ours, theirs) <= w.RECENT_DAYS
        return Points(w.SAME_AGE, "the same age") if is_soon and apart == 0 else NOTHING
    return Points(w.OTHER_AGE, f"aged {statement.ages[0]}, not {claim.ages[0]}")


def whole(statement: Statement, claim: Statement) -> Points:
    """Nothing narrows either down: both count all the victims of their story."""
    if all(_is_whole(one) for one in (statement, claim)):
        return Points(w.BOTH_WHOLE, "both count everybody")
    return NOTHING


def _is_whole(one: Statement) -> bool:
    return set(one.kinds) <= {""} and not (one.places or one.days or one.roles.get("group"))


def place(statement: Statement, claim: Statement) -> Points:
    """Where it happened."""
    common = _words(statement.places) & _words(claim.places)
    if common:
        return Points(w.SAME_PLACE, f"place: {' '.join(sorted(common))}")
    ours, theirs = set(statement.within), set(claim.within)
    if ours & theirs:
        return Points(w.SAME_COUNTRY, f"both in {', '.join(sorted(ours & theirs))}")
    if ours and theirs:
        return Points(w.OTHER_COUNTRY, f"in {_list(ours)}, not {_list(theirs)}")
    if statement.places and claim.places:
        return Points(
            w.OTHER_PLACE, f"places named differently: {statement.places[0]}, {claim.places[0]}"
        )
    return NOTHING


def time(claim_type: ClaimType, statement: Statement, claim: Statement) -> Points:
    """When it happened; a report of an event without a day speaks of the days before it."""
    ours, theirs = _precise(statement), _precise(claim)
    apart = min((days_apart(a, b) for a in ours for b in theirs), default=w.RECENT_DAYS)
    if not claim_type.event_bound:
        return Points(w.SAME_DAY, "the same day named") if apart == 0 else NOTHING
    if _counts_a_period(statement) != _counts_a_period(claim):
        return Points(w.PERIOD_OR_EVENT, "one counts over a long time")
    if ours and theirs:
        if apart == 0:
            return Points(w.SAME_DAY, "the same day named")
        # Overnight, or in another time zone.
        return Points(
            w.NEXT_DAY if apart == 1 else w.NEAR_DAY, f"days named that are {apart} apart"
        )
    named, other = (ours, claim) if ours else (theirs, statement)
    if named and other.reported:
        away = min(days_apart(days, other.reported) for days in named)
        if away > w.RECENT_DAYS:
            return Points(w.OLDER_EVENT, "one tells of an earlier event")
    return NOTHING


def publication(claim_type: ClaimType, statement: Statement, claim: Statement) -> Points:
    """How long after the other reports the statement was published; standing questions stay open."""
    if not (statement.reported and claim.reported):
        return NOTHING
    away = days_apart(statement.reported, claim.reported)
    steps = w.PUBLISHED_APART if claim_type.event_bound else w.PUBLISHED_APART_OF_STANDING
    points = next((points for limit, points in steps if away <= limit), steps[-1][1])
    return Points(points, f"reported {away} days apart")


def story(claim_type: ClaimType, statement: Statement, claim: Statement) -> Points:
    """How alike the articles are as stories."""
    if statement.articles & claim.articles:
        return Points(w.SAME_ARTICLE, "told in the same article")
    if not statement.story or not claim.story:
        return NOTHING
    alike = likeness(statement.story, claim.story)
    least = w.STORY_LEAST if claim_type.event_bound else w.STORY_LEAST_OF_STANDING
    points = max(least, min(w.STORY_MOST, w.STORY * (alike - w.STORY_EVEN)))
    common = ", ".join(shared_terms(statement.story, claim.story, 4))
    return Points(points, f"stories alike by {alike:.0%}" + (f": {common}" if common else ""))


def setting(statement: Statement, claim: Statement) -> Points:
    """How alike the sentences are in what they speak of."""
    if not statement.setting or not claim.setting:
        return NOTHING
    alike = likeness(statement.setting, claim.setting)
    is_here = bool(statement.articles & claim.articles)
    if is_here and alike > w.SAME_SENTENCE:
        return NOTHING
    common = ", ".join(shared_terms(statement.setting, claim.setting, 4))
    least = w.SETTING_LEAST_HERE if is_here else w.SETTING_LEAST
    # Words that are in any report ("said", "year") make no two sentences alike.
    telling = min(1.0, shared_weight(statement.setting, claim.setting) / w.SETTING_WEIGHT)
    points = max(least, min(w.SETTING_MOST, w.SETTING * (alike * telling - w.SETTING_EVEN)))
    return Points(
        points, f"sentences share {common}" if common else "sentences share no telling word"
    )


def bare(statement: Statement, claim: Statement) -> Points:
    """Who speaks of an event's victims without a number means those that the story is about."""
    if statement.figures and claim.figures:
        return NOTHING
    if not statement.figures and not claim.figures:
        return Points(w.BOTH_BARE, "neither gives a figure")
    figured = claim if claim.figures else statement
    if figured.prominence:
        return Points(w.BARE, "without a figure: those that the story is about")
    return NOTHING


def prominence(statement: Statement, claim: Statement) -> Points:
    """What two articles of one story tell first is the same thing."""
    if statement.prominence and claim.prominence:
        is_here = bool(statement.articles & claim.articles)
        if is_here or likeness(statement.story, claim.story) >= w.ONE_STORY:
            return Points(w.BOTH_PROMINENT, "told first by both")
        return NOTHING
    if max(statement.prominence, claim.prominence) == 2:
        return Points(w.ONE_PROMINENT, "headline of one, detail of the other")
    return NOTHING


def figures(
    claim_type: ClaimType, statement: Statement, claim: Statement, tolerance: float
) -> Points:
    """How near the figures are; in one article two different figures are two questions."""
    if not statement.figures or not claim.figures:
        return NOTHING
    ours = statement.figures[0]
    apart = [distance(ours.figure, told.figure, tolerance) for told in claim.figures]
    known = [gap for gap in apart if gap is not None]
    here = [told.figure for told in claim.figures if told.article == ours.article]
    if here and not any(agree(ours.figure, figure, tolerance) for figure in here):
        return _conflict(claim_type, statement, claim)
    if any(is_same(ours.figure, told.figure) for told in claim.figures):
        size = magnitude(ours.figure)
        points = w.SAME_FIGURE + w.SAME_FIGURE_BY_MAGNITUDE * size if size else 0.0
        return Points(points, "the same figure")
    if not known:
        return Points(w.OTHER_UNIT, "figures in other units")
    if min(known) == 0:
        return Points(w.NEAR_FIGURE, "a figure that agrees")
    weight = w.FAR_FIGURE if claim_type.event_bound else w.FAR_FIGURE_OF_STANDING
    return Points(max(w.FAR_FIGURE_LEAST, weight * min(known)), "a figure that differs")


def _conflict(claim_type: ClaimType, statement: Statement, claim: Statement) -> Points:
    """Two figures in one article: a part, or another event, or (of two voices) a dispute."""
    if not claim_type.event_bound:
        return Points(w.OTHER_FIGURE_OF_STANDING, "another figure in the same article")
    if statement.origins and claim.origins and not statement.origins & claim.origins:
        return Points(w.OTHER_FIGURE_OF_ANOTHER, "another figure, by another voice of the article")
    return Points(
        w.OTHER_FIGURE_HERE, "another figure in the same article: a part, or another event"
    )


def company(statement: Statement, claim: Statement) -> Points:
    """Somebody's word that both rest on."""
    if statement.origins & claim.origins:
        return Points(w.SAME_ORIGIN, "from the same origin")
    return NOTHING


def quotes(statement: Statement, claim: Statement) -> Points:
    """One quotation, perhaps in two translations."""
    best = max(
        (fuzz.token_set_ratio(a, b) for a in statement.quotes for b in claim.quotes), default=0.0
    )
    if best >= SAME_QUOTE:
        return Points(w.SAME_QUOTE, f"the same words quoted ({best:.0f} of 100)")
    return NOTHING


def _counts_a_period(statement: Statement) -> bool:
    return bool(statement.days) and all(map(is_period, statement.days))


def _precise(statement: Statement) -> list[Days]:
    return [days for days in statement.days if is_precise(days)]


def _list(names: set[str]) -> str:
    return ", ".join(sorted(name.rpartition("/")[2] or "people in general" for name in names))


def _words(places: tuple[str, ...]) -> set[str]:
    words = {word for place in places for word in place.casefold().split()}
    return {word for word in words if len(word) > 2} - w.PLACE_WORDS
