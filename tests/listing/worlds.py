"""Small libraries of claims at random, and their facets counted the slow way."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field

from claims.models import Assertion, Attribution, Claim, ClaimFacet, Origin, Speaker
from claims.services.facets.upkeep import refresh_facets
from sources.models import Article, Outlet, SourceFile

STATUSES = ("unassessed", "single_source", "corroborated", "disputed")
DECISIONS = ("", "", "confirmed", "disputed")
TYPES = ("killed", "exchanged", "troops_deployed")
PLACES = ("", "Lorne", "Dell", "Kestrel")
STATES = ("draft", "accepted", "corrected", "rejected")


@dataclass(slots=True)
class World:
    """What the claims of a library have, by facet; names of rows are their public ids."""

    values: dict[int, dict[str, set[str]]] = field(default_factory=dict)

    def counts(self, chosen: dict[str, set[str]], facet: str) -> dict[str, int]:
        """Claims by value of a facet, of those that meet every other one."""
        found: dict[str, int] = {}
        for has in self.values.values():
            if all(has[name] & wanted for name, wanted in chosen.items() if name != facet):
                for value in has[facet]:
                    found[value] = found.get(value, 0) + 1
        return found

    def listed(self, chosen: dict[str, set[str]]) -> set[int]:
        """The claims that meet every facet."""
        return {pk for pk, has in self.values.items() if all(has[n] & w for n, w in chosen.items())}


def make_world(seed: int, claims: int = 40) -> World:
    """A library of claims whose statements, outlets, speakers and origins are drawn at random."""
    draw = random.Random(seed)  # noqa: S311 - a test
    outlets = [Outlet.objects.create(name=f"Outlet {n}") for n in range(5)]
    speakers = [Speaker.objects.create(name=f"Speaker {n}", kind="person") for n in range(6)]
    origins = [
        Origin.objects.create(key=f"own {n}", kind="speakers", label=f"Origin {n}")
        for n in range(6)
    ]
    articles = [make_article(n, draw.choice([None, *outlets])) for n in range(12)]
    world = World()
    for number in range(claims):
        claim = Claim.objects.create(
            title=f"Claim {number}",
            type=draw.choice(TYPES),
            computed_status=draw.choice(STATUSES),
            decided_status=draw.choice(DECISIONS),
            place=draw.choice(PLACES),
            independent_count=draw.randint(0, 7),
            challenge_count=draw.choice((0, 0, 1, 3)),
            needs_review=draw.random() < 0.3,
        )
        claim.refresh_from_db()
        has = world.values[claim.pk] = {
            "status": {claim.status},
            "computed": {claim.computed_status},
            "decided": {claim.decided_status or "none"},
            "type": {claim.type},
            "place": {claim.place} - {""},
            "origins": {str(min(claim.independent_count, 5))},
            "challenged": {"true" if claim.challenge_count else "false"},
            "needs_review": {"true" if claim.needs_review else "false"},
            "outlet": set(),
            "speaker": set(),
            "origin": set(),
            "review": set(),
        }
        for start in range(draw.randint(0, 5)):
            article = draw.choice(articles)
            said = make_assertion(
                article,
                claim,
                start=number * 10 + start,
                origin=draw.choice([None, *origins]),
                review_state=draw.choice(STATES),
                is_withdrawn=draw.random() < 0.2,
            )
            named = draw.sample(speakers, draw.randint(0, 2))
            for speaker in named:
                Attribution.objects.create(assertion=said, speaker=speaker, mention=speaker.name)
            if said.is_withdrawn or said.review_state == "rejected":
                continue
            has["outlet"] |= {article.outlet.public_id} if article.outlet else set()
            has["origin"] |= {said.origin.public_id} if said.origin else set()
            has["speaker"] |= {speaker.public_id for speaker in named}
            has["review"] |= {said.review_state}
    refresh_facets(claim_ids=list(world.values))
    return world


def make_article(number: int, outlet: Outlet | None) -> Article:
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    file = SourceFile.objects.create(sha256=digest, name=f"{number}.txt", size=1, state="done")
    return Article.objects.create(
        source_file=file, title=f"Article {number}", outlet=outlet, text="A text. " * 100,
        text_sha256=digest,
    )  # fmt: skip


def make_assertion(
    article: Article, claim: Claim, *, start: int = 0, **values: object
) -> Assertion:
    return Assertion.objects.create(
        article=article, claim=claim, type=claim.type, excerpt="A text.", span_start=start,
        span_end=start + 7, anchor_start=start, anchor_end=start + 7, extractor="rules",
        extractor_version="1", **values,
    )  # fmt: skip


def stored_facets() -> set[tuple[int, int, int]]:
    """What is kept: claim, facet and value."""
    return set(ClaimFacet.objects.values_list("claim_id", "facet", "value"))


def facets_anew() -> set[tuple[int, int, int]]:
    """What ought to be kept, from every statement that counts."""
    counting = Assertion.objects.filter(is_withdrawn=False, claim__isnull=False)
    found: set[tuple[int, int, int]] = set()
    states = {state: number for number, state in ClaimFacet.REVIEW_STATES.items()}
    for one in counting.exclude(review_state="rejected").select_related("article"):
        values = [(4, states[Assertion.ReviewState(one.review_state)]), (3, one.origin_id)]
        values += [(1, one.article.outlet_id)]
        values += [(2, said.speaker_id) for said in one.attributions.all()]
        found |= {(one.claim_id or 0, facet, value) for facet, value in values if value}
    return found
