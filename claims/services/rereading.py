"""Which articles another reader, or another state of the same one, has yet to read."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Assertion
from claims.readers import Reader
from sources.models import Article


def articles_read_otherwise(reader: Reader) -> QuerySet[Article]:
    """Articles with a machine draft in force that this reader, version and prompt did not give."""
    others = Assertion.objects.filter(
        ~Q(
            extractor=reader.name,
            extractor_version=reader.version,
            extractor_prompt=reader.prompt,
        ),
        article=OuterRef("pk"),
        is_withdrawn=False,
        review_state=Assertion.ReviewState.DRAFT,
        credibility=None,
    )
    return Article.objects.filter(Exists(others)).order_by("pk")
