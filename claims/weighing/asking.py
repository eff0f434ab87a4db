"""Asking the rules again with other evidence: what the questions have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from claims.figures import Dated, Figure, Interval, Quantifier, Terms, interval
from claims.independence import Source, Ties, Voice
from claims.weighing.agreeing import current_origins
from claims.weighing.rules import weigh
from claims.weighing.spans import Span, what_they_mean
from claims.weighing.types import Evidence, OriginEvidence, Ref, Status, Verdict

# With so many the rules speak of several, and more make no difference.
_SEVERAL = 2
NEW = -1
NOBODY = Ref("", "", "")


@dataclass(frozen=True, slots=True)
class Asking:
    evidence: Evidence
    verdict: Verdict
    terms: Terms
    ties: Ties

    @property
    def now(self) -> Status:
        return self.verdict.status

    def deciding(self, without: OriginEvidence | None = None) -> Evidence:
        """A few of the counted origins, which lead to the status that all of them lead to, whatever
        figure is added to them: those whose ends decide whether figures exclude each other, the newest,
        and so many that one is told from several."""
        counted = [o for o in self.verdict.counted if o != without]
        top = self.verdict.headline
        figured = [o for o in self.verdict.counted if o.newest]
        current = [o for o in self.current if o != without]
        kept = [*counted[:_SEVERAL], *current[:_SEVERAL], *self._outermost(current)]
        if top:
            kept.append(max(figured, key=_newness))
        ids = {o.source.id for o in kept}
        origins = tuple(o for o in self.verdict.counted if o == without or o.source.id in ids)
        return replace(self.evidence, origins=origins, origin_count=len(origins))

    def _outermost(self, origins: Sequence[OriginEvidence]) -> list[OriginEvidence]:
        """Of figured origins the one whose figure ends first, and the one whose figure begins last."""
        spans = [(o, self.interval(o)) for o in origins]
        ending = [
            (span.high, place) for place, (_, span) in enumerate(spans) if span.high is not None
        ]
        beginning = [(-span.low, place) for place, (_, span) in enumerate(spans)]
        return [origins[min(ends)[1]] for ends in (ending, beginning) if ends]

    def why_outside(self) -> str:
        """What the figures may mean beside which another has to lie, where their words do not say."""
        outermost = {o.source.id: o for o in self._outermost(self.current)}
        return what_they_mean(list(outermost.values()), self.terms)

    @property
    def current(self) -> tuple[OriginEvidence, ...]:
        """The counted origins whose figures the headline is over."""
        return current_origins(self.verdict.headline, self.verdict.counted)

    def interval(self, origin: OriginEvidence) -> Interval:
        assert origin.newest is not None
        return interval(origin.newest.figure, self.terms.tolerance)

    def status(self, evidence: Evidence) -> Status:
        return weigh(evidence, self.terms, self.ties).status


def _newness(origin: OriginEvidence) -> date:
    return (origin.newest and origin.newest.as_of) or date.min


def by_status(
    asking: Asking,
    evidence: Evidence,
    status: Callable[[Figure], Status],
    without: OriginEvidence | None = None,
) -> dict[Status, list[Span]]:
    """The numbers that an exact figure would have to be to lead to each other status.

    Only at the ends of the figures that decide can the answer change: it is asked at every end and
    between every two of them.
    """
    unit = asking.verdict.headline.unit if asking.verdict.headline else ""
    ends = sorted(set(_ends(asking, evidence, without)))
    probes: list[tuple[Span, Decimal]] = []
    if ends[0] > 0:
        probes.append((Span(None, ends[0], open_high=True), ends[0] / 2))
    for low, high in pairwise(ends):
        probes.append((Span(low, low), low))
        probes.append((Span(low, high, True, True), (low + high) / 2))
    probes += [
        (Span(ends[-1], ends[-1]), ends[-1]),
        (Span(ends[-1], None, True), ends[-1] * 2 + 1),
    ]
    found: dict[Status, list[Span]] = {}
    before: Status | None = None
    for span, number in probes:
        to = status(Figure("", Quantifier.EXACT, number, number, unit))
        spans = found.setdefault(to, [])
        if to == before:
            first = spans.pop()
            span = Span(first.low, span.high, first.open_low, span.open_high)
        spans.append(span)
        before = to
    found.pop(asking.now, None)
    return dict(sorted(found.items()))


def _ends(asking: Asking, evidence: Evidence, without: OriginEvidence | None) -> Iterator[Decimal]:
    yield Decimal(0)
    for origin in evidence.origins:
        if origin.newest and origin != without:
            numbers = asking.interval(origin)
            yield numbers.low
            if numbers.high is not None:
                yield numbers.high


def another(asking: Asking, figure: Figure | None) -> OriginEvidence:
    voice = Voice("another", "another origin")
    source = Source(NEW, "another origin", is_known=True, voices=(voice,))
    newest = Dated(figure, latest(asking)) if figure else None
    return OriginEvidence(source, NOBODY, 1, newest)


def latest(asking: Asking) -> date | None:
    days = [o.newest.as_of for o in asking.verdict.counted if o.newest and o.newest.as_of]
    return max(days, default=None)


def with_newer(evidence: Evidence, newer: OriginEvidence) -> Evidence:
    origins = tuple(newer if o.source.id == newer.source.id else o for o in evidence.origins)
    return replace(evidence, origins=origins)


def without_doubts(source: Source) -> Source:
    return replace(source, voices=tuple(replace(v, may_be=frozenset()) for v in source.voices))
