"""The rules by which a status is computed, each asked in turn and each saying what it found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from claims.figures import Dated, Terms
from claims.independence import Ties, independent_sources
from claims.weighing.agreeing import agreement, current_origins, says
from claims.weighing.headline import Headline, exclusive_pair, headline
from claims.weighing.types import Evidence, Objection, OriginEvidence, Ref, Rule, Status, Verdict
from claims.weighing.words import counted_words, named

# A rule names at most so many of the origins or statements it rests on.
NAMED = 20


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask about. `current` are the counted origins whose figures the headline is
    over."""

    evidence: Evidence
    counted: tuple[OriginEvidence, ...]
    current: tuple[OriginEvidence, ...]
    is_exact: bool
    headline: Headline | None
    terms: Terms

    @property
    def at_least(self) -> str:
        """Before a number of challenges: when there are too many, not all are looked at."""
        return "at least " if self.evidence.objection_count > len(self.evidence.objections) else ""

    @property
    def count_words(self) -> str:
        at_least = "" if self.is_exact else "at least "
        return at_least + counted_words(len(self.counted), "independent origin")


def weigh(evidence: Evidence, terms: Terms, ties: Ties | None = None) -> Verdict:
    """Ask every rule; the first that is met and leads to a status decides."""
    allowed = [o.source for o in evidence.origins if not o.barred]
    independence = independent_sources(allowed, ties)
    by_id = {o.source.id: o for o in evidence.origins}
    counted = tuple(by_id[i] for i in independence.counted)
    figured = [o for o in counted if o.newest]
    top = headline(_newest(figured), terms)
    current = current_origins(top, counted)
    is_exact = independence.is_exact and evidence.origin_count <= len(evidence.origins)
    facts = Facts(evidence, counted, current, is_exact, top, terms)
    rules = tuple(ask(facts) for ask in RULES)
    decisive = (rule.leads_to for rule in rules if rule.met and rule.leads_to)
    return Verdict(next(decisive, Status.UNASSESSED), rules, independence, top, counted)


def _newest(origins: Sequence[OriginEvidence]) -> list[Dated]:
    return [o.newest for o in origins if o.newest]


def _refs(origins: Sequence[OriginEvidence]) -> tuple[Ref, ...]:
    return tuple(o.ref for o in origins[:NAMED])


def known_origin(facts: Facts) -> Rule:
    """Is it known where any report comes from?"""
    evidence = facts.evidence
    text = (
        f"{facts.count_words} behind {counted_words(evidence.reports, 'report')} in "
        f"{counted_words(evidence.outlets, 'outlet')}"
    )
    if evidence.statements and not evidence.reports:
        said = counted_words(evidence.statements, "statement")
        text = f"no report states it as so; {said} on it deny, doubt or do not comment"
    return Rule("known_origin", bool(facts.counted), text, _refs(facts.counted))


def doubt(facts: Facts) -> Rule:
    """Does anybody doubt it? A flag beside the status."""
    doubting = facts.evidence.doubting
    if not doubting:
        return Rule("doubt", False, "nobody doubts that it is plausible")
    text = (
        f"{facts.at_least}{counted_words(len(doubting), 'doubt')}{_repeated(doubting)}: a flag, which "
        "does not change the status"
    )
    return Rule("doubt", True, text, tuple(o.voice for o in doubting[:NAMED]))


def challenge(facts: Facts) -> Rule:
    """Does a denial, contradiction or retraction stand?"""
    disputing = facts.evidence.disputing
    if not disputing:
        text = "no denial, contradiction or retraction stands"
        return Rule("challenge", False, text, leads_to=Status.DISPUTED)
    number = len(disputing)
    what = counted_words(number, "denial or contradiction", "denials or contradictions")
    verb = "stands" if number == 1 else "stand"
    text = f"{facts.at_least}{what} {verb}{_repeated(disputing)}"
    refs = tuple(o.voice for o in disputing[:NAMED])
    return Rule("challenge", True, text, refs, Status.DISPUTED)


def _repeated(objections: Sequence[Objection]) -> str:
    """In how many reports, when more reports than voices."""
    reports = sum(o.reports for o in objections)
    return f", in {counted_words(reports, 'report')}" if reports > len(objections) else ""


def figures(facts: Facts) -> Rule:
    """Do figures of independent origins exclude each other?"""
    current = facts.current
    if pair := exclusive_pair(_newest(current), facts.terms.tolerance):
        first, second = (current[place] for place in pair)
        text = f"figures of independent origins exclude each other: {says(first)}, {says(second)}"
        return Rule("figures", True, text, _refs((first, second)), Status.DISPUTED)
    if len(current) > 1:
        text = "no two figures of independent origins exclude each other"
    else:
        text = "there are no two figures of independent origins to compare"
    return Rule("figures", False, text, _refs(current), Status.DISPUTED)


def corroboration(facts: Facts) -> Rule:
    """Do two or more independent origins agree?"""
    counted, current = facts.counted, facts.current
    leads_to = Status.CORROBORATED
    if len(counted) < 2:
        text = "fewer than two independent origins"
        return Rule("corroboration", False, text, _refs(counted), leads_to)
    if facts.headline is None:
        text = f"{facts.count_words} say so, none with a figure"
        return Rule("corroboration", True, text, _refs(counted), leads_to)
    if len(current) < 2:
        text = f"{facts.count_words}, {_alone(facts)}"
        return Rule("corroboration", False, text, _refs(counted), leads_to)
    if facts.headline.agree is False:
        return Rule("corroboration", False, "their figures do not agree", _refs(current), leads_to)
    text = (
        f"the newest figures of {counted_words(len(current), 'independent origin')} "
        f"{agreement(facts.headline, facts.terms)} – {named([says(o) for o in current])}"
    )
    return Rule("corroboration", True, text, _refs(current), leads_to)


def single_source(facts: Facts) -> Rule:
    """Is there one independent origin to go by?"""
    current = facts.current or facts.counted
    if not current:
        text = "no report says where it comes from"
        return Rule("single_source", False, text, leads_to=Status.SINGLE_SOURCE)
    is_one = len(current) == 1
    if is_one and len(facts.counted) > 1:
        text = f"{facts.count_words}, {_alone(facts)}; the figure rests on one origin"
    elif is_one:
        text = "one independent origin to go by, however many reports and outlets repeat it"
    else:
        text = "there is more than one independent origin to go by"
    return Rule("single_source", is_one, text, _refs(current), Status.SINGLE_SOURCE)


def _alone(facts: Facts) -> str:
    """Why one of several origins stands alone with its figure."""
    figured = [o.newest.figure for o in facts.counted if o.newest]
    if len(figured) < 2:
        return "of which one gives the figure"
    units = sorted({figure.unit or "no unit" for figure in figured})
    if len(units) > 1:
        why = f"they count in different units ({', '.join(units)})"
    else:
        why = "their figures are of different times, a series"
    return f"of which one gives the newest figure: {why}, and one does not support the other"


# In this order; where two lead to a status, the first that is met decides.
RULES: tuple[Callable[[Facts], Rule], ...] = (
    known_origin,
    doubt,
    challenge,
    figures,
    corroboration,
    single_source,
)
