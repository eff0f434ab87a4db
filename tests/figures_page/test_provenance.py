"""Where the reports of a claim come from, as a tree."""

import pytest

from claims.models import Claim, Origin
from claims.services import provenance as growing
from claims.services.assessing import weighed
from claims.services.evidence import evidence_of
from claims.services.provenance import provenance
from claims.services.scope import EVERYTHING, Scope, scope_without
from sources.models import Article, Outlet
from tests.factories import ingest_article
from tests.figures_page.worlds import spread, troops

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db) -> Claim:
    return spread()


def tree(claim: Claim, scope: Scope = EVERYTHING):
    loaded = evidence_of(claim.pk, scope)
    return provenance(claim.pk, loaded, weighed(loaded)[0], scope)


def shape(root) -> list[tuple[list[str], list[str]]]:
    """Of every way its steps, and the outlets at its end."""
    return [([f"{s.words} {s.name}" for s in way.steps], sorted(b.name for b in way.outlets))
            for way in root.ways]  # fmt: skip


def test_the_media_between_stand_between_origin_and_outlets(claim):
    lee = tree(claim).counted[0]
    assert shape(lee) == [(["told to Dellsky Kuryer"], ["Dell Daily", "Lorne Mail"])]
    assert (lee.reports, lee.outlet_count, lee.left_out) == (2, 2, "")


def test_a_copy_comes_by_the_text_of_its_source_and_names_it(claim):
    french = next(r for r in tree(claim).counted if r.label == "French officials")
    ways = sorted(shape(french))
    assert ways == [([], ["Tarn Post"]), (["in a text of Tarn Post"], ["Harbour News"])]
    leaves = [leaf for way in french.ways for b in way.outlets for leaf in b.articles]
    copies = [leaf for leaf in leaves if leaf.copy_of]
    assert len(copies) == 1
    assert copies[0].copy_of == Article.objects.get(outlet__name="Tarn Post", copy_of=None,
                                                    published_on="2025-03-03").public_id  # fmt: skip
    assert copies[0].copy_of_label == "Story of the day 31 (Tarn Post)"


def test_an_origin_that_is_tied_to_a_counted_one_hangs_on_it_with_the_reason(claim):
    french = next(r for r in tree(claim).counted if r.label == "French officials")
    assert [(t.label, t.reports) for t in french.tied] == [("France", 1)]
    assert "both speak for France" in french.tied[0].left_out


def test_a_union_hangs_on_the_member_that_is_counted():
    kenyan = tree(troops()).counted[0]
    assert [t.label for t in kenyan.tied] == ["Kenyan and Brazilian intelligence agencies"]


def test_what_does_not_count_for_another_reason_stands_apart():
    from tests.copies.texts import story

    words = story(5, "Kenya has sent 300 soldiers to Haiti.")
    ingest_article(words, outlet="Tarn Post", published="2025-03-01")
    ingest_article(
        "Told\n\nKenya has sent 300 soldiers to Haiti. Kenya has sent 300 soldiers to Haiti, "
        "Ann Lee said.", outlet="Dell Daily", published="2025-03-02",
    )  # fmt: skip
    found = tree(Claim.objects.get())
    assert [(r.label, r.left_out) for r in found.apart] == [
        ("Dell Daily itself", "the article names somebody else for it")
    ]


def test_every_report_is_on_one_way_of_its_origin(claim):
    found = tree(claim)
    roots = [r for top in found.counted for r in (top, *top.tied)] + list(found.apart)
    for root in roots:
        assert sum(way.reports for way in root.ways) == root.reports
        assert {b.name for way in root.ways for b in way.outlets}
    assert sum(r.reports for r in roots) == found.reports == 8


def test_what_is_left_out_is_not_in_the_tree(claim):
    france = Origin.objects.get(label="France").public_id
    french = next(r for r in tree(claim, scope_without([france])).counted if "French" in r.label)
    assert french.tied == ()


def test_leaving_an_origin_out_leaves_the_tree_of_the_others_whole(claim):
    whole = {r.id: r for r in tree(claim).counted}
    for left_out in whole:
        found = tree(claim, scope_without([left_out]))
        assert left_out not in {r.id for r in (*found.counted, *found.apart)}
        for root in found.counted:
            assert sum(way.reports for way in root.ways) == root.reports > 0
            assert root.outlet_count > 0
            if root.id in whole:
                assert (root.ways, root.outlet_count) == (
                    whole[root.id].ways,
                    whole[root.id].outlet_count,
                )


def test_many_outlets_and_articles_are_cut_with_their_number(monkeypatch):
    for number in range(4):
        for again in range(3):
            ingest_article(
                f"Report {number} {again}\n\nKenya has sent {again + 300} soldiers to Haiti, "
                f"France said.", outlet=f"Outlet {number}", published="2025-03-01",
            )  # fmt: skip
    monkeypatch.setattr(growing, "SHOWN_OUTLETS", 3)
    (root,) = tree(Claim.objects.get()).counted
    (way,) = root.ways
    assert (way.reports, way.outlet_count, len(way.outlets), way.more) == (12, 4, 3, 1)
    assert [(len(b.articles), b.more) for b in way.outlets] == [(2, 1)] * 3


def test_the_number_of_queries_does_not_grow(claim, django_assert_num_queries):
    def grow() -> None:
        loaded = evidence_of(claim.pk)
        verdict = weighed(loaded)[0]
        with django_assert_num_queries(3):
            provenance(claim.pk, loaded, verdict)

    grow()
    for number, country in enumerate(("Peru", "Chile", "Norway", "Japan")):
        ingest_article(
            f"New {number}\n\nKenya has sent about 12,000 soldiers to Haiti, {country} said.",
            outlet=f"Paper {number}", published="2025-03-07",
        )  # fmt: skip
    claim.refresh_from_db()
    grow()


def test_the_page_shows_the_tree_with_marked_copies(as_reader, claim):
    page = as_reader.get(claim.get_absolute_url()).content.decode()
    part = page.split('id="provenance"', 1)[1].split("</section>", 1)[0]
    assert part.count("✓ counted") == claim.independent_count
    assert '<span class="copy-mark">copy</span>' in part
    assert "Tied to it, so not counted: 1 origin" in part
    alone = as_reader.get(f"/claims/{claim.public_id}/provenance/")
    assert "Tied to it, so not counted: 1 origin" in alone.content.decode()


def test_the_api_gives_the_same_tree(as_reader, claim):
    found = as_reader.get(f"/api/v1/claims/{claim.public_id}/provenance/").json()
    shown = tree(claim)
    assert [r["id"] for r in found["counted"]] == [r.id for r in shown.counted]
    assert found["counted"][0]["ways"][0]["steps"] == [
        {"role": "told", "name": "Dellsky Kuryer", "outlet": ""}
    ]
    assert found["reports"] == 8
    bad = as_reader.get(f"/api/v1/claims/{claim.public_id}/provenance/?without=x")
    assert bad.status_code == 400


def test_hostile_names_are_text(as_reader, claim):
    Outlet.objects.filter(name="Tarn Post").update(name="<script>x</script>")
    Article.objects.filter(title="Ann Lee speaks").update(title="<img src=x onerror=y>")
    page = as_reader.get(claim.get_absolute_url()).content.decode()
    assert "<script>x" not in page
    assert "<img src=x" not in page
