"""The novelty receipt of an article: what it added to what was known when it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from claims.extraction.types import Stance
from claims.figures import Figure, Quantifier
from claims.models import Assertion, NoveltyReceipt
from claims.services.claim_rows import rows_of
from claims.services.evidence import evidence_of_claims, terms
from claims.services.scope import Scope
from claims.weighing import weigh
from claims.weighing.novelty import Brought, Known, Novelty, novelty
from sources.models import Article

_CHALLENGING = (Stance.DOUBTS.value, Stance.DENIES.value)
# Of the statements from before, the figures and origins that the article's own could repeat.
_KNOWN = """
, ours as (select * from found where article_id = %(scope_beside)s),
theirs as (select * from found where article_id <> %(scope_beside)s)
select 'claim', claim_id, null::bigint, null::text, null::text, null::numeric, null::numeric,
       null::text
from theirs group by claim_id
union all
select 'origin', t.claim_id, t.origin_id, null, null, null, null, null
from theirs t join ours o on o.claim_id = t.claim_id and o.origin_id = t.origin_id
join claims_origin g on g.id = t.origin_id and g.kind <> 'unknown'
group by t.claim_id, t.origin_id
union all
select 'figure', t.claim_id, null, min(t.figure_text), t.figure_quantifier, t.figure_low,
       t.figure_high, t.figure_unit
from theirs t join ours o on o.claim_id = t.claim_id and o.is_figured and t.is_figured
group by t.claim_id, t.figure_quantifier, t.figure_low, t.figure_high, t.figure_unit
"""


@transaction.atomic
def write_receipt(*, article: Article) -> NoveltyReceipt:
    """Say once what an article adds; gives the one that was written first.

    What was known before are the statements with smaller ids: of two articles that are read at the
    same time one is the earlier.
    """
    if done := NoveltyReceipt.objects.filter(article=article).first():
        return done
    rows = list(
        Assertion.objects.filter(article=article, claim__isnull=False, is_withdrawn=False)
        .defer("search")
        .order_by("span_start", "anchor_start", "id")
    )
    kinds: dict[str, list[str]] = {kind.value: [] for kind in Novelty}
    if rows:
        for row, found in zip(rows, _novelty(article, rows), strict=True):
            for kind in found:
                kinds[kind.value].append(row.public_id)
    receipt, _created = NoveltyReceipt.objects.get_or_create(
        article=article, defaults={"statement_count": len(rows), "statements": kinds}
    )
    return receipt


def _novelty(article: Article, rows: Sequence[Assertion]) -> list[list[Novelty]]:
    claim_ids = sorted({row.claim_id for row in rows if row.claim_id})
    first = min(row.pk for row in rows)
    known = _known(claim_ids, Scope(before=first, beside=article.pk))
    adding = _adding([c for c in claim_ids if known[c].is_known], first, article)
    return [
        novelty(
            Brought(
                origin=row.origin_id,
                figure=row.figure,
                is_challenge=row.stance in _CHALLENGING,
                is_copy=article.copy_of_id is not None,
                adds_support=(row.claim_id, row.origin_id) in adding,
            ),
            known[row.claim_id or 0],
            settings.FIGURE_TOLERANCE,
        )
        for row in rows
    ]


def _known(claim_ids: Sequence[int], scope: Scope) -> dict[int, Known]:
    seen: set[int] = set()
    origins: dict[int, set[int]] = defaultdict(set)
    figures: dict[int, list[Figure]] = defaultdict(list)
    for what, claim_id, origin, text, quantifier, low, high, unit in rows_of(
        _KNOWN, claim_ids, scope
    ):
        if what == "claim":
            seen.add(claim_id)
        elif what == "origin":
            origins[claim_id].add(origin)
        else:
            figures[claim_id].append(Figure(text, Quantifier(quantifier), low, high, unit))
    return {c: Known(c in seen, frozenset(origins[c]), tuple(figures[c])) for c in claim_ids}


def _adding(claim_ids: Sequence[int], first: int, article: Article) -> set[tuple[int, int]]:
    """Claims with more independent origins since the article, each with the origins counted now that
    were not there before."""
    if not claim_ids:
        return set()
    before = evidence_of_claims(claim_ids, Scope(before=first, beside=None))
    after = evidence_of_claims(claim_ids, Scope(before=first, beside=article.pk))
    found = set()
    for claim_id in claim_ids:
        old, new = before[claim_id], after[claim_id]
        was = weigh(old.evidence, terms(), old.ties)
        now = weigh(new.evidence, terms(), new.ties)
        if now.independence.count > was.independence.count:
            known = {o.source.id for o in old.evidence.origins}
            found |= {(claim_id, i) for i in now.independence.counted if i not in known}
    return found
