"""Deciding anew in the scratch tables: first what people hold in place, then every article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from claims.catalogue import default_catalogue
from claims.linking import profile_of
from claims.models import Assertion, Claim, EditorialChange
from claims.services.linking import barred_from
from claims.services.placing import plan, waiting_of
from claims.services.rebuild.scratch import SHELF, Clusters, analyze, rows, run
from claims.services.statements import Statements
from claims.services.upkeep import read_statements
from sources.models import Article

Say = Callable[[str], None]
Kind = EditorialChange.Kind

_CHUNK = 100
# Of the statements that people placed into a claim, its cluster begins with this many.
_SEEDS = 50
# Acts that say something about which statements a claim holds, or about the claim itself.
_ABOUT_CLAIMS = (
    Kind.PLACE, Kind.EXCLUDE, Kind.MERGE, Kind.SPLIT, Kind.RETITLE, Kind.JUDGE, Kind.CHALLENGE,
    Kind.CLOSE,
)  # fmt: skip

_BY_PEOPLE = """
    insert into link_fixed
    select assertion_id, claim_id from claims_placement where is_live and by_id is not null
"""
_OLDEST_OF_DECIDED = """
    insert into link_fixed
    select distinct on (claim.id) placement.assertion_id, claim.id
    from (
        select claim_id from link_fixed
        union select claim_id from claims_assessment
        union select claim_id from claims_exclusion where is_live
        union select first_id from claims_claimsuggestion where state = 'different'
        union select second_id from claims_claimsuggestion where state = 'different'
        union select id from claims_claim where title_is_edited
        union select merged_into_id from claims_claim where merged_into_id is not null
        union select claim_id from claims_challenge where closed_at is not null
        union select unnest(array[change.claim_id, change.other_id])
        from claims_editorialchange as change
        where change.kind = any(%s) and not exists (
            select from claims_editorialchange as undo where undo.undoes_id = change.id
        )
    ) as decided
    join claims_claim as claim on claim.id = decided.claim_id and claim.merged_into_id is null
    join claims_placement as placement on placement.claim_id = claim.id and placement.is_live
    join claims_assertion as assertion on assertion.id = placement.assertion_id
    where not assertion.is_withdrawn and assertion.review_state <> 'rejected'
    order by claim.id, placement.id
    on conflict do nothing
"""
_ARTICLES = """
    insert into link_article
    select row_number() over (order by article.published_on nulls last, article.id), article.id
    from sources_article as article
    where exists (
        select from claims_assertion as assertion
        where assertion.article_id = article.id and not assertion.is_withdrawn
          and assertion.review_state <> 'rejected' and assertion.type = any(%s)
          and not exists (select from link_fixed where assertion_id = assertion.id)
    )
"""


def decide(say: Say) -> int:
    """Fill the scratch tables; gives the number of statements that were decided on."""
    run(_BY_PEOPLE)
    run(_OLDEST_OF_DECIDED, [[str(kind.value) for kind in _ABOUT_CLAIMS]])
    clusters = Clusters()
    held = _hold(clusters)
    run(_ARTICLES, [list(default_catalogue().types)])
    [(total,)] = rows("select count(*) from link_article")
    say(f"{total:,} articles to link; {len(held):,} claims stay because people decided on them")
    done = decided = 0
    while done < total:
        with transaction.atomic():
            decided += _decide_chunk(clusters, done, held)
        done = min(total, done + _CHUNK)
        # When they have grown tenfold, or to the end of a stretch.
        if done in (_CHUNK, 10 * _CHUNK) or done % (50 * _CHUNK) == 0:
            analyze()
        if done % (10 * _CHUNK) == 0 or done == total:
            say(f"{done:,} of {total:,} articles decided")
    analyze()
    return decided


def _hold(clusters: Clusters) -> dict[int, int]:
    """Make the clusters of claims that people decided on; gives them by claim."""
    held: dict[int, int] = {}
    known = default_catalogue().types
    claims = [pk for (pk,) in rows("select distinct claim_id from link_fixed order by claim_id")]
    for start in range(0, len(claims), _CHUNK):
        chunk = claims[start : start + _CHUNK]
        seeds = _seeds(chunk)
        statements = read_statements([pk for ids in seeds.values() for pk in ids])
        types = dict(Claim.objects.filter(pk__in=chunk).values_list("pk", "type"))
        for claim in chunk:
            found = [pk for pk in seeds.get(claim, ()) if pk in statements]
            alike = [pk for pk in found if statements[pk].type == types[claim]]
            if alike and types[claim] in known:
                held[claim] = clusters.hold(claim, profile_of(statements[pk] for pk in alike))
    return held


def _seeds(claims: list[int]) -> dict[int, list[int]]:
    """The first of the statements that stay in each claim, in the order in which they were placed."""
    found: dict[int, list[int]] = defaultdict(list)
    query = """
        select seed.claim_id, seed.assertion_id from unnest(%s::bigint[]) as wanted(claim_id)
        cross join lateral (
            select fixed.claim_id, fixed.assertion_id, placement.id from link_fixed as fixed
            join claims_placement as placement
              on placement.assertion_id = fixed.assertion_id and placement.is_live
            join claims_assertion as assertion on assertion.id = fixed.assertion_id
            where fixed.claim_id = wanted.claim_id
              and not assertion.is_withdrawn and assertion.review_state <> 'rejected'
            order by placement.id limit %s
        ) as seed
        order by seed.claim_id, seed.id
    """
    for claim, assertion in rows(query, [claims, _SEEDS]):
        found[claim].append(assertion)
    return found


def _decide_chunk(clusters: Clusters, done: int, held: dict[int, int]) -> int:
    """Decide on the next articles in order; gives the number of their statements."""
    query = "select article_id from link_article where number > %s and number <= %s order by number"
    ids = [pk for (pk,) in rows(query, [done, done + _CHUNK])]
    articles = Article.objects.select_related("outlet").defer("search").in_bulk(ids)
    by_article: dict[int, list[Assertion]] = defaultdict(list)
    found = list(_free(ids).select_related("origin").defer("search").order_by("pk"))
    for assertion in found:
        by_article[assertion.article_id].append(assertion)
    barred = {
        pk: frozenset(held[c] for c in claims if c in held)
        for pk, claims in barred_from(found).items()
    }
    beside = _beside(ids, held)
    for pk in ids:
        waiting = waiting_of(Statements(articles[pk]), by_article[pk], barred)
        clusters.write(plan(waiting, SHELF, beside[pk]), waiting)
    return len(found)


def _free(articles: list[int]) -> QuerySet[Assertion]:
    """The statements of articles that are the machine's to place."""
    query = """
        select fixed.assertion_id from link_fixed as fixed
        join claims_assertion as a on a.id = fixed.assertion_id where a.article_id = any(%s)
    """
    fixed = [pk for (pk,) in rows(query, [articles])]
    types = default_catalogue().types
    active = Assertion.objects.filter(article__in=articles, is_withdrawn=False, type__in=types)
    return active.exclude(review_state=Assertion.ReviewState.REJECTED).exclude(pk__in=fixed)


def _beside(articles: list[int], held: dict[int, int]) -> dict[int, list[int]]:
    """By article, the clusters that hold statements of it which stay where they are."""
    query = """
        select distinct a.article_id, fixed.claim_id from claims_assertion as a
        join link_fixed as fixed on fixed.assertion_id = a.id
        where a.article_id = any(%s) order by a.article_id, fixed.claim_id
    """
    found: dict[int, list[int]] = defaultdict(list)
    for article, claim in rows(query, [articles]):
        if claim in held:
            found[article].append(held[claim])
    return found
