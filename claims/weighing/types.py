"""What weighing takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from claims.figures import Dated
from claims.independence import Independence, Source
from claims.weighing.headline import Headline
from claims.weighing.words import in_reports


class Status(StrEnum):
    """How far a claim is to be believed (explained on the method page)."""

    UNASSESSED = "unassessed"
    SINGLE_SOURCE = "single_source"
    CORROBORATED = "corroborated"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    DISCOUNTED = "discounted"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Ref:
    """Something a reason rests on, so that a page can lead to it: an `origin`, or an `assertion`."""

    kind: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class OriginEvidence:
    """One origin behind a claim: how many articles rest on it, and the newest figure it gave.

    `barred` says why it is no source of the claim whatever else is known (the outlet names somebody
    for it, or its text is a copy); empty when it may be counted.
    """

    source: Source
    ref: Ref
    reports: int
    newest: Dated | None = None
    barred: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """A challenge that stands, of one voice however many `reports` repeat it. `ref` is the first of them
    and says who speaks. `disputes` False: a doubt, which is a flag only."""

    id: int
    what: str
    ref: Ref
    disputes: bool
    reports: int = 1

    @property
    def voice(self) -> Ref:
        """The first report, with how many repeat it."""
        return replace(self.ref, label=in_reports(self.ref.label, self.reports))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one claim. Articles and outlets are counted where the statements are.

    `origins` come in the order in which they are preferred when only one of two can be counted;
    `origin_count` is more than their number when there were too many to compare.
    """

    origins: tuple[OriginEvidence, ...] = ()
    origin_count: int = 0
    statements: int = 0
    reports: int = 0
    outlets: int = 0
    unfigured: int = 0
    objections: tuple[Objection, ...] = ()
    objection_count: int = 0
    first_on: date | None = None
    last_on: date | None = None

    @property
    def disputing(self) -> tuple[Objection, ...]:
        return tuple(o for o in self.objections if o.disputes)

    @property
    def doubting(self) -> tuple[Objection, ...]:
        return tuple(o for o in self.objections if not o.disputes)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the method, whether it was met, and on what that rests.

    `leads_to` is the status it gives when it is met and none before it was; None for a rule that
    only reports.
    """

    rule: str
    met: bool
    text: str
    rests_on: tuple[Ref, ...] = ()
    leads_to: Status | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What would give a claim another status, found by asking the rules again."""

    text: str
    to: Status
    rests_on: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The computed status with every rule that was asked, and what it was computed from."""

    status: Status
    rules: tuple[Rule, ...]
    independence: Independence
    headline: Headline | None
    counted: tuple[OriginEvidence, ...]
