"""Four real articles that report one interview, where they lie at hand: what claimbase must make of them.

The articles are no part of the project. `CLAIMBASE_SEED_ARTICLES` names their folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from claims.models import Claim, Origin, Speaker
from tests.factories import only_claim

SEEDS = Path(os.environ.get("CLAIMBASE_SEED_ARTICLES", "../shared/seeds"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not SEEDS.is_dir(),
        reason="the seed articles are not here (CLAIMBASE_SEED_ARTICLES names their folder)",
    ),
]


@pytest.fixture(autouse=True)
def _read(db: None) -> None:
    call_command("ingest", "--local", str(SEEDS), verbosity=0)


def counts(claim: Claim) -> tuple[int, int, int]:
    """Reports, outlets, independent origins."""
    return (claim.report_count, claim.outlet_count, claim.independent_count)


def detail(client: Any, claim: Claim, **query: str) -> dict[str, Any]:
    """The claim as the API gives it."""
    answer = client.get(f"/api/v1/claims/{claim.public_id}/", query)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def ambassador() -> Origin:
    """The one origin of the interview."""
    claim = only_claim(type="wounded_treated")
    origins = Origin.objects.filter(assertions__claim=claim, assertions__stance="asserts")
    return origins.filter(kind=Origin.Kind.SPEAKERS).distinct().get()


def test_an_interview_in_four_outlets_is_one_origin():
    claim = only_claim(type="wounded_treated")
    assert counts(claim) == (4, 4, 1)
    assert (claim.figure_quantifier, claim.figure_text) == ("vague", "hundreds")
    assert claim.computed_status == "single_source"
    assert claim.challenge_count > 0


def test_all_that_the_interview_told_has_that_one_origin():
    for type_key in ("children_hosted", "cost_waived"):
        claim = only_claim(type=type_key)
        assert counts(claim) == (4, 4, 1)
        assert claim.figure_text == ""


def test_without_the_interview_nothing_supports_the_treatment(as_reader):
    origin, claim = ambassador(), only_claim(type="wounded_treated")
    for left_out in (origin.public_id, origin.speakers.get().public_id):
        found = detail(as_reader, claim, without=left_out)["recomputed"]
        assert found["counts"]["independent_origins"] == 0
        assert all(line["left_out"] for line in found["origins"])
        assert found["status"] == "unassessed"


def test_three_reports_of_troops_are_two_origins_and_the_claim_says_why(as_reader):
    claim = only_claim(type="troops_deployed")
    assert (claim.report_count, claim.independent_count) == (3, 2)
    told = detail(as_reader, claim)["rests_on"]
    assert told.startswith("3 reports rest on 2 independent origins:")
    assert "Not counted:" in told
    assert "because" in told


def test_the_way_of_a_statement_is_kept_hop_by_hop(as_reader):
    speaker = Speaker.objects.get(origins=ambassador())
    rows = as_reader.get("/api/v1/assertions/", {"speaker": speaker.public_id}).json()["results"]
    ways = [" → ".join(link["name"] for link in row["chain"]) for row in rows]
    assert all(way.endswith(speaker.name) for way in ways)
    assert max(way.count("→") for way in ways) >= 3


def test_killed_and_wounded_together_are_one_claim_and_arms_are_others():
    assert counts(only_claim(type="casualties"))[0] == 2
    supplied = Claim.objects.listed().filter(type="materiel_supplied")
    assert supplied.filter(figure_low=200, independent_count=1).count() == 1
