"""What it means for statements that their article is a copy of another text than was thought.

Claims are locked before statements, as everywhere. A statement that another worker places meanwhile
has a claim that is not locked here: that one is assessed once all this is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction

from claims.models import Assertion, Claim
from claims.services.assessing import assess_claims
from claims.services.chains import rebuild_chains
from claims.services.tracing import outlet_origin
from sources.models import Article, Outlet


@transaction.atomic
def follow_source(*, article_ids: Collection[int]) -> None:
    """Give what these articles say in their own voice the outlet it came from as origin, rebuild the
    chains of all their statements, and assess the claims concerned. What people set stays."""
    statements = Assertion.objects.filter(article__in=article_ids)
    placed = statements.filter(claim__isnull=False)
    locked = _lock(set(placed.values_list("claim_id", flat=True)))
    voices: dict[Outlet | None, list[int]] = defaultdict(list)
    articles = Article.objects.filter(pk__in=article_ids).only(
        "outlet", "syndicated_from", "text_from"
    )
    for article in articles.select_related("outlet", "syndicated_from", "text_from"):
        voices[article.voice].append(article.pk)
    for voice, ids in voices.items():
        own = Assertion.objects.filter(article__in=ids, attributions=None, origin_set_by=None)
        origin = outlet_origin(voice)
        own.exclude(origin=origin).update(origin=origin)
    rebuild_chains(list(statements.values_list("pk", flat=True)))
    assess_claims(locked)
    if late := set(placed.values_list("claim_id", flat=True)) - locked:
        transaction.on_commit(lambda: assess_claims(late))


def _lock(claim_ids: Collection[int]) -> set[int]:
    rows = Claim.objects.select_for_update().filter(pk__in=claim_ids).order_by("pk")
    return set(rows.values_list("pk", flat=True))
