"""A claim with many statements of known outlets, origins and days, written straight into the tables."""

from __future__ import annotations

from datetime import date, timedelta

from claims.models import Assertion, Claim, Origin, Speaker
from claims.services.assessing import assess_claims
from sources.models import Article, Outlet, SourceFile

FIRST_DAY = date(2025, 1, 1)
SENTENCE = "Soldiers were sent to Lorne."


def claim_with(
    number: int,
    *,
    outlets: int = 4,
    speakers: int = 3,
    stance_every: int = 0,
    unfigured_every: int = 0,
) -> Claim:
    """A claim with so many statements, one an article. Every fifth has no date, every third is the
    outlet's own word; every so-manyth is a denial or has no figure."""
    published = [Outlet.objects.get_or_create(name=f"Outlet {n}")[0] for n in range(outlets)]
    own = [_own_voice(outlet) for outlet in published]
    said = [voice_of(f"Speaker {n}") for n in range(speakers)]
    claim = Claim.objects.create(type="troops_deployed", title="Soldiers sent to Lorne")
    for n in range(number):
        is_denial = bool(stance_every) and n % stance_every == stance_every - 1
        is_figured = not (unfigured_every and n % unfigured_every == unfigured_every - 1)
        add_statement(
            claim,
            outlet=published[n % outlets],
            origin=own[n % outlets] if n % 3 == 0 else said[n % speakers],
            day=None if n % 5 == 4 else FIRST_DAY + timedelta(days=n % 7),
            figure=1000 + 10 * (n % 9) if is_figured else None,
            stance="denies" if is_denial else "asserts",
        )
    assess_claims([claim.pk])
    claim.refresh_from_db()
    return claim


def add_statement(
    claim: Claim,
    *,
    outlet: Outlet | None = None,
    origin: Origin | None = None,
    day: date | None = None,
    figure: int | None = 1000,
    stance: str = "asserts",
    text: str = SENTENCE,
    url: str = "",
) -> Assertion:
    """One more statement of the claim, alone in its article."""
    number = SourceFile.objects.count()
    file = SourceFile.objects.create(sha256=f"{number:064x}", name=f"{number}.txt", size=1)
    article = Article.objects.create(
        source_file=file,
        title=f"Article {number}",
        text=text,
        text_sha256=f"{number:064x}",
        outlet=outlet,
        published_on=day,
        url=url,
    )
    return Assertion.objects.create(
        article=article,
        claim=claim,
        origin=origin,
        type=claim.type,
        excerpt=text,
        span_start=0,
        span_end=len(text),
        anchor_start=0,
        anchor_end=8,
        figure_text=f"{figure:,}" if figure else "",
        figure_quantifier="exact" if figure else "",
        figure_low=figure,
        figure_high=figure,
        figure_unit="people" if figure else "",
        stance=stance,
        extractor="test",
        extractor_version="1",
    )


def _own_voice(outlet: Outlet) -> Origin:
    about = {"kind": "outlet", "label": f"{outlet} itself", "outlet": outlet}
    return Origin.objects.get_or_create(key=f"own:{outlet.pk}", defaults=about)[0]


def voice_of(name: str) -> Origin:
    speaker, _ = Speaker.objects.get_or_create(name=name, defaults={"kind": "person"})
    about = {"kind": "speakers", "label": name}
    origin, _ = Origin.objects.get_or_create(key=f"said:{speaker.pk}", defaults=about)
    origin.speakers.add(speaker)
    return origin
