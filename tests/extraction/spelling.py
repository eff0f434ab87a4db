"""English number words, for tests that read them back."""

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def spelt(number: int, *, with_and: bool, with_hyphen: bool) -> str:
    """A number below 10**15 in words: "one hundred (and) twenty(-)three thousand (and) five"."""
    parts = []
    rest = number
    for scale, name in _SCALES:
        if rest >= scale:
            parts.append(f"{_below_thousand(rest // scale, with_and, with_hyphen)} {name}")
            rest %= scale
    if rest or not parts:
        last = _below_thousand(rest, with_and, with_hyphen)
        parts.append(f"and {last}" if with_and and parts and rest < 100 else last)
    return " ".join(parts)


def _below_thousand(number: int, with_and: bool, with_hyphen: bool) -> str:
    if number < 100:
        return _below_hundred(number, with_hyphen)
    hundreds, rest = divmod(number, 100)
    text = f"{_ONES[hundreds]} hundred"
    if not rest:
        return text
    return f"{text} {'and ' if with_and else ''}{_below_hundred(rest, with_hyphen)}"


def _below_hundred(number: int, with_hyphen: bool) -> str:
    if number < 20:
        return _ONES[number]
    tens, one = divmod(number, 10)
    if not one:
        return _TENS[tens - 2]
    return f"{_TENS[tens - 2]}{'-' if with_hyphen else ' '}{_ONES[one]}"
