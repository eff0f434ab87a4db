"""What would give a claim another status, found by asking the rules again with other evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from claims.figures import (
    Dated,
    Figure,
    Interval,
    Terms,
)
from claims.independence import Ties, independent_sources
from claims.weighing.agreeing import says
from claims.weighing.asking import (
    NEW,
    NOBODY,
    Asking,
    another,
    by_status,
    latest,
    with_newer,
    without_doubts,
)
from claims.weighing.rules import weigh
from claims.weighing.spans import in_words
from claims.weighing.types import (
    Change,
    Evidence,
    Objection,
    OriginEvidence,
    Status,
    Verdict,
)
from claims.weighing.words import counted_words, named

# So many origins, and so many challenges, are each asked about by name.
ASKED = 8


def what_would_change(
    evidence: Evidence, verdict: Verdict, terms: Terms, ties: Ties
) -> tuple[Change, ...]:
    """Every single step that would lead to another status than the verdict's; where none would, the steps
    that would together.

    `ties` are those among the sources of the evidence.
    """
    asking = Asking(evidence, verdict, terms, ties)
    steps = (_new_origin, _newer_figure, _closing, _denial, _answered_doubts, _losing)
    found = tuple(change for step in steps for change in step(asking))
    return found or tuple(_together(asking))


def _new_origin(asking: Asking) -> Iterator[Change]:
    """One more origin, independent of all others, by the figure it gives."""
    evidence = asking.deciding()

    def status(figure: Figure | None) -> Status:
        return asking.status(
            replace(evidence, origins=(*evidence.origins, another(asking, figure)))
        )

    if asking.verdict.headline is None:
        if (to := status(None)) != asking.now:
            which = "One more independent origin" if evidence.origins else "One known origin"
            yield Change(f"{which} would make it {to.words}", to)
        return
    for to, spans in by_status(asking, evidence, status).items():
        text = f"One more independent origin with an exact figure {in_words(spans)} would make it {to.words}"
        if to is Status.DISPUTED and (means := asking.why_outside()):
            text = f"{text}: {means}"
        yield Change(text, to)


def _newer_figure(asking: Asking) -> Iterator[Change]:
    """A newer figure of one of the origins whose figures exclude each other."""
    top = asking.verdict.headline
    if top is None or top.agree is not False:
        return
    for origin in asking.verdict.counted[:ASKED]:
        evidence = asking.deciding(without=origin)

        def status(
            figure: Figure, origin: OriginEvidence = origin, evidence: Evidence = evidence
        ) -> Status:
            newer = replace(origin, newest=Dated(figure, latest(asking)))
            return asking.status(with_newer(evidence, newer))

        for to, spans in by_status(asking, evidence, status, origin).items():
            text = f"A newer exact figure of {origin.ref.label} {in_words(spans)} would make it {to.words}"
            yield Change(text, to, (origin.ref,))


def _closing(asking: Asking) -> Iterator[Change]:
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


def _denial(asking: Asking) -> Iterator[Change]:
    denial = Objection(NEW, "denies", NOBODY, disputes=True)
    evidence = asking.deciding()
    to = asking.status(replace(evidence, objections=(*evidence.objections, denial)))
    if to != asking.now:
        yield Change(f"A denial would make it {to.words}", to)


def _answered_doubts(asking: Asking) -> Iterator[Change]:
    """An editor's word that speakers who may be one are two."""
    sources = [without_doubts(o.source) for o in asking.evidence.origins if not o.barred]
    if all(not v.may_be for o in asking.evidence.origins for v in o.source.voices):
        return
    count = independent_sources(sources).count
    origins = tuple(replace(o, source=without_doubts(o.source)) for o in asking.evidence.origins)
    to = weigh(replace(asking.evidence, origins=origins), asking.terms).status
    if to != asking.now:
        text = (
            "An editor’s answer that speakers who may be one are not would leave "
            f"{count} independent origins and make it {to.words}"
        )
        yield Change(text, to)


def _losing(asking: Asking) -> Iterator[Change]:
    """The claim without one of the origins that count."""
    for origin in asking.verdict.counted[:ASKED]:
        left = tuple(o for o in asking.evidence.origins if o.source.id != origin.source.id)
        to = asking.status(replace(asking.evidence, origins=left))
        if to != asking.now:
            yield Change(f"Without {origin.ref.label} it would be {to.words}", to, (origin.ref,))


def _together(asking: Asking) -> Iterator[Change]:
    """All challenges closed, and newer figures of those that exclude what most others agree on: what it
    takes when one step leaves another reason for the status."""
    evidence, parts, refs = asking.evidence, [], []
    if disputing := evidence.disputing:
        parts.append(_closing_words(disputing))
        refs += [o.voice for o in disputing[:ASKED]]
        evidence = replace(evidence, objections=evidence.doubting)
    if outliers := _outliers(asking):
        agreed, others = outliers
        newer = "a newer figure" if len(others) == 1 else "newer figures"
        names = named([o.ref.label for o in others])
        agree = "agrees" if len(others) == 1 else "agree"
        parts.append(f"{newer} of {names} that {agree} with {says(agreed)}")
        refs += [o.ref for o in others[:ASKED]]
        for one in others:
            assert agreed.newest is not None
            evidence = with_newer(evidence, replace(one, newest=agreed.newest))
    if len(parts) == 0 or (to := asking.status(evidence)) == asking.now:
        return
    text = " and ".join(parts)
    yield Change(f"{text[0].upper()}{text[1:]} would make it {to.words}", to, tuple(refs))


def _closing_words(disputing: Sequence[Objection]) -> str:
    if len(disputing) > 1:
        return f"closing all {len(disputing)} challenges"
    return f"closing the challenge of {disputing[0].ref.label}"


def _outliers(asking: Asking) -> tuple[OriginEvidence, Sequence[OriginEvidence]] | None:
    """Of figures that exclude each other one that most of them agree with, and the origins of those
    that do not; None when they exclude each other not."""
    top, current = asking.verdict.headline, asking.current
    if top is None or top.agree is not False:
        return None
    # Intervals that all meet share the beginning of the last of them.
    spans = [(o, asking.interval(o)) for o in current]
    agreed, at = max(
        ((o, span.low) for o, span in spans),
        key=lambda one: sum(_holds(span, one[1]) for _, span in spans),
    )
    return agreed, [o for o, span in spans if not _holds(span, at)]


def _holds(span: Interval, number: Decimal) -> bool:
    return span.low <= number and (span.high is None or number <= span.high)
