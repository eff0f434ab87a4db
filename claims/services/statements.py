"""From an assertion and its article to the statement that linking looks at."""

from __future__ import annotations

import re
from collections import Counter

from claims.catalogue import default_catalogue
from claims.extraction.countries import country_mentions, country_of
from claims.extraction.view import matching_view
from claims.linking import Days, Statement, Told
from claims.models import Assertion
from sources.models import Article

_PARTICULAR = ("soldier", "child", "prisoner", "worker")
_NAME = re.compile(r"\b[A-Z][a-z]+(?:-[A-Z][a-z]+)?\b")
_CONTEXT_NAMES = 8


class Statements:
    """Makes the statements of one article; what the article is about is read once."""

    def __init__(self, article: Article) -> None:
        self.article = article
        view = matching_view(article.text)
        countries = Counter(m.country for m in country_mentions(view, 0, len(view)))
        self.countries = [name for name, _ in countries.most_common(3)]
        head = f"{article.title} {view[:1500]}"
        names = Counter(n for n in _NAME.findall(head) if len(n) > 3)
        self.story = {name: 1.0 for name, _ in names.most_common(_CONTEXT_NAMES)}

    def of(self, assertion: Assertion) -> Statement:
        """The assertion as linking sees it; `assertion.origin` is read."""
        figure, published = assertion.figure, self.article.published_on
        first, last = assertion.event_first, assertion.event_last
        near = filter(None, [country_of(assertion.place), *self.countries])
        return Statement(
            type=assertion.type,
            roles=assertion.roles,
            places=(assertion.place,) if assertion.place else (),
            countries=tuple(dict.fromkeys(near)),
            kinds={_kind(assertion.who): 1},
            days=(Days(first, last),) if first and last else (),
            reported=Days(published, published) if published else None,
            figures=(Told(figure, self.article.pk),) if figure else (),
            story=self.story,
            articles=frozenset({self.article.pk}),
            origins=_speaking_origin(assertion),
        )


def _speaking_origin(assertion: Assertion) -> frozenset[int]:
    """The origin, if it is somebody's word; an outlet's own voice says many unrelated things."""
    origin = assertion.origin
    return frozenset({origin.pk}) if origin and origin.kind == "speakers" else frozenset()


def _kind(who: str) -> str:
    """The particular class of people a phrase counts; empty for people in general."""
    words = who.lower().split()
    classes = default_catalogue().things.classes_of(words[-1]) if words else frozenset()
    return next((kind for kind in _PARTICULAR if kind in classes), "")
