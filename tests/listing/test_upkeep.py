"""Facets follow the statements, whatever editors do to them."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from claims.models import Assertion, Claim, ClaimFacet, Origin, Speaker
from claims.services.assessing import assess_claims
from claims.services.claim_changes import merge_claims, split_claim
from claims.services.editorial import undo
from claims.services.hand_placing import place_statement
from claims.services.reviewing import accept, reject
from claims.services.speaker_changes import merge_speakers
from claims.services.speaker_changes import undo as undo_speakers
from tests.editing.worlds import HAITI, MALI, because, report
from tests.listing.worlds import facets_anew, stored_facets

pytestmark = pytest.mark.django_db
Facet = ClaimFacet.Facet


@pytest.fixture
def claims(db) -> tuple[Claim, Claim]:
    """Two claims, one of three reports and one of one."""
    for number, who in enumerate(("the Dell Institute", "the Lorne Foundation", "Ann Kestrel")):
        report(who, number=number, figure=str(300 + number))
    report("the Kestrel Institute", figure="310", to="Mali", number=10)
    return Claim.objects.get(title=HAITI), Claim.objects.get(title=MALI)


def number_of(claim: Claim, facet: int) -> int:
    return ClaimFacet.objects.filter(claim=claim, facet=facet).count()


def agrees() -> bool:
    return stored_facets() == facets_anew()


def test_reading_articles_fills_them(claims):
    haiti, _ = claims
    assert agrees()
    assert [number_of(haiti, f) for f in Facet] == [3, 3, 3, 1]


def test_merging_moves_them_and_undoing_brings_them_back(claims, editor):
    haiti, mali = claims
    before = stored_facets()
    (change,) = merge_claims(survivor=haiti, merged=[mali], by=because(editor))
    assert agrees()
    assert number_of(haiti, Facet.OUTLET) == 4
    assert number_of(mali, Facet.OUTLET) == 0
    undo(change=change, by=because(editor))
    assert stored_facets() == before


def test_splitting_divides_them(claims, editor):
    haiti, _ = claims
    one = haiti.assertions.order_by("pk").first()
    before = stored_facets()
    change = split_claim(claim=haiti, statements=[one], to="Another", by=because(editor))
    assert agrees()
    assert number_of(haiti, Facet.SPEAKER) == 2
    undo(change=change, by=because(editor))
    assert {row for row in stored_facets() if row[0] == haiti.pk} == {
        row for row in before if row[0] == haiti.pk
    }
    assert agrees()


def test_a_rejected_statement_counts_no_more_until_that_is_undone(claims, editor):
    _, mali = claims
    change = reject(assertion=mali.assertions.get(), by=because(editor))
    assert agrees()
    assert not ClaimFacet.objects.filter(claim=mali).exists()
    undo(change=change, by=because(editor))
    assert agrees()
    assert number_of(mali, Facet.OUTLET) == 1


def test_accepting_is_seen_though_nothing_of_the_claim_itself_changes(claims, editor):
    haiti, _ = claims
    accept(assertion=haiti.assertions.order_by("pk").first(), by=because(editor))
    assert agrees()
    assert number_of(haiti, Facet.REVIEW) == 2


def test_placing_a_statement_elsewhere_moves_what_it_brought(claims, editor):
    haiti, mali = claims
    place_statement(assertion=mali.assertions.get(), to=haiti, by=because(editor))
    assert agrees()
    assert number_of(haiti, Facet.ORIGIN) == 4


def test_speakers_that_are_one_are_one_value(claims, editor):
    haiti, _ = claims
    first, second = Speaker.objects.filter(name__in=("Dell Institute", "Lorne Foundation"))
    change = merge_speakers(survivor=first, merged=second, by=because(editor))
    assert agrees()
    assert number_of(haiti, Facet.SPEAKER) == 2
    undo_speakers(change=change, by=because(editor))
    assert agrees()
    assert number_of(haiti, Facet.SPEAKER) == 3


def test_a_withdrawn_statement_is_out_once_its_claim_is_assessed(claims):
    haiti, _ = claims
    Assertion.objects.filter(pk=haiti.assertions.first().pk).update(is_withdrawn=True)
    assess_claims([haiti.pk])
    assert agrees()


def test_assessing_again_writes_nothing(claims):
    haiti, _ = claims
    rows = ClaimFacet.objects.filter(claim=haiti).extra(select={"at": "xmin::text"})
    before = sorted(rows.values_list("facet", "value", "at"))
    assess_claims([haiti.pk])
    assert sorted(rows.values_list("facet", "value", "at")) == before


def test_the_figures_behind_a_headline_are_kept_without_making_news(claims):
    haiti, _ = claims
    kept = haiti.origin_figures
    assert [(one["label"], one["low"], one["high"]) for one in kept] == [
        ("Dell Institute", 300, 300),
        ("Lorne Foundation", 301, 301),
        ("Ann Kestrel", 302, 302),
    ]
    Claim.objects.filter(pk=haiti.pk).update(origin_figures=[])
    assess_claims([haiti.pk])
    now = Claim.objects.get(pk=haiti.pk)
    assert (now.origin_figures, now.version, now.changed_at) == (
        kept,
        haiti.version,
        haiti.changed_at,
    )


def test_a_command_brings_all_claims_up_to_date(claims):
    before = stored_facets()
    ClaimFacet.objects.all().delete()
    Claim.objects.update(origin_figures=[], report_count=0)
    said = io.StringIO()
    call_command("assess", stdout=said)
    assert "2 claims are assessed" in said.getvalue()
    assert stored_facets() == before
    haiti = Claim.objects.get(title=HAITI)
    assert (haiti.report_count, len(haiti.origin_figures)) == (3, 3)


def test_every_facet_of_rows_leads_back_to_its_claims(claims, as_reader):
    haiti, mali = claims
    for row, name in ((Speaker.objects.get(name="Dell Institute"), "speaker"),
                      (Origin.objects.get(label="Dell Institute"), "origin")):  # fmt: skip
        text = as_reader.get(f"/claims/?{name}={row.public_id}").content.decode()
        assert haiti.title in text
        assert mali.get_absolute_url() not in text
