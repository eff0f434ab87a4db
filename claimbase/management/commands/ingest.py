"""`manage.py ingest PATH...`: read files into the knowledge base."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from claims.models import Assertion, Claim
from sources.models import IngestBatch, SourceFile
from sources.services.collecting import Found, collect
from sources.services.processing import process
from sources.services.queueing import BrokerUnreachableError, queue, worker_is_alive
from sources.services.receiving import Received, call_by_its_files, open_batch, receive_found
from sources.services.rereading import waiting_to_be_read_again
from sources.services.unpacking import is_archive
from sources.services.uploading import receive_archive

START_WORKER = (
    "Start everything with ./run, or only a worker with `./run celery -A claimbase worker`"
)
NO_WORKER = (
    f"No worker is running, so the files wait in the queue. {START_WORKER}; --local reads them in "
    "this process."
)
READ_HERE = f"No worker is running, so this process reads the files. {START_WORKER}."


class Command(BaseCommand):
    """Stores files and has them read: by workers, or with --local in this process."""

    help = "Take files and folders (recursively; - is standard input) through the pipeline."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--wait", action="store_true", help="wait, with progress and a table")
        parser.add_argument("--local", action="store_true", help="without broker or worker")

    def handle(self, *args: Any, **options: Any) -> None:
        self.console = Console(file=self.stdout, highlight=False)  # type: ignore[arg-type]
        self.claims_before = Claim.objects.count()
        batch = open_batch(channel=IngestBatch.Channel.COMMAND, name=" ".join(options["paths"]))
        received = self._receive(options["paths"], batch)
        call_by_its_files(batch)
        self.refused = list(batch.items.filter(source_file=None))
        for item in self.refused:
            self.stderr.write(f"not taken in: {item.name}: {item.error}")
        if not received and not self.refused:
            raise CommandError("There is no file in what was named.")
        waiting = [one.source_file.pk for one in received if one.is_queued]
        if options["local"]:
            self._work(waiting)
        elif options["wait"]:
            self._wait(waiting)
        else:
            self._queue(waiting, known=len(received) - len(waiting))
            return
        self._summarise(batch, received)

    def _receive(self, paths: list[str], batch: IngestBatch) -> list[Received]:
        try:
            return [one for found in collect(paths) for one in _take_in(found, batch)]
        except FileNotFoundError as error:
            raise CommandError(f"There is no file or folder {error}.") from error
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from error

    def _work(self, waiting: list[int]) -> None:
        with self._progress() as progress:
            for source_file_id in progress.track(waiting, description="Reading"):
                _process_patiently(source_file_id)
        # Articles that the new ones showed to hold repeated lines of their outlet.
        for source_file_id in waiting_to_be_read_again():
            _process_patiently(source_file_id)

    def _wait(self, waiting: list[int]) -> None:
        if waiting and not worker_is_alive(5.0):
            self.stderr.write(self.style.WARNING(READ_HERE))
            self._work(waiting)
            return
        _wake(waiting)
        self._follow(waiting)

    def _queue(self, waiting: list[int], *, known: int) -> None:
        _wake(waiting)
        self.stdout.write(f"{len(waiting)} files queued; {known} were known already.")
        if waiting and not worker_is_alive():
            self.stderr.write(self.style.WARNING(NO_WORKER))
        if self.refused:
            raise CommandError(f"{len(self.refused)} files were not taken in.", returncode=1)

    def _follow(self, waiting: list[int]) -> None:
        with self._progress() as progress:
            task = progress.add_task("Reading", total=len(waiting))
            done = 0
            while done < len(waiting):
                time.sleep(0.2)
                done = SourceFile.objects.filter(
                    pk__in=waiting, state__in=SourceFile.State.final()
                ).count()
                progress.update(task, completed=done)

    def _progress(self) -> Progress:
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
        )

    def _summarise(self, batch: IngestBatch, received: list[Received]) -> None:
        files = SourceFile.objects.filter(batch_items__batch=batch).distinct()
        failed = list(files.filter(state=SourceFile.State.FAILED))
        worked_on = [one.source_file.pk for one in received if one.is_queued]
        assertions = Assertion.objects.filter(
            article__source_file__in=worked_on, is_withdrawn=False
        ).count()
        rows = {
            "Files": len(received) + len(self.refused),
            "Articles": len(worked_on) - len(failed),
            "Assertions": assertions,
            "New claims": Claim.objects.count() - self.claims_before,
            "Duplicates": sum(not one.is_new for one in received),
            "Failures": len(failed) + len(self.refused),
        }
        table = Table(show_header=False)
        for label, number in rows.items():
            table.add_row(label, f"{number:,}")
        self.console.print(table)
        for one in failed:
            self.console.print(f"failed: {one.name}: {one.error}", markup=False)
        if failed or self.refused:
            counts = f"{rows['Failures']} of {rows['Files']}"
            raise CommandError(f"{counts} files failed.", returncode=1)


def _take_in(found: Found, batch: IngestBatch) -> list[Received]:
    """The file itself, or what an archive holds."""
    if not is_archive(found.name) or found.path is None:
        return [receive_found(found, batch=batch)]
    with found.path.open("rb") as stream:
        room = settings.MAX_UPLOAD_FILES
        return receive_archive(stream, name=found.name, about={}, batch=batch, room=room) or []


def _wake(waiting: list[int]) -> None:
    try:
        queue(waiting)
    except BrokerUnreachableError as error:
        raise CommandError(str(error)) from error


def _process_patiently(source_file_id: int) -> None:
    """Process in this process; a passing database error is tried again as a worker would."""
    for pause in (1, 3, None):
        try:
            process(source_file_id)
        except OperationalError:
            if pause is None:
                raise
            time.sleep(pause)
        else:
            return
