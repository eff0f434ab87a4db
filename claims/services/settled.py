"""What a person has said about statements of an article, when it is read again."""

from __future__ import annotations

from claims.extraction import ExtractedAssertion
from claims.models import Assertion
from sources.models import Article

Place = tuple[str, int, int, str]


def place_of(row: Assertion) -> Place:
    """What a statement is known by when its article is read again."""
    return (row.type, row.span_start, row.anchor_start, row.stance)


class Settled:
    """The rows of an article by the place they were read at, and those a person has spoken about."""

    def __init__(self, article: Article) -> None:
        rows = list(Assertion.objects.filter(article=article).order_by("-is_withdrawn", "pk"))
        # What is in force stands over what was withdrawn, and what a person said over both.
        rows.sort(key=lambda row: not row.is_machine_draft)
        self.rows = rows
        self._said = [r for r in rows if not (r.is_machine_draft or r.is_withdrawn)]
        self._by_place: dict[Place, Assertion] = {}
        for row in rows:
            self._by_place[place_of(row)] = row
        for row in rows:
            if row.read_as:
                kind, start, anchor, stance = row.read_as
                self._by_place[(kind, start, anchor, stance)] = row

    def row_at(self, place: Place) -> Assertion | None:
        """The row that was read at a place, whatever a person made of it since."""
        return self._by_place.get(place)

    def keeps(self, row: Assertion | None, one: ExtractedAssertion) -> bool:
        """True when reading `one` again, known from `row` if from any, leaves everything as it is."""
        if row is None or row.is_withdrawn:
            return self._speaks_of(one)
        return not row.is_machine_draft

    def _speaks_of(self, one: ExtractedAssertion) -> bool:
        """A person has said, of the words that `one` rests on, that they state this or that they do
        not: reading them a little differently is no news."""
        return any(
            one.type in (row.type, *row.read_as[:1])
            and one.stance.value in (row.stance, *row.read_as[3:])
            and row.anchor_start < one.anchor_end
            and one.anchor_start < row.anchor_end
            for row in self._said
        )
