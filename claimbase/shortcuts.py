"""Every key that does something: buttons, badges, the `?` dialog and /help/shortcuts/ are made of this.

A key clicks, or focuses, the visible element that carries it (`static/js/hotkeys.js`); nothing can be done
by a key alone. In a template `{% hotkey "accept" %}` gives an element its key, `{% key "accept" %}` shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """Where a key acts, in the order of the help page."""

    ANYWHERE = "On every page"
    REVIEW = "Review: every item"
    STATEMENT = "Review: a statement"
    DECISION = "Review: a decision on a claim"
    PAIR = "Review: two claims"
    ARTICLE = "In the text of an article"
    FORM = "While typing"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key (two after each other with a space between) and what it does. Keys of `Where.FORM` are no
    single letters, and also act when single keys are switched off. `last` is the last of a row of keys
    that the help page tells in one line."""

    name: str
    key: str
    does: str
    where: Where
    last: str = ""

    @property
    def keys(self) -> list[str]:
        """The keys to press one after the other."""
        return self.key.split()


SHORTCUTS = (
    Shortcut("search", "/", "Go to the search field", Where.ANYWHERE),
    Shortcut("claims", "g c", "Go to the claims", Where.ANYWHERE),
    Shortcut("review", "g r", "Go to the review", Where.ANYWHERE),
    Shortcut("help", "?", "Show these keys", Where.ANYWHERE),
    Shortcut("next", "j", "Next item, leaving this one undecided", Where.REVIEW),
    Shortcut("previous", "k", "Previous item", Where.REVIEW),
    Shortcut("open", "o", "Open the article, or the claim", Where.REVIEW),
    Shortcut("later", "l", "Later: it comes back to you in an hour", Where.REVIEW),
    Shortcut("skip", "s", "Skip: others get it, you do not for a week", Where.REVIEW),
    Shortcut("undo", "z", "Undo your last step", Where.REVIEW),
    Shortcut("accept", "a", "Accept: it was read right", Where.STATEMENT),
    Shortcut("fix", "f", "Fix what was read wrong", Where.STATEMENT),
    Shortcut("reject", "x", "Reject: the text does not say this", Where.STATEMENT),
    *(
        Shortcut(f"choose-{n}", str(n), f"Accept, and it belongs to claim {n}", Where.STATEMENT)
        for n in range(1, 10)
    ),
    Shortcut("new-claim", "n", "Accept, and it belongs to a new claim", Where.STATEMENT),
    Shortcut("another-claim", "b", "Accept, and look for the claim it belongs to", Where.STATEMENT),
    Shortcut("origin-right", "r", "The origin is right", Where.STATEMENT),
    Shortcut("origin-correct", "e", "Say where it comes from", Where.STATEMENT),
    Shortcut("corroborated", "c", "Corroborated, because…", Where.DECISION),
    Shortcut("disputed", "d", "Disputed, because…", Where.DECISION),
    Shortcut("unsure-claim", "u", "Unsure: leave it as it is", Where.DECISION),
    Shortcut("same", "m", "The same question: merge them", Where.PAIR),
    Shortcut("different", "n", "Different questions", Where.PAIR),
    Shortcut("unsure", "u", "Unsure: leave the question open", Where.PAIR),
    Shortcut("previous-statement", "[", "Previous statement in the text", Where.ARTICLE),
    Shortcut("next-statement", "]", "Next statement in the text", Where.ARTICLE),
    Shortcut("send", "Ctrl+Enter", "Send the form (on a Mac: Cmd+Enter)", Where.FORM),
    Shortcut(
        "leave",
        "Esc",
        "Leave the field; an unfolded form is folded in, and keeps what was typed",
        Where.FORM,
    ),
)
BY_NAME = {shortcut.name: shortcut for shortcut in SHORTCUTS}

_NUMBERS = Shortcut(
    "choose", "1", "Accept, and it belongs to the claim with this number", Where.STATEMENT, "9"
)
_FURTHER = {str(n) for n in range(2, 10)}


def by_place() -> list[tuple[Where, list[Shortcut]]]:
    """The keys as the help page lists them."""
    told = [
        _NUMBERS if one.name == "choose-1" else one for one in SHORTCUTS if one.key not in _FURTHER
    ]
    return [(where, [one for one in told if one.where == where]) for where in Where]
