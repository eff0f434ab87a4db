"""From an assertion and its article to the statement that linking looks at."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property

from claims.catalogue import default_catalogue
from claims.extraction.countries import country_mentions, country_names, country_of
from claims.extraction.view import matching_view
from claims.extraction.words import word_list
from claims.identity.words import plain
from claims.linking import Days, Statement, Told
from claims.linking.stories import setting_of, story_of
from claims.models import Assertion
from claims.services.counted import SORTS, kind_of
from claims.services.titles import plain_who
from sources.models import Article
from sources.parsing.json import zones_from_json
from sources.parsing.types import ZoneKind

_COUNTRIES = 4
# A lead is so many characters of an article's body, or its first paragraph.
_LEAD = 400
_QUOTE = re.compile(r'"([^"]{30,600})"')
_QUOTED_WORDS = 8
# "HARGEISA (Agency) -": who sends the report is no part of the story.
_DATELINE = re.compile(r"\([A-Z][\w./ ]{1,24}\) ?(?:-{1,2}|–|—)")
_SITE = re.compile(r" (?:[-–—|]|\|) ?")
_HEADLINE_WORDS = 4
_SMALL_NUMBERS = word_list("quantities", "zero_to_nineteen")
_YEARS_OLD = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_SMALL_NUMBERS)})[- ]years?[- ]old\b", re.I)
_YEARS_BEHIND = re.compile(r",? \(?(\d{1,3})(?:[,)]|-year-old)")
_GROWN = re.compile(r"\b(?:man|woman|adult|people|person)\b", re.I)
ADULT = 18
_INSERTED = re.compile(r"[(\[][^)\]]*[)\]]|\.\.\.|…")


class Statements:
    """Makes the statements of one article; what the article is about is read once."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.zones = [z for z in zones_from_json(article.zones) if not z.kind.is_furniture]

    @cached_property
    def view(self) -> str:
        """The text as rules look at it; offsets are the article's."""
        return matching_view(self.article.text)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries that the article names most."""
        named = Counter(m.country for m in country_mentions(self.view, 0, len(self.view)))
        return tuple(name for name, _ in named.most_common(_COUNTRIES))

    @cached_property
    def story(self) -> dict[str, float]:
        """What the article is about; page furniture is no part of it."""
        told = (z for z in self.zones if z.kind is not ZoneKind.TITLE)
        read = "\n".join(self.view[z.start : z.end] for z in told) or self.view
        outlet = self.article.outlet.name if self.article.outlet else ""
        return story_of(_headline(self.article.title), _DATELINE.sub(" ", read), outlet)

    @cached_property
    def lead_end(self) -> int:
        """Where the article's first words end."""
        body = next((z for z in self.zones if z.kind is ZoneKind.BODY), None)
        return max(body.end, body.start + _LEAD) if body else _LEAD

    def of(self, assertion: Assertion) -> Statement:
        """The assertion as linking sees it; `assertion.origin` is read."""
        figure, published = assertion.figure, self.article.published_on
        first, last = assertion.event_first, assertion.event_last
        prominence = self._prominence(assertion.span_start)
        excerpt = _DATELINE.sub(" ", assertion.excerpt)
        place = assertion.place
        country = country_of(place)
        counts = default_catalogue()[assertion.type].counts
        is_country = bool(place) and plain(place) in _country_words()
        return Statement(
            type=assertion.type,
            roles=assertion.roles,
            kinds=_kinds(assertion, counts),
            ages=_ages(assertion),
            who=plain_who(assertion.who),
            places=() if is_country or not place else (place,),
            within=(country,) if country else (),
            countries=self.countries,
            days=(Days(first, last),) if first and last else (),
            reported=Days(published, published) if published else None,
            figures=(Told(figure, self.article.pk),) if figure else (),
            story=self.story,
            setting=setting_of(_headline(excerpt) if prominence == 2 else excerpt),
            prominence=prominence,
            quotes=_quotes(matching_view(assertion.excerpt)),
            articles=frozenset({self.article.pk}),
            origins=_speaking_origin(assertion),
        )

    def _prominence(self, start: int) -> int:
        zone = next((z for z in self.zones if z.start <= start < z.end), None)
        if zone and zone.kind in (ZoneKind.TITLE, ZoneKind.DEK):
            return 2
        return int(start < self.lead_end)


def _headline(title: str) -> str:
    """A page's title without the name of the site behind it ("Bridge falls - Channel 9 News")."""
    first, *rest = _SITE.split(title)
    return first if rest and len(first.split()) >= _HEADLINE_WORDS else title


def _kinds(assertion: Assertion, counts: frozenset[str]) -> dict[str, int]:
    """What is counted. Of one person alone only the broad sort, as "a father" and "a teacher" may be one,
    and none of whom a word tells that fits any sort ("the victim")."""
    kind = kind_of(assertion.who, counts)
    if not assertion.figure_low == assertion.figure_high == 1:
        return {kind: 1}
    if kind not in SORTS and (ages := _ages(assertion)):
        kind = "child" if ages[0] < ADULT else ""
    elif kind not in SORTS:
        return {"": 1} if _GROWN.search(assertion.who) else {}
    return {kind: 1}


def _ages(assertion: Assertion) -> tuple[int, ...]:
    """The years of one person: "a 15-year-old boy", "Boy, 15,"."""
    if not assertion.figure_low == assertion.figure_high == 1 or assertion.figure_end is None:
        return ()
    behind = assertion.excerpt[max(0, assertion.figure_end - assertion.span_start) :]
    found = _YEARS_OLD.search(assertion.who) or _YEARS_BEHIND.match(behind)
    if found is None:
        return ()
    return (int(found[1]) if found[1].isdigit() else _SMALL_NUMBERS.index(found[1].lower()),)


@cache
def _country_words() -> frozenset[str]:
    return frozenset(plain(name) for name in country_names())


def _quotes(sentence: str) -> tuple[str, ...]:
    """The longer quotations of a sentence as plain words, without what an editor inserted."""
    found = (plain(_INSERTED.sub(" ", quoted)) for quoted in _QUOTE.findall(sentence))
    return tuple(words for words in found if len(words.split()) >= _QUOTED_WORDS)


def _speaking_origin(assertion: Assertion) -> frozenset[int]:
    """The origin, if it is somebody's word; an outlet's own voice says many unrelated things."""
    origin = assertion.origin
    return frozenset({origin.pk}) if origin and origin.kind == "speakers" else frozenset()
