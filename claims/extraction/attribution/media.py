"""Media between a speaker and this outlet: "told Example News", "in an interview published by …"."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.extraction.attribution import lexicon
from claims.extraction.attribution.attributions import is_reports
from claims.extraction.types import Frame, SpeakerKind, SpeakerMention

# A medium's frame and the one inside it stand in one sentence.
_NEAR = 3

_DESCRIPTION = "|".join(map(re.escape, lexicon.MEDIUM_DESCRIPTIONS))
_NAME = r"[A-Z][\w.'-]*(?: (?:of |al-)?[A-Z][\w.'-]*){0,4}"
_DESCRIBED = rf"(?:(?:the |a |an |its |his |her |their )?(?:[\w-]+(?:'s)? ){{0,5}}?(?:{_DESCRIPTION})s?,? )(?P<named>{_NAME})"
_POSSESSED = rf"(?:[A-Z][\w-]+(?: [A-Z][\w-]+)?'s )?(?P<bare>{_NAME})"
_LED = re.compile(
    r"(?:\b(?:told|tells|telling|informed)|\binterview(?:s|ed)?\b(?: \w+){0,3} (?:with|by|to|in|from)|"
    r"\bpublished(?: \w+){0,3} (?:by|in)|\bstatement to|\bspeaking to|\bspoke to|\bcarried by|"
    r"\bcit(?:ed|ing) by|\bquoted by|\bwriting in|\baired (?:by|on)|\bbroadcast (?:by|on))"
    rf"(?P<led> (?:{_DESCRIBED}|{_POSSESSED}|(?P<generic>(?:[\w-]+ )?(?:state|local|national|foreign) (?:media|television|tv|radio))))"
)
_IS_MEDIUM = re.compile(r"\b(?:" + "|".join(sorted(lexicon.MEDIA_NOUNS)) + r")\b", re.I)


def media_named(view: str, start: int, end: int) -> tuple[str, ...]:
    """The media through which the words of `view[start:end]` came, in order of mention."""
    found: list[str] = []
    for match in _LED.finditer(view, start, end):
        name = match["named"] or match["generic"]
        if not name and match["bare"] and _IS_MEDIUM.search(match["bare"]):
            name = match["bare"]
        name = (name or "").strip(" .,'").removesuffix("'s")
        if name and name not in found:
            found.append(name)
    return tuple(found)


def through_media(frames: list[Frame]) -> list[Frame]:
    """A medium that cites somebody, or reports what somebody said, is the way, not the speaker."""
    found: list[Frame] = []
    for index, frame in enumerate(frames):
        near = frames[max(0, index - _NEAR) : index + _NEAR + 1]
        medium = _medium(frame) or _name_alone(frame)
        cited = next((f for f in near if f is not frame and _cites(f, frame)), None)
        outer = next(
            (m for f in near if f is not frame and (m := _medium(f)) and _is_inside(frame, f)), None
        )
        if medium and cited:
            frame = replace(frame, speakers=cited.speakers, via=(*cited.via, medium.name))
        elif not _medium(frame) and outer and outer.name not in frame.via and not is_reports(frame):
            frame = replace(frame, via=(*frame.via, outer.name))
        found.append(frame)
    return found


def _medium(frame: Frame) -> SpeakerMention | None:
    only = frame.speakers[0] if len(frame.speakers) == 1 else None
    return only if only and only.kind is SpeakerKind.MEDIUM else None


def _name_alone(frame: Frame) -> SpeakerMention | None:
    """A one-word name nobody introduces: if it cites others, it is a medium."""
    only = frame.speakers[0] if len(frame.speakers) == 1 else None
    is_known = only is None or only.role or " " in only.name or only.kind is not SpeakerKind.PERSON
    return None if is_known or frame.rule == "citing" else only


def _cites(inner: Frame, outer: Frame) -> bool:
    """ "Example News reported, citing officials"."""
    return inner.rule == "citing" and _medium(inner) is None and _overlap(inner, outer)


def _is_inside(inner: Frame, outer: Frame) -> bool:
    return _medium(inner) is None and _overlap(inner, outer)


def _overlap(inner: Frame, outer: Frame) -> bool:
    return any(a < d and c < b for a, b in inner.content for c, d in outer.content)
