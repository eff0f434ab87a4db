"""Value types of reading: a document goes in, assertions with exact places come out.

All offsets are Unicode code points into `Document.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from claims.figures import Figure
from sources.parsing.types import Zone


class Stance(StrEnum):
    """What the speaker does with the fact."""

    ASSERTS = "asserts"
    DOUBTS = "doubts"
    DENIES = "denies"
    NO_COMMENT = "no_comment"


class SpeakerKind(StrEnum):
    """What a speaker is. `REPORTS` is the unnamed source of "reportedly"."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    COUNTRY = "country"
    MEDIUM = "medium"
    REPORTS = "reports"


class Modality(StrEnum):
    """Whether the fact is said to have happened."""

    ACTUAL = "actual"
    PLANNED = "planned"
    FEARED = "feared"


class QuoteKind(StrEnum):
    """How the words reach the reader."""

    DIRECT = "direct"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Document:
    """One article's text and what reading it needs to know."""

    text: str
    zones: tuple[Zone, ...] = ()
    title: str = ""
    outlet: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `text[start:end]` of a readable zone; `paragraph` counts blocks from 0."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class SpeakerMention:
    """A speaker as named in this article.

    `name` is the fullest form used anywhere in the article ("Alexander Matsegora"), `mention`
    the words at `start:end`. `members` are the named parts of a group.
    """

    name: str
    mention: str
    kind: SpeakerKind
    start: int
    end: int
    role: str = ""
    affiliation: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution: who says, by which cue, what stretches of text it covers.

    `content` are the stretches attributed; `via` the media or intermediaries between the speaker
    and this outlet, outermost last. `stance` is what the cue verb does with the content.
    """

    speakers: tuple[SpeakerMention, ...]
    content: tuple[tuple[int, int], ...]
    cue: str
    quote: QuoteKind
    stance: Stance = Stance.ASSERTS
    via: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DateRange:
    """When something happened, to the precision the text gives; both ends inclusive."""

    first: date
    last: date
    text: str = ""

    @property
    def precision(self) -> str:
        """`day`, `week`, `month`, `season` or `year`: how exactly the text tells when."""
        days = (self.last - self.first).days
        limits = ((1, "day"), (7, "week"), (31, "month"), (100, "season"))
        return next((name for limit, name in limits if days <= limit), "year")


# How a reason begins that tells of a figure that could not be held.
TOO_LARGE = "a number was too large to be read"
_LONGEST_TOLD = 60


@dataclass(frozen=True, slots=True)
class ExtractedAssertion:
    """One article's statement of something checkable.

    `text[start:end] == excerpt` is the sentence; `figure_start:figure_end` the figure inside it.
    `roles` name the parties by canonical name: `group` (nationality or side of those counted),
    `actor` (who sends, gives, treats, hosts), `target` (recipient or destination), `item` (class
    of the thing counted); `part` is the noun of a part of a total ("including two divers"). `reasons` name the rules that fired, in order.
    """

    type: str
    excerpt: str
    start: int
    end: int
    figure: Figure | None
    figure_start: int | None
    figure_end: int | None
    anchor_start: int
    anchor_end: int
    who: str
    roles: Mapping[str, str]
    place: str
    event_date: DateRange | None
    speakers: tuple[SpeakerMention, ...]
    via: tuple[str, ...]
    quote: QuoteKind
    cue: str
    stance: Stance
    modality: Modality = Modality.ACTUAL
    verification_note: str = ""
    confidence: float = 1.0
    reasons: tuple[str, ...] = field(default_factory=tuple)

    @property
    def held(self) -> ExtractedAssertion:
        """The statement as it can be stored: without a figure that is too large, which its reasons tell."""
        if self.figure is None or not self.figure.is_too_large:
            return self
        words = self.figure.text
        shown = words if len(words) <= _LONGEST_TOLD else f"{words[:_LONGEST_TOLD]}…"
        return replace(
            self, figure=None, figure_start=None, figure_end=None,
            reasons=(*self.reasons, f"{TOO_LARGE}: {shown}"),
        )  # fmt: skip
