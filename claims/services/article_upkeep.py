"""What follows from the details of an article, computed anew whenever a person sets them or takes it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from claims.models import Assertion
from claims.services.chains import BY_EDITOR, rebuild_chains
from claims.services.copies import follow_source
from claims.services.journal import Step
from sources.models import Article, ArticleMatch
from sources.services.copy_roots import root_copies
from sources.services.repeated_lines import count_lines
from sources.services.rereading import read_again

__all__ = [
    "BY_EDITOR",
    "articles_corrected",
    "count_for_outlet",
    "follow_details",
    "give_back_basis",
]
# A byline is not read for claims.
_NOT_READ = frozenset({"byline", "basis"})


def articles_corrected(steps: Iterable[Step]) -> dict[int, set[str]]:
    """The articles whose details the steps of an act set, with which."""
    found: dict[int, set[str]] = {}
    for step in steps:
        for pk in step["ids"] if step["what"] == "article" else ():
            found.setdefault(pk, set()).add(step["field"])
    return found


def follow_details(corrected: dict[int, set[str]]) -> set[int]:
    """Bring what rests on the details of articles in line: the source of their copies, the origins of
    what they say in their own voice, the chains; and have them read again. Gives the ids of the claims
    with statements of them, to be summed up and assessed by the caller."""
    if not corrected:
        return set()
    for pk in sorted(corrected):
        if corrected[pk] - _NOT_READ:
            _root_anew(pk)
    follow_source(article_ids=list(corrected))
    rebuild_chains(_statements(corrected))
    read_again(article_ids=[pk for pk, fields in corrected.items() if fields - _NOT_READ])
    held = Assertion.objects.filter(article__in=corrected, claim__isnull=False)
    return set(held.values_list("claim_id", flat=True))


def _root_anew(article_id: int) -> None:
    """Which of its copies a text came from depends on who published them, and when."""
    matches = ArticleMatch.objects.filter(Q(first=article_id) | Q(second=article_id))
    beside = {pk for pair in matches.values_list("first_id", "second_id") for pk in pair}
    beside.discard(article_id)
    if beside:
        # As if it had just been parted from itself: all of its copies are looked at.
        root_copies(article_id=article_id, beside=beside, parted_from={article_id})


def _statements(article_ids: Collection[int]) -> list[int]:
    rows = Assertion.objects.filter(article__in=article_ids)
    return list(rows.values_list("pk", flat=True))


def count_for_outlet(article_id: int) -> None:
    """Count the lines of an article for the outlet it has now."""
    count_lines(article=Article.objects.get(pk=article_id))


def give_back_basis(steps: Iterable[Step]) -> None:
    """What the details that an act set had rested on before, they rest on again."""
    for step in steps:
        for pk in step["ids"] if "basis" in step else ():
            article = Article.objects.only("basis").get(pk=pk)
            basis = {**article.basis, **step["basis"]}
            kept = {name: rule for name, rule in basis.items() if rule is not None}
            Article.objects.filter(pk=pk).update(basis=kept)
