"""How long it takes to know a speaker, among few and among many.

    python manage.py shell -c "from tests.bench.speaker_identity import run; run(1_000_000)"

Writes into the database it is given, and takes it all back.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator

from django.db import connection, transaction

from claims.extraction.types import SpeakerKind, SpeakerMention
from claims.identity import Identity, blocks_of, speaker_key
from claims.models import Speaker, SpeakerAlias, SpeakerBlock
from claims.services.speakers import identify_speakers
from sources.models import Article

SYLLABLES = (
    "ba",
    "den",
    "kor",
    "lim",
    "ar",
    "nov",
    "sky",
    "ra",
    "tel",
    "os",
    "min",
    "ga",
    "chi",
    "zu",
)
CHUNK = 1000


def names(seed: int) -> Iterator[str]:
    chance = random.Random(seed)  # noqa: S311
    while True:
        first, last = ("".join(chance.choices(SYLLABLES, k=3)).title() for _ in range(2))
        yield f"{first} {last}"


def fill(count: int) -> None:
    """Speakers with names, in bulk."""
    source = names(1)
    for _ in range(0, count, CHUNK):
        batch = [next(source) for _ in range(CHUNK)]
        speakers = Speaker.objects.bulk_create(Speaker(name=n, kind="person") for n in batch)
        SpeakerAlias.objects.bulk_create(
            SpeakerAlias(speaker=s, key=f"bench:{s.pk}", name=s.name) for s in speakers
        )
        SpeakerBlock.objects.bulk_create(
            SpeakerBlock(speaker=s, key=key)
            for s in speakers
            for key in blocks_of(Identity(SpeakerKind.PERSON, (s.name,)))
        )
    with connection.cursor() as cursor:
        cursor.execute("analyze claims_speaker, claims_speakeralias, claims_speakerblock")


def measure(article: Article, rounds: int = 300) -> list[float]:
    """Milliseconds to meet a new name, each time another."""
    source, times = names(time.time_ns()), []
    for _ in range(rounds):
        name = next(source)
        mention = SpeakerMention(name, name, SpeakerKind.PERSON, 0, 0)
        begin = time.perf_counter()
        identify_speakers(mentions=[mention], article=article)
        times.append((time.perf_counter() - begin) * 1000)
        assert speaker_key(mention)
    return sorted(times)


def run(many: int) -> None:
    article = Article.objects.first()
    if article is None:
        sys.exit("Ingest an article first.")
    with transaction.atomic():
        for count in (1000, many - 1000):
            fill(count)
            times = measure(article)
            sys.stdout.write(
                f"{Speaker.objects.count():>9,} speakers: median {statistics.median(times):.1f} ms, "
                f"95 % {times[int(len(times) * 0.95)]:.1f} ms\n"
            )
        transaction.set_rollback(True)
