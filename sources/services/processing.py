"""One file's way through the pipeline. Safe to run twice, and by two workers at once."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from sources.errors import StepError
from sources.models import Article, SourceContent, SourceFile
from sources.parsing import ParseError
from sources.services.articles import store_article
from sources.services.copies import find_copies
from sources.services.failing import fail
from sources.services.parser_process import parse
from sources.signals import article_ingested

State = SourceFile.State
_log = structlog.get_logger(__name__)


def process(source_file_id: int) -> str:
    """Take a file from `received` to `done` or `failed`; gives the state it ended in.

    Does nothing to a file that is finished, or that another worker shows signs of life on. Database
    errors that pass by themselves are raised, with the file back in `received`.
    """
    if not _claim(source_file_id):
        return SourceFile.objects.values_list("state", flat=True).get(pk=source_file_id)
    source_file = SourceFile.objects.get(pk=source_file_id)
    log = _log.bind(source_file=source_file.public_id, name=source_file.name)
    try:
        _take_through(source_file)
    except StepError as error:
        log.info("file failed", code=error.code, reason=error.message)
        fail(source_file_id, error)
    except (OperationalError, InterfaceError):
        SourceFile.objects.filter(pk=source_file_id).update(state=State.RECEIVED)
        raise
    except Exception as error:
        log.exception("file failed for a reason of ours")
        fail(source_file_id, _unexpected(error))
    return SourceFile.objects.values_list("state", flat=True).get(pk=source_file_id)


def _claim(source_file_id: int) -> bool:
    """Make this worker the one that has the file; the attempt is counted before any work."""
    now = timezone.now()
    silent = now - timedelta(seconds=settings.STUCK_SECONDS)
    claimed = (
        SourceFile.objects.filter(pk=source_file_id)
        .filter(Q(state=State.RECEIVED) | Q(heartbeat_at__lt=silent))
        .exclude(state__in=State.final())
        .update(state=State.PARSING, attempts=F("attempts") + 1, heartbeat_at=now)
    )
    return bool(claimed)


def _take_through(source_file: SourceFile) -> None:
    if source_file.attempts > settings.MAX_ATTEMPTS:
        raise ParseError(
            "too_many_attempts",
            f"Given up after {settings.MAX_ATTEMPTS} attempts (CLAIMBASE_MAX_ATTEMPTS): each time "
            "the worker ended before the file was finished.",
        )
    article = Article.objects.filter(source_file=source_file).only("id").first()
    if article is None:
        data = SourceContent.objects.get(source_file=source_file).data
        parsed = parse(bytes(data), name=source_file.name, sidecar=source_file.sidecar)
        article = store_article(source_file=source_file, parsed=parsed)

    def advance(state: SourceFile.State) -> None:
        SourceFile.objects.filter(pk=source_file.pk).update(
            state=state, heartbeat_at=timezone.now()
        )

    # Another article may have shown meanwhile that lines of this one are furniture.
    zones = None
    while not _is_finished(source_file, article.pk, zones):
        zones = Article.objects.values_list("zones", flat=True).get(pk=article.pk)
        find_copies(article_id=article.pk)
        article_ingested.send(sender=Article, article_id=article.pk, advance=advance)


@transaction.atomic
def _is_finished(source_file: SourceFile, article_id: int, zones_read: object) -> bool:
    """Record the end, unless the zones are no longer those that were read."""
    zones = Article.objects.select_for_update().values_list("zones", flat=True).get(pk=article_id)
    if zones != zones_read:
        return False
    now = timezone.now()
    SourceFile.objects.filter(pk=source_file.pk).update(
        state=State.DONE, heartbeat_at=now, finished_at=now
    )
    return True


def _unexpected(error: Exception) -> StepError:
    return StepError(
        "internal_error",
        f"claimbase could not process the file: {error.__class__.__name__}: {error}. The log has "
        "the details; nothing was lost, and the file can be retried.",
    )


def unfinished_and_silent() -> list[int]:
    """Ids of files that wait or were given up by their worker, oldest sign of life first."""
    silent = timezone.now() - timedelta(seconds=settings.STUCK_SECONDS)
    stuck = Q(heartbeat_at__lt=silent) | Q(heartbeat_at=None, received_at__lt=silent)
    return list(
        SourceFile.objects.exclude(state__in=State.final())
        .filter(stuck)
        .order_by(F("heartbeat_at").asc(nulls_first=True), "id")
        .values_list("id", flat=True)[:1000]
    )
