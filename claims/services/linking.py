"""Placing the statements of an article into claims.

What keeps concurrent workers and editors apart, in words:

* Two statements are compared only if they share a key. A worker locks the keys of all statements of its
  article before it looks for claims, in one order; so of two workers that could make twins the second
  looks after the first has written, and finds the claim. Workers without a common key do not wait.
* A claim may be found by different keys, so two workers may choose the same one. Each locks the claims it
  chose, in one order, and compares them with what it read: if somebody placed into one, merged it or
  edited it meanwhile, the worker decides again from what is there now. No placement is lost, and each
  round that is lost was won by somebody else.
* The statements themselves are locked last, as editors do. If one of them was placed meanwhile, by a person
  or by another worker of the same article, the worker decides again without it.
* PostgreSQL keeps a bounded table of locks (64 for each connection by default). An article with more
  than MOST_LOCKS keys therefore takes one lock instead, which all others share: it links alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from claims.models import Assertion, Claim, Exclusion
from claims.services.filing import ChangedMeanwhileError, file_plan, without_place
from claims.services.placing import MOST_COMPARED, Words, plan, waiting_of
from claims.services.shelf import Shelf
from claims.services.statements import Statements
from sources.models import Article
from sources.services.locks import lock_for_transaction, share_for_transaction

# Held shared by whoever links, alone by whoever moves statements of many claims.
LINKING = "linking"
MOST_LOCKS = 100
# Statements of other copies of a text whose words are compared, the newest.
MOST_SAID = 2000


@transaction.atomic
def link_article(*, article: Article) -> list[int]:
    """Place every statement that has no place yet; gives the ids of all claims it now belongs to."""
    statements = Statements(article)
    while not _linked(article, statements):
        pass
    return list(claims_of(article))


def _linked(article: Article, statements: Statements) -> bool:
    """One round: decide and write. False when a claim or a statement changed between the two."""
    assertions = list(without_place().filter(article=article).select_related("origin"))
    if not assertions:
        return True
    waiting = waiting_of(statements, assertions, barred_from(assertions))
    _lock({key for one in waiting for key in one.keys})
    found = plan(waiting, Shelf(), claims_of(article)[:MOST_COMPARED], said_already(article))
    try:
        # A savepoint: what this round locked is let go when it is lost.
        with transaction.atomic():
            file_plan(found)
    except ChangedMeanwhileError:
        return False
    return True


def claims_of(article: Article) -> QuerySet[Assertion, int]:
    """The ids of the claims that hold statements of an article."""
    held = Assertion.objects.filter(article=article, claim__isnull=False).order_by("claim_id")
    return held.values_list("claim_id", flat=True).distinct()


def said_already(article: Article) -> dict[Words, int]:
    """The claims of what other copies of an article's text say, by the words: a copy says no other thing."""
    root = article.copy_of_id or article.pk
    copies = Article.objects.filter(Q(pk=root) | Q(copy_of=root)).exclude(pk=article.pk)
    placed = Assertion.objects.filter(article__in=copies, claim__isnull=False, is_withdrawn=False)
    placed = placed.exclude(review_state=Assertion.ReviewState.REJECTED)
    found = placed.order_by("-pk").values_list("type", "excerpt", "figure_text", "claim")
    return {Words(*words): claim for *words, claim in found[:MOST_SAID]}


def articles_that_wait() -> Iterator[Article]:
    """Articles with statements that have no place, in the order in which they are linked anew."""
    waiting = without_place().filter(article=OuterRef("pk"))
    found = Article.objects.filter(Exists(waiting)).order_by(
        F("published_on").asc(nulls_last=True), "pk"
    )
    for pk in list(found.values_list("pk", flat=True)):
        yield Article.objects.select_related("outlet").defer("search").get(pk=pk)


def barred_from(assertions: Collection[Assertion]) -> dict[int, frozenset[int]]:
    """By assertion, the claims that a person said it is not about, and what these were merged into."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Exclusion.objects.filter(assertion__in=assertions, is_live=True)
    for assertion_id, claim_id in rows.values_list("assertion_id", "claim_id"):
        found[assertion_id].add(claim_id)
    now = where_merged({claim for claims in found.values() for claim in claims})
    return {
        assertion_id: frozenset(claims | {now[c] for c in claims if c in now})
        for assertion_id, claims in found.items()
    }


def where_merged(claim_ids: Collection[int]) -> dict[int, int]:
    """Of these claims, those that were merged into another, with the one that remains."""
    leads: dict[int, int] = {}
    ahead = set(claim_ids)
    while ahead:
        rows = Claim.objects.filter(pk__in=ahead, merged_into__isnull=False)
        step = dict(rows.values_list("pk", "merged_into_id"))
        leads |= step
        ahead = set(step.values()) - set(leads)
    found = {}
    for claim in claim_ids:
        last = claim
        while last in leads:
            last = leads[last]
        if last != claim:
            found[claim] = last
    return found


def _lock(keys: Collection[str]) -> None:
    if len(keys) > MOST_LOCKS:
        lock_for_transaction(LINKING)
        return
    share_for_transaction(LINKING)
    lock_for_transaction(*(f"link:{key}" for key in keys))
