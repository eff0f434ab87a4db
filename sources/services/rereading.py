"""Having articles read again, by the same way as the first time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from sources.models import Article, SourceFile
from sources.services.queueing import wake


@transaction.atomic
def read_again(*, article_ids: Iterable[int]) -> None:
    """Put the files of articles back into the ledger, and wake workers for them.

    A file that is on its way already notices by itself that its article changed; one that failed
    stays so. What people decided stays (the reading sees to that). A wake-up that cannot be sent is
    logged: the sweep finds the files.
    """
    files = SourceFile.objects.filter(
        article__in=list(article_ids), state=SourceFile.State.DONE
    ).order_by("pk")
    ids = list(files.select_for_update(of=("self",)).values_list("pk", flat=True))
    SourceFile.objects.filter(pk__in=ids).update(
        state=SourceFile.State.RECEIVED, attempts=0, heartbeat_at=None, finished_at=None
    )
    for source_file_id in ids:
        transaction.on_commit(partial(wake, source_file_id), robust=True)


def waiting_to_be_read_again() -> list[int]:
    """Ids of files that have an article and wait for a worker."""
    waiting = Article.objects.filter(
        source_file__state=SourceFile.State.RECEIVED, source_file__attempts=0
    )
    return list(waiting.order_by("source_file_id").values_list("source_file_id", flat=True))
