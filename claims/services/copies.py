"""What it means for statements that their article is a copy of another text than was thought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction

from claims.models import Assertion
from claims.services.assessing import assess_claims
from claims.services.chains import rebuild_chains
from claims.services.tracing import outlet_origin
from sources.models import Article, Outlet


@transaction.atomic
def follow_source(*, article_ids: Collection[int]) -> None:
    """Give what these articles say in their own voice the outlet it came from as origin, rebuild the
    chains of all their statements, and assess the claims concerned. What people set stays."""
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
    statements = Assertion.objects.filter(article__in=article_ids)
    rebuild_chains(list(statements.values_list("pk", flat=True)))
    claims = statements.filter(claim__isnull=False).values_list("claim_id", flat=True)
    assess_claims(set(claims))
