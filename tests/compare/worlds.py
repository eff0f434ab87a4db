"""Outlets that treat the same claims in different ways."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from sources.models import Article, Outlet
from tests.factories import ingest_article

HAITI = "Kenyan troops sent to Haiti"
SENT_TO_HAITI = "Kenya has sent about 300 soldiers to Haiti, Kenyan officials said."
FLOOD = "A flood in Port Quillan killed 12 people, the mayor of Port Quillan said."


def report(outlet: str, text: str, day: int = 3) -> Article:
    """An article of an outlet in March."""
    number = Article.objects.count()
    return ingest_article(
        f"Report {number}\n\n{text}", outlet=outlet, published=f"2025-03-{day:02}"
    )


def four_outlets() -> list[Outlet]:
    """One reports first, one hardens the figure, one has only a denial, one leaves a claim out."""
    report("Lorne Mail", f"{SENT_TO_HAITI}\n\n{FLOOD}", 3)
    report("Quillan Post", SENT_TO_HAITI.replace("about ", ""), 4)
    report("Talusa Times", "Haiti denied that Kenya has sent 300 soldiers to Haiti.", 5)
    report("Morvan Star", FLOOD, 4)
    names = ("Lorne Mail", "Quillan Post", "Talusa Times", "Morvan Star")
    return [Outlet.objects.get(name=name) for name in names]


def query(*outlets: Outlet, **more: Any) -> dict[str, Any]:
    """The address's query for a comparison of these outlets."""
    return {"outlet": [outlet.public_id for outlet in outlets], **more}


def compared(client: Any, *outlets: Outlet, **more: Any) -> dict[str, Any]:
    """What the page shows: by title of the claim, what each outlet did."""
    answer = client.get(reverse("compare-outlets"), query(*outlets, **more))
    assert answer.status_code == 200
    return {
        row.claim.title: [cell.treatment.value for cell in row.cells]
        for row in answer.context["comparison"].rows
    }
