"""What page furniture looks like, as named rules: general phrases of web pages, in English."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.parsing.types import ZoneKind


@dataclass(frozen=True, slots=True)
class Rule:
    """A block that matches `pattern` (and is no longer than `longest`) is of `kind`."""

    name: str
    kind: ZoneKind
    pattern: re.Pattern[str]
    longest: int = 400


def _rule(name: str, kind: ZoneKind, pattern: str, longest: int = 400) -> Rule:
    return Rule(name, kind, re.compile(pattern, re.I), longest)


# A heading after which, if most of the prose is behind it, nothing belongs to the article.
TAIL_RULES = (
    _rule(
        "related heading",
        ZoneKind.TEASER,
        r"^(you (may|might|could) also (like|enjoy|be interested)|related (stories|articles|posts|"
        r"news|content|topics|coverage)|read (next|also)|more (stories|news|from|on this|like this)\b|"
        r"(most|also) (read|popular|viewed|shared)|recommended( for you| stories)?\b|"
        r"(latest|top|other|trending) (news|stories|headlines|posts)|around the web|"
        r"from the web|up next|don['’]t miss|editor['’]?s['’]? picks?|trending( now)?|"
        r"what to read next)\b.{0,40}$",
        90,
    ),
    _rule(
        "message from the outlet",
        ZoneKind.APPEAL,
        r"^a (message|note|word) from (?!.*\bsaid\b).{3,60}$",
        80,
    ),
    _rule(
        "appeal heading",
        ZoneKind.APPEAL,
        r"^(support (our|us|independent)|dear readers?)\b.{0,80}$",
        100,
    ),
    _rule("disclaimer", ZoneKind.LEGAL, r"^(legal )?disclaimer\b\s*:?", 3000),
    _rule("copyright", ZoneKind.LEGAL, r"^(copyright\b|©|\(c\) ?\d{4})", 300),
    _rule(
        "comments heading",
        ZoneKind.NAV,
        r"^(\d+ )?(comments|leave a (reply|comment)|join the conversation)\b.{0,30}$",
        60,
    ),
    _rule(
        "newsletter heading",
        ZoneKind.APPEAL,
        r"^(sign up (for|to)|subscribe to) (our|the|get|receive)\b",
        250,
    ),
)

# A block that is furniture by itself, wherever it stands.
LINE_RULES = (
    _rule(
        "access check",
        ZoneKind.PAYWALL,
        r"(checking|confirmed?|verify(ing)?|confirming) (your )?access|have a preview (view|of)",
    ),
    _rule(
        "subscription wall",
        ZoneKind.PAYWALL,
        r"already (a|have a|an) (subscriber|subscription|account|member)\b|"
        r"\bsubscribe (to|for) (continue|read|keep reading|unlimited|full|all)\b|"
        r"^want all of .{2,60}\? ?subscribe|"
        r"\b(log|sign) ?in to (continue|read|your)|"
        r"\b(create (a free|an) account|register (for free )?to (read|continue)|free articles? (left|remaining))\b",
        300,
    ),
    _rule(
        "cookie notice",
        ZoneKind.LEGAL,
        r"\b(we|this (web)?site|our (site|partners)) uses? cookies\b|\bcookie (policy|preferences|settings)\b|\baccept (all )?cookies\b",
        600,
    ),
    _rule(
        "rights notice",
        ZoneKind.LEGAL,
        r"\ball rights reserved\b|\bterms of (use|service)\b.{0,40}\bprivacy\b|\bmay not be (published|reproduced|republished|redistributed)\b",
        600,
    ),
    _rule(
        "counter",
        ZoneKind.NAV,
        r"^(\d+|an?|one) (second|minute|min|hour|day|week|month|year)s? ago\b[\s\d·|,]*$|"
        r"^\d[\d.,]*[km]? ?(views?|shares?|comments?|likes?|min(ute)?s? read|reads?)\b.{0,20}$",
        60,
    ),
    _rule(
        "page control",
        ZoneKind.NAV,
        r"^(advertisement|advert|sponsored( content)?|share( this)?( (article|story|on .{2,20}))?|print|save|menu|search|home|close|"
        r"skip to .{3,30}|exit mobile version|read (the )?(entire|full|more|original) ?(article|story)?|continue( reading)?|"
        r"remind me later|listen( to (this )?article)?|follow us( on .{2,20})?|click here.{0,40}|view (all|comments|gallery)|"
        r"latest news|breaking( news)?|world|news|politics|business|sports?|opinion|live|video|photos?|"
        r"back to top|load more|show more|see more|next|previous|loading\W*|tags?:.{0,120}|topics?:.{0,120}|filed under.{0,120}|"
        r"(facebook|twitter|x|whatsapp|telegram|email|linkedin|reddit|pinterest|copy link)([\s|,·]+(facebook|twitter|x|whatsapp|telegram|email|linkedin|reddit|copy link))*)$",
        160,
    ),
    _rule("separator", ZoneKind.NAV, r"^[\W_]+$|^[\w ]{2,40}(\|\s*){2,}$", 60),
    _rule(
        "link to another story",
        ZoneKind.TEASER,
        r"^(more|read more|related|see also|also read|watch|listen|read this|go deeper|in pictures|photos?|video|live updates?)\s*[:>›»|]\s*\S|^read this story in\b|^(click|tap) here\b",
        220,
    ),
    _rule(
        "newsletter",
        ZoneKind.APPEAL,
        r"\b(get (our|the latest|more) .{2,40} (by e-?mail|in your inbox|delivered)|straight to your inbox|sign up (here|now|today)|to our (free )?newsletters?|delivered to your inbox)\b",
        350,
    ),
    _rule(
        "call for pictures",
        ZoneKind.APPEAL,
        r"\b(send (us )?(your )?(pictures|photos|video|tips|stories)|share your (story|photos|pictures))\b.{0,80}$",
        160,
    ),
    _rule(
        "app or follow notice",
        ZoneKind.APPEAL,
        r"^(download (our|the) .{0,30}\bapp|follow .{2,40} on (twitter|facebook|instagram|telegram|whatsapp|x)\b)",
        160,
    ),
    _rule(
        "syndication",
        ZoneKind.SYNDICATION,
        r"^(this (post|article|story|piece|report)( has)? (first appeared|appeared first|was (originally |first )?(published|posted|reported))|originally (published|posted|appeared)|(original )?source\s*:|read the original|republished (from|with)|via\s*:)",
        250,
    ),
    _rule(
        "correction of the desk",
        ZoneKind.NAV,
        r"^(reporting|additional reporting|editing|writing|contributing|compiled)( by)?\s*:?\s+[A-Z][^.!?]{2,200}$|^\(?(additional )?(reporting|writing) by\b",
        350,
    ),
)

_SECOND_PERSON = re.compile(r"\b(you|your|yours|readers)\b", re.I)
_DONATION = re.compile(
    r"\b(support (us|our (work|journalism|newsroom|reporting))|your (support|contribution|donation|help|gift)|"
    r"(donate|donation|contribute|become a (member|supporter))\b|starting from just|"
    r"we need your help|monthly\b.{0,40}[$€£]\s?\d)",
    re.I,
)
_CAPTION = re.compile(
    r"\b(credit|photo|image|photograph|picture|file photo)s?\s*(\.\.\.|…|:|by\b|/|courtesy)|"
    r"\b(via|/)\s*(reuters|ap|afp|getty|epa|xinhua|tass|yonhap|shutterstock|anadolu)\b[^.]{0,40}$|"
    r"^(file photo|photo|image)\b|\(photo\b|\bgetty images\b|\bhandout\b[^.]{0,30}$",
    re.I,
)


def asks_for_money(text: str) -> bool:
    """A donation phrase said to the reader; an article on financial support has only the first."""
    return bool(_DONATION.search(text) and _SECOND_PERSON.search(text))


def is_caption(text: str) -> bool:
    """A picture's caption or credit."""
    return len(text) < 400 and bool(_CAPTION.search(text))


def line_rule(text: str) -> Rule | None:
    """The first rule by which this block alone is furniture."""
    return next((r for r in LINE_RULES if len(text) <= r.longest and r.pattern.search(text)), None)


def tail_rule(text: str) -> Rule | None:
    """The first rule by which this block may begin the page's tail."""
    return next((r for r in TAIL_RULES if len(text) <= r.longest and r.pattern.search(text)), None)
