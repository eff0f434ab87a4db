"""What would give a claim another status, found by asking the rules again with other evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from claims.figures import (
    Dated,
    Figure,
    Interval,
    Quantifier,
    Terms,
    interval,
    number_text,
    whole_down,
    whole_up,
)
from claims.independence import Source, Ties, Voice, independent_sources
from claims.weighing.rules import weigh
from claims.weighing.types import (
    Change,
    Evidence,
    Objection,
    OriginEvidence,
    Ref,
    Status,
    Verdict,
)
from claims.weighing.words import counted_words

# So many origins, and so many challenges, are each asked about by name.
ASKED = 8
# With so many the rules speak of several, and more make no difference.
_SEVERAL = 2
_NEW = -1
_NOBODY = Ref("", "", "")


def what_would_change(
    evidence: Evidence, verdict: Verdict, terms: Terms, ties: Ties
) -> tuple[Change, ...]:
    """Every single step that would lead to another status than the verdict's.

    `ties` are those among the sources of the evidence.
    """
    asking = _Asking(evidence, verdict, terms, ties)
    steps = (_new_origin, _newer_figure, _closing, _denial, _answered_doubts, _losing)
    return tuple(change for step in steps for change in step(asking))


@dataclass(frozen=True, slots=True)
class _Asking:
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
        current = [figured[place] for place in top.over] if top else []
        current = [o for o in current if o != without]
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

    def interval(self, origin: OriginEvidence) -> Interval:
        assert origin.newest is not None
        return interval(origin.newest.figure, self.terms.tolerance)

    def status(self, evidence: Evidence) -> Status:
        return weigh(evidence, self.terms, self.ties).status


def _newness(origin: OriginEvidence) -> date:
    return (origin.newest and origin.newest.as_of) or date.min


def _new_origin(asking: _Asking) -> Iterator[Change]:
    """One more origin, independent of all others, by the figure it gives."""
    evidence = asking.deciding()

    def status(figure: Figure | None) -> Status:
        return asking.status(
            replace(evidence, origins=(*evidence.origins, _another(asking, figure)))
        )

    if asking.verdict.headline is None:
        if (to := status(None)) != asking.now:
            which = "One more independent origin" if evidence.origins else "One known origin"
            yield Change(f"{which} would make it {to.words}", to)
        return
    for to, spans in _by_status(asking, evidence, status).items():
        text = f"One more independent origin with a figure {_or(spans)} would make it {to.words}"
        yield Change(text, to)


def _newer_figure(asking: _Asking) -> Iterator[Change]:
    """A newer figure of one of the origins whose figures exclude each other."""
    top = asking.verdict.headline
    if top is None or top.agree is not False:
        return
    for origin in asking.verdict.counted[:ASKED]:
        evidence = asking.deciding(without=origin)

        def status(
            figure: Figure, origin: OriginEvidence = origin, evidence: Evidence = evidence
        ) -> Status:
            newer = replace(origin, newest=Dated(figure, _latest(asking)))
            return asking.status(_with(evidence, newer))

        for to, spans in _by_status(asking, evidence, status, origin).items():
            text = f"A newer figure of {origin.ref.label} {_or(spans)} would make it {to.words}"
            yield Change(text, to, (origin.ref,))


def _closing(asking: _Asking) -> Iterator[Change]:
    """Closing the challenges that stand, one by one and all together."""
    disputing = asking.evidence.disputing
    evidence = asking.deciding()
    for one in disputing[:ASKED]:
        left = tuple(o for o in evidence.objections if o.id != one.id)
        if (to := asking.status(replace(evidence, objections=left))) != asking.now:
            what = f", {counted_words(one.reports, 'report')}" if one.reports > 1 else ""
            text = f"Closing the challenge of {one.ref.label} ({one.what}{what}) would make it {to.words}"
            yield Change(text, to, (one.ref,))
    to = asking.status(replace(evidence, objections=evidence.doubting))
    if len(disputing) > 1 and to != asking.now:
        refs = tuple(o.voice for o in disputing[:ASKED])
        yield Change(f"Closing all {len(disputing)} challenges would make it {to.words}", to, refs)


def _denial(asking: _Asking) -> Iterator[Change]:
    denial = Objection(_NEW, "denies", _NOBODY, disputes=True)
    evidence = asking.deciding()
    to = asking.status(replace(evidence, objections=(*evidence.objections, denial)))
    if to != asking.now:
        yield Change(f"A denial would make it {to.words}", to)


def _answered_doubts(asking: _Asking) -> Iterator[Change]:
    """An editor's word that speakers who may be one are two."""
    sources = [_without_doubts(o.source) for o in asking.evidence.origins if not o.barred]
    if all(not v.may_be for o in asking.evidence.origins for v in o.source.voices):
        return
    count = independent_sources(sources).count
    origins = tuple(replace(o, source=_without_doubts(o.source)) for o in asking.evidence.origins)
    to = weigh(replace(asking.evidence, origins=origins), asking.terms).status
    if to != asking.now:
        text = (
            "An editor’s answer that speakers who may be one are not would leave "
            f"{count} independent origins and make it {to.words}"
        )
        yield Change(text, to)


