"""Made-up stories of any number, and what newsrooms do to them."""

from __future__ import annotations

import random

_SYLLABLES = ("ba", "den", "kor", "lim", "ar", "nov", "ra", "tel", "os", "min", "ga", "chi", "zu")
_DID = ("opened", "painted", "measured", "sold", "rebuilt", "moved", "drew", "cleaned", "mapped")
_HOW = ("before", "after", "beside", "behind", "without", "under", "beyond", "near", "above")


def sentences(seed: int, count: int) -> list[str]:
    """Sentences that share no run of words with those of another seed."""
    chance = random.Random(seed)  # noqa: S311

    def thing() -> str:
        return "".join(chance.choices(_SYLLABLES, k=3))

    return [
        f"A {thing()} {chance.choice(_DID)} the {thing()} {chance.choice(_HOW)} some {thing()}, and "
        f"its {thing()} {chance.choice(_DID)} one {thing()} {chance.choice(_HOW)} every {thing()}."
        for _ in range(count)
    ]


def paragraphs(lines: list[str]) -> str:
    """Three sentences a paragraph."""
    return "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3))


def story(seed: int, *first: str, title: str = "", length: int = 18) -> str:
    """An article: a title, the sentences given, and others of its own."""
    return (
        f"{title or f'Story of the day {seed}'}\n\n{paragraphs([*first, *sentences(seed, length)])}"
    )
