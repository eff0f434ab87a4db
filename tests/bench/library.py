"""A whole library as claimbase would hold it: outlets, articles, speakers, origins, chains, statements
and claims with their figures, challenges and status.

    python -m tests.bench.library FOLDER [--assertions 100000]

The stories of `tests.bench.stories` are loaded by COPY; whoever they quote becomes a speaker, what nobody
is quoted for becomes the outlet's own word, one statement in fifty denies or doubts and one in ten was
accepted by an editor. Chains and status are then computed by the services that compute them always. One
claim holds 500 statements, and one article 200. The folder keeps the database for other benches.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from tests.bench.database import own_database

SEED = 11
VIRAL, LONG = 500, 200
_AT_ONCE = 500

# Whoever a story quotes, as reading would have stored them. Everything is made from the ids, so that two
# libraries are alike.
_PEOPLE = (
    """
    insert into claims_speaker (id, public_id, name, kind, role, affiliation, country, story, version,
                                created_at)
    select o.id, 'spk_' || lpad(o.id::text, 26, '0'), o.label,
           case when o.id %% 3 = 0 then 'organisation' else 'person' end, '', '', '', '{}', 1, now()
    from claims_origin o where o.kind = 'speakers'
    """,
    """
    insert into claims_speakeralias (speaker_id, key, name, reasons, created_at)
    select id, lower(name), name, '[]', now() from claims_speaker
    """,
    """
    insert into claims_origin_speakers (origin_id, speaker_id)
    select id, id from claims_origin where kind = 'speakers'
    """,
    "update claims_origin set family = 'speaker:' || id where kind = 'speakers'",
    """
    insert into claims_attribution (assertion_id, speaker_id, mention, verb, quote, via)
    select a.id, a.origin_id, s.name, 'said', 'indirect', '{}'
    from claims_assertion a join claims_speaker s on s.id = a.origin_id
    """,
    """
    insert into claims_origin (public_id, key, family, kind, label, outlet_id, occasion, medium,
                               date_is_stated, created_at)
    select 'org_own' || lpad(id::text, 23, '0'), 'outlet:' || id, '', 'outlet', name || ' itself', id,
           '', '', false, now()
    from sources_outlet
    """,
    """
    update claims_assertion a set origin_id = o.id
    from sources_article r, claims_origin o
    where r.id = a.article_id and o.outlet_id = r.outlet_id and a.origin_id is null
    """,
    """
    update claims_assertion set stance = case when id %% 150 = 0 then 'doubts' else 'denies' end
    where id %% 50 = 0
    """,
    "update claims_assertion set review_state = 'accepted' where id %% 10 = 3",
)
# The claim that is next above the size asked for gives the rest to its neighbour; so both stay real.
_SHORTEN = """
    with surplus as (
        select id from claims_assertion where claim_id = %(claim)s order by id offset %(size)s
    ), moved as (
        update claims_assertion set claim_id = %(other)s where id in (select id from surplus) returning id
    )
    update claims_placement set claim_id = %(other)s where assertion_id in (select id from moved)
"""


def fill(assertions: int) -> None:
    """Fill an empty database."""
    from django.db import connection

    from claims.models import Assertion, Claim
    from claims.services.assessing import assess_claims
    from claims.services.chains import rebuild_chains
    from tests.bench.stories import Newsroom
    from tests.bench.story_load import Loader

    Loader(Newsroom(SEED)).load(assertions)
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        for statement in _PEOPLE:
            cursor.execute(statement, [])
        _shape_extremes(cursor)
        cursor.execute("set session_replication_role = origin")
        for table in ("claims_speaker", "claims_origin"):
            cursor.execute(
                f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}"  # noqa: S608
            )
        cursor.execute("analyze")
    for ids in _batches(Assertion):
        rebuild_chains(ids)
    for ids in _batches(Claim):
        assess_claims(ids)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _shape_extremes(cursor: Any) -> None:
    """One claim of VIRAL statements, and one article of LONG."""
    cursor.execute(
        """select claim_id from claims_assertion group by 1 having count(*) >= %s
           order by count(*) limit 2""",
        [VIRAL],
    )
    (claim,), (other,) = cursor.fetchall()
    cursor.execute(_SHORTEN, {"claim": claim, "other": other, "size": VIRAL})
    cursor.execute(
        "select article_id from claims_assertion where id = (select max(id) from claims_assertion)"
    )
    [article] = cursor.fetchone()
    _lengthen(article)


def _lengthen(article_id: int) -> None:
    """The article states what it states again and again, each time in a paragraph of its own."""
    from claims.models import Assertion, Placement
    from sources.models import Article

    article = Article.objects.defer("search").get(pk=article_id)
    told = list(article.assertions.defer("search"))
    rows: list[Assertion] = []
    while len(told) + len(rows) < LONG:
        like = told[len(rows) % len(told)]
        start = len(article.text) + 2
        article.text = f"{article.text}\n\n{like.excerpt}"
        moved = start - like.span_start
        values = {
            f.attname: getattr(like, f.attname)
            for f in like._meta.concrete_fields
            if not f.generated
        }
        values |= {
            name: values[name] + moved
            for name in ("span_start", "span_end", "anchor_start", "anchor_end")
        }
        rows.append(Assertion(**{**values, "id": None, "public_id": ""}))
    article.save(update_fields=["text"])
    Assertion.objects.bulk_create(rows)
    Placement.objects.bulk_create(
        Placement(assertion=row, claim_id=row.claim_id, score=1.0) for row in rows
    )


def _batches(model: Any) -> Any:
    last = 0
    rows = model.objects.order_by("pk")
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:_AT_ONCE]):
        yield ids
        last = ids[-1]


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--assertions", type=int, default=100_000)
    asked = options.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with own_database(asked.folder):
        from claims.models import Assertion, Claim

        if Assertion.objects.exists():
            raise SystemExit(f"{asked.folder} holds a library already.")
        begin = time.perf_counter()
        fill(asked.assertions)
        print(
            f"{Assertion.objects.count():,} assertions, {Claim.objects.listed().count():,} claims in "
            f"{time.perf_counter() - begin:.0f} s"
        )


if __name__ == "__main__":
    main()