def _losing(asking: _Asking) -> Iterator[Change]:
    """The claim without one of the origins that count."""
    for origin in asking.verdict.counted[:ASKED]:
        left = tuple(o for o in asking.evidence.origins if o.source.id != origin.source.id)
        to = asking.status(replace(asking.evidence, origins=left))
        if to != asking.now:
            yield Change(f"Without {origin.ref.label} it would be {to.words}", to, (origin.ref,))


# --- Which figures lead where ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Span:
    """Numbers from `low` to `high`; None = without end; ends count unless `open_*`."""

    low: Decimal | None
    high: Decimal | None
    open_low: bool = False
    open_high: bool = False


def _by_status(
    asking: _Asking,
    evidence: Evidence,
    status: Callable[[Figure], Status],
    without: OriginEvidence | None = None,
) -> dict[Status, list[_Span]]:
    """The numbers that an exact figure would have to be to lead to each other status.

    Only at the ends of the figures that decide can the answer change: it is asked at every end and
    between every two of them.
    """
    unit = asking.verdict.headline.unit if asking.verdict.headline else ""
    ends = sorted(set(_ends(asking, evidence, without)))
    probes: list[tuple[_Span, Decimal]] = []
    if ends[0] > 0:
        probes.append((_Span(None, ends[0], open_high=True), ends[0] / 2))
    for low, high in pairwise(ends):
        probes.append((_Span(low, low), low))
        probes.append((_Span(low, high, True, True), (low + high) / 2))
    probes += [
        (_Span(ends[-1], ends[-1]), ends[-1]),
        (_Span(ends[-1], None, True), ends[-1] * 2 + 1),
    ]
    found: dict[Status, list[_Span]] = {}
    before: Status | None = None
    for span, number in probes:
        to = status(Figure("", Quantifier.EXACT, number, number, unit))
        spans = found.setdefault(to, [])
        if to == before:
            first = spans.pop()
            span = _Span(first.low, span.high, first.open_low, span.open_high)
        spans.append(span)
        before = to
    found.pop(asking.now, None)
    return dict(sorted(found.items()))


def _ends(asking: _Asking, evidence: Evidence, without: OriginEvidence | None) -> Iterator[Decimal]:
    yield Decimal(0)
    for origin in evidence.origins:
        if origin.newest and origin != without:
            numbers = asking.interval(origin)
            yield numbers.low
            if numbers.high is not None:
                yield numbers.high


def _or(spans: list[_Span]) -> str:
    if len(spans) == 2 and not spans[0].low and spans[0].high == spans[1].low and not spans[1].high:
        return f"other than {_span_words(_Span(spans[1].low, spans[1].low)).removeprefix('of ')}"
    return " or ".join(map(_span_words, spans))


def _span_words(span: _Span) -> str:
    low = None if span.low is None else number_text(_inside(span.low, up=not span.open_low))
    high = None if span.high is None else number_text(_inside(span.high, up=span.open_high))
    if low is None or (span.low == 0 and not span.open_low and high is not None):
        return f"below {high}" if span.open_high else f"up to {high}"
    if high is None:
        return f"above {low}" if span.open_low else f"of {low} or more"
    if low == high:
        return f"of {low}"
    if not span.open_low and not span.open_high:
        return f"between {low} and {high}"
    return f"{'above' if span.open_low else 'from'} {low} and {'below' if span.open_high else 'up to'} {high}"


def _inside(number: Decimal, *, up: bool) -> Decimal:
    """People and things are whole: the number that says the same of whole numbers."""
    if abs(number) < 1:
        return number
    return whole_up(number) if up else whole_down(number)


# --- Other evidence --------------------------------------------------------------------------


def _another(asking: _Asking, figure: Figure | None) -> OriginEvidence:
    voice = Voice("another", "another origin")
    source = Source(_NEW, "another origin", is_known=True, voices=(voice,))
    newest = Dated(figure, _latest(asking)) if figure else None
    return OriginEvidence(source, _NOBODY, 1, newest)


def _latest(asking: _Asking) -> date | None:
    days = [o.newest.as_of for o in asking.verdict.counted if o.newest and o.newest.as_of]
    return max(days, default=None)


def _with(evidence: Evidence, newer: OriginEvidence) -> Evidence:
    origins = tuple(newer if o.source.id == newer.source.id else o for o in evidence.origins)
    return replace(evidence, origins=origins)


def _without_doubts(source: Source) -> Source:
    return replace(source, voices=tuple(replace(v, may_be=frozenset()) for v in source.voices))
