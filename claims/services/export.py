"""Rows for exports, streamed in the order of ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from claims.figures import Figure, Quantifier, interval
from claims.models import Assertion, Attribution, ChainLink, Claim
from claims.services.tables import FIGURE_PARTS, Row
from sources.models import Article

CHUNK = 1000
# What of a claim no row tells.
UNTOLD = ("search", "profile", "status_reasons", "roles")
_ATTRIBUTIONS = Attribution.objects.filter(assertion=OuterRef("pk")).order_by("id")
_LINKS = ChainLink.objects.filter(assertion=OuterRef("pk")).order_by("position", "id")


# What every column of an export of claims says. In JSON the figure is an object of its own.
CLAIM_COLUMNS = {
    "id": "Id of the claim; /c/<id>/ opens its page.",
    "type": "Claim type of the catalogue.",
    "title": "What the claim asks.",
    "status": "The status in force: the editor's decision, or the computed one.",
    "computed_status": "The status by the rules of the method page.",
    "decided_status": "The editor's decision; empty for none.",
    "needs_review": "The evidence changed after the decision.",
    "figure_text": "The headline figure in words.",
    "figure_quantifier": "exact, approximately, at_least, at_most, between or vague; empty for no figure.",
    "figure_low": "The lower bound that its words give; empty for none.",
    "figure_high": "The upper bound that its words give; empty for none.",
    "figure_unit": "What is counted.",
    "figure_interval_low": "The least number the figure stands for, as pages show it: “hundreds” is 200 to 999.",
    "figure_interval_high": "The greatest one; empty for no end.",
    "figures_agree": "Whether the figures of the independent origins go together; empty with fewer than two.",
    "independent_origins": "Independent origins: the largest set of sources of which none repeats another.",
    "reports": "Articles that report it.",
    "outlets": "Outlets that published them.",
    "mentions_without_figure": "Articles that mention it without a figure, where others give one.",
    "challenges": "Denials, contradictions and doubts that stand, each once however many reports repeat it.",
    "place": "Where.",
    "event_first": "First day of what is claimed.",
    "event_last": "Last day of what is claimed.",
    "first_reported": "Day of the first report.",
    "last_reported": "Day of the last report.",
    "changed_at": "When the claim last changed (UTC).",
}
# The same of statements.
STATEMENT_COLUMNS = {
    "id": "Id of the statement; /assertions/<id>/ opens it.",
    "source": "Name of the source file as it was handed in.",
    "article": "Id of the article.",
    "article_url": "Address of the article at its outlet.",
    "title": "Title of the article.",
    "outlet": "Who published it.",
    "published": "Day of publication.",
    "type": "Claim type of the catalogue.",
    "excerpt": "The words of the article, verbatim.",
    "start": "Where they begin in the article's text, in Unicode code points.",
    "end": "Where they end.",
    "figure_text": "The figure in the words of the article.",
    "figure_quantifier": "exact, approximately, at_least, at_most, between or vague; empty for no figure.",
    "figure_low": "The lower bound that its words give; empty for none.",
    "figure_high": "The upper bound that its words give; empty for none.",
    "figure_unit": "What is counted.",
    "figure_interval_low": "The least number the figure stands for, as pages show it: “hundreds” is 200 to 999.",
    "figure_interval_high": "The greatest one; empty for no end.",
    "who": "Who is counted.",
    "roles": "The parties, by role.",
    "place": "Where.",
    "event_first": "First day of what is stated.",
    "event_last": "Last day of what is stated.",
    "speakers": "Who said it.",
    "via": "Media between the speaker and this outlet.",
    "chain": "The way of the statement, from the outlet back to who said it.",
    "stance": "asserts, doubts, denies or no_comment.",
    "modality": "actual, planned or feared.",
    "claim": "Id of the claim it belongs to.",
    "claim_title": "Title of that claim.",
    "origins": "The origin the report was traced to.",
    "review_state": "draft, accepted or corrected.",
    "extractor": "Who read it: a reader, or a person.",
    "extractor_version": "Its version.",
    "extractor_prompt": "Hash of the prompt it was asked with; empty for rules and people.",
}


# What a statement's row is made of, in its order. Plain values and lists that the database gathers: rows
# of models with their relations take ten times as long.
_OF_STATEMENT: dict[str, Any] = {
    "id": "public_id",
    "source": "article__source_file__name",
    "article": "article__public_id",
    "article_url": "article__url",
    "title": "article__title",
    "outlet": "article__outlet__name",
    "published": "article__published_on",
    "type": "type",
    "excerpt": "excerpt",
    "start": "span_start",
    "end": "span_end",
    **{f"figure_{part}": f"figure_{part}" for part in FIGURE_PARTS},
    "who": "who",
    "roles": "roles",
    "place": "place",
    "event_first": "event_first",
    "event_last": "event_last",
    "speakers": ArraySubquery(_ATTRIBUTIONS.values("speaker__name")),
    "via": ArraySubquery(
        _ATTRIBUTIONS.annotate(medium=Func(F("via"), function="unnest")).values("medium")
    ),
    "chain": ArraySubquery(_LINKS.values_list(Coalesce("speaker__name", "outlet__name", "name"))),
    "stance": "stance",
    "modality": "modality",
    "claim": "claim__public_id",
    "claim_title": "claim__title",
    "origins": "origin__label",
    "review_state": "review_state",
    "extractor": "extractor",
    "extractor_version": "extractor_version",
    "extractor_prompt": "extractor_prompt",
}


def statements_in_force() -> QuerySet[Assertion]:
    """Statements that count, in no order."""
    return Assertion.objects.filter(is_withdrawn=False).exclude(
        review_state=Assertion.ReviewState.REJECTED
    )


def statement_rows(statements: QuerySet[Assertion]) -> Iterator[Row]:
    """The rows of statements, in their order; `source` is the path as ingested, offsets are code
    points."""
    found = statements.values_list(*_OF_STATEMENT.values())
    return map(_statement_row, found.iterator(chunk_size=CHUNK))


def _statement_row(values: tuple[Any, ...]) -> Row:
    row: Row = dict(zip(_OF_STATEMENT, values, strict=True))
    parts = {part: row.pop(f"figure_{part}") for part in FIGURE_PARTS}
    for name in ("article_url", "place", "extractor_prompt"):
        row[name] = row[name] or None
    row["via"] = list(dict.fromkeys(row["via"]))
    row["origins"] = [row["origins"]] if row["origins"] else []
    return {**row, "figure": _figure_of(parts)}


def claim_row(row: Claim) -> Row:
    """A claim with its status, figure and counts."""
    return {
        "id": row.public_id,
        "type": row.type,
        "title": row.title,
        "status": row.status,
        "computed_status": row.computed_status,
        "decided_status": row.decided_status or None,
        "needs_review": row.needs_review,
        "figure": _figure(row),
        "figures_agree": row.figures_agree,
        "independent_origins": row.independent_count,
        "reports": row.report_count,
        "outlets": row.outlet_count,
        "mentions_without_figure": row.unfigured_count,
        "challenges": row.challenge_count,
        "place": row.place or None,
        "event_first": row.event_first,
        "event_last": row.event_last,
        "first_reported": row.first_reported_on,
        "last_reported": row.last_reported_on,
        "changed_at": row.changed_at,
    }


def assertion_rows() -> Iterator[Row]:
    """Every statement in force."""
    return statement_rows(statements_in_force().order_by("id"))


def claim_rows() -> Iterator[Row]:
    """Every claim that was not merged into another."""
    claims = Claim.objects.filter(merged_into=None).defer(*UNTOLD).order_by("id")
    return map(claim_row, claims.iterator(chunk_size=CHUNK))


def article_rows() -> Iterator[Row]:
    """Every article, with its text."""
    articles = Article.objects.select_related(
        "source_file", "outlet", "syndicated_from", "text_from", "copy_of"
    )
    for row in articles.defer("search").order_by("id").iterator(chunk_size=CHUNK):
        yield {
            "id": row.public_id,
            "source": str(row.source_file),
            "sha256": row.source_file.sha256,
            "title": row.title,
            "byline": row.byline or None,
            "outlet": row.outlet.name if row.outlet else None,
            "syndicated_from": row.syndicated_from.name if row.syndicated_from else None,
            "copy_of": row.copy_of.public_id if row.copy_of else None,
            "text_from": row.text_from.name if row.text_from else None,
            "published": row.published_on,
            "language": row.language or None,
            "url": row.url or None,
            "text": row.text,
        }


ROWS = {"assertions": assertion_rows, "claims": claim_rows, "articles": article_rows}


def _figure(row: Claim) -> Row | None:
    return _figure_of({part: getattr(row, f"figure_{part}") for part in FIGURE_PARTS})


def _figure_of(parts: Row) -> Row | None:
    if not parts["quantifier"]:
        return None
    figure = Figure(**{**parts, "quantifier": Quantifier(parts["quantifier"])})
    stands_for = interval(figure, settings.FIGURE_TOLERANCE)
    return {
        **parts,
        "low": _number(parts["low"]),
        "high": _number(parts["high"]),
        "interval_low": _number(stands_for.low),
        "interval_high": _number(stands_for.high),
    }


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
