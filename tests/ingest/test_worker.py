"""Real workers on a real broker: nothing is lost, nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from claims.models import Claim
from sources.models import Article, IngestBatch, SourceFile
from sources.services.collecting import collect
from sources.services.queueing import queue
from sources.services.receiving import open_batch, receive_found

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def worker_env(settings) -> Iterator[dict[str, str]]:
    """The environment of a worker on this test's own database and queue."""
    from claimbase.celery import app

    settings.STUCK_SECONDS = 5
    database = connection.settings_dict
    name = f"test-{uuid.uuid4().hex[:8]}"
    before, app.conf.task_default_queue = app.conf.task_default_queue, name
    app.amqp.queues.select_add(name)
    host = database["HOST"]
    url = f"postgresql://{database['USER']}:{database['PASSWORD']}@/{database['NAME']}?host={quote(host, safe='')}"
    if not host.startswith("/"):
        url = f"postgresql://{database['USER']}:{database['PASSWORD']}@{host}:{database['PORT'] or 5432}/{database['NAME']}"
    yield {
        **os.environ,
        "DATABASE_URL": url,
        "CLAIMBASE_QUEUE": name,
        "CLAIMBASE_STUCK_SECONDS": "5",
    }
    app.conf.task_default_queue = before


def start(env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "claimbase", "worker", "-c", "2", "-l", "info"],
            cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip


def stop(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGTERM)
    try:
        worker.wait(15)
    finally:
        with_group(worker, signal.SIGKILL)


def with_group(worker: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(worker.pid, number)
    except ProcessLookupError:
        return
    worker.wait(10)


def hand_in(folder: Path) -> list[int]:
    batch = open_batch(channel=IngestBatch.Channel.COMMAND)
    ids = [receive_found(f, batch=batch).source_file.pk for f in collect([str(folder)])]
    queue(ids)
    return ids


def wait_for(ids: list[int], seconds: float = 60, least: int | None = None) -> int:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done = SourceFile.objects.filter(pk__in=ids, state__in=SourceFile.State.final()).count()
        if done >= (len(ids) if least is None else least):
            return done
        time.sleep(0.05)
    raise AssertionError(list(SourceFile.objects.values_list("name", "state", "error")))


def summary() -> dict[str, object]:
    return {
        "articles": Article.objects.count(),
        "claims": sorted(
            Claim.objects.values_list(
                "type", "computed_status", "figure_text", "report_count", "independent_count"
            )
        ),
    }


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(16):
        outlet = f'{{"outlet": "Outlet {number}", "published": "2025-03-03"}}'
        (folder / f"{number:02}.json").write_text(outlet)
        (folder / f"{number:02}.txt").write_text(
            f"Report {number}\n\nKenya has sent about 1,000 soldiers to Haiti, Kenyan officials said.\n\n"
            f"The mayor of Lorne received visitor number {number}.\n"
        )
    return folder


def test_workers_that_link_at_once_make_one_claim(worker_env, articles, tmp_path):
    worker = start(worker_env, tmp_path / "worker.log")
    try:
        wait_for(hand_in(articles))
    finally:
        stop(worker)
    (claim,) = Claim.objects.filter(type="troops_deployed")
    assert (claim.report_count, claim.outlet_count, claim.independent_count) == (16, 16, 1)


def test_a_worker_killed_in_the_middle_loses_nothing(worker_env, articles, tmp_path):
    log = tmp_path / "worker.log"
    worker = start(worker_env, log)
    ids = hand_in(articles)
    wait_for(ids, least=2)
    with_group(worker, signal.SIGKILL)

    # What beat's sweep does: wake a new worker for what went silent.
    second = start(worker_env, log)
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            from sources.services.processing import unfinished_and_silent

            queue(unfinished_and_silent())
            if not SourceFile.objects.exclude(state__in=SourceFile.State.final()).exists():
                break
            time.sleep(1)
    finally:
        stop(second)
    assert set(SourceFile.objects.values_list("state", flat=True)) == {SourceFile.State.DONE}
    assert summary() == {
        "articles": 16,
        "claims": [("troops_deployed", "single_source", "about 1,000", 16, 1)],
    }
