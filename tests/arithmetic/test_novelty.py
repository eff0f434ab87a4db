"""What a statement adds to what was known."""

import pytest

from claims.weighing.novelty import Brought, Known, Novelty, novelty
from tests.arithmetic.worlds import about, exact

KNOWN = Known(True, frozenset({1}), (about(300),))


def brought(**values) -> Brought:
    plain = {"origin": 1, "figure": about(300), "is_challenge": False, "is_copy": False}
    return Brought(**{**plain, "adds_support": False, **values})


@pytest.mark.parametrize(
    ("statement", "known", "expected"),
    [
        (brought(), Known(False), [Novelty.NEW_CLAIM]),
        (brought(), KNOWN, [Novelty.REPEATS]),
        (brought(figure=exact(290)), KNOWN, [Novelty.REPEATS, Novelty.NEW_FIGURE]),
        (brought(figure=None), KNOWN, [Novelty.REPEATS]),
        (brought(origin=2, adds_support=True), KNOWN, [Novelty.NEW_SUPPORT]),
        (brought(origin=2), KNOWN, []),
        (brought(is_challenge=True), KNOWN, [Novelty.CHALLENGE]),
        (brought(is_copy=True), KNOWN, [Novelty.COPY, Novelty.REPEATS]),
    ],
)
def test_a_statement_brings_what_was_not_known(statement, known, expected):
    assert novelty(statement, known, 0.05) == expected
