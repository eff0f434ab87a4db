"""Reading one article: extract → trace → link → assess. Safe to run again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction

from claims.extraction import Document, ExtractedAssertion
from claims.identity import speaker_key
from claims.models import Assertion, Attribution, SpeakerAlias
from claims.readers import Reader
from claims.services.assessing import assess_claims
from claims.services.chains import rebuild_chains
from claims.services.linking import claims_of, link_article
from claims.services.occasions import Occasions
from claims.services.readers import configured_reader, read
from claims.services.receipts import write_receipt
from claims.services.settled import Settled, place_of
from claims.services.speakers import identify_speakers
from claims.services.tracing import outlet_origin, speakers_origin
from claims.services.upkeep import refresh_claims
from claims.services.who_is_who import ask_who_is_who
from sources.models import Article, SourceFile
from sources.parsing.json import zones_from_json

State = SourceFile.State


def read_article(*, article_id: int, advance: Callable[[SourceFile.State], None]) -> None:
    """Take an article from its text to assessed claims; `advance` records every step.

    Raises ReaderError when the configured reader cannot read it; nothing is changed then.
    """
    article = Article.objects.select_related("outlet", "syndicated_from").get(pk=article_id)
    advance(State.EXTRACTING)
    reader = configured_reader()
    found = read(reader, document_of(article))
    advance(State.TRACING)
    store_assertions(article=article, found=found, reader=reader)
    advance(State.LINKING)
    # A new reading may have changed or withdrawn what claims hold of the article already.
    refresh_claims(claims_of(article))
    claim_ids = link_article(article=article)
    ask_who_is_who(article=article)
    advance(State.ASSESSING)
    assess_claims(claim_ids)
    write_receipt(article=article)


def document_of(article: Article) -> Document:
    """The article as extraction reads it."""
    return Document(
        text=article.text,
        zones=zones_from_json(article.zones),
        title=article.title,
        outlet=article.outlet.name if article.outlet else "",
        published_on=article.published_on,
    )


@transaction.atomic
def store_assertions(
    *, article: Article, found: Sequence[ExtractedAssertion], reader: Reader
) -> None:
    """Write what a reader found, one row per place, each with its origin and its reader.

    Rows a person has touched stay as they are; what is no longer found is withdrawn.
    """
    Article.objects.select_for_update().only("pk").get(pk=article.pk)
    # As it is now: it may have turned out to be a copy since the caller looked.
    article = Article.objects.select_related("outlet", "syndicated_from", "text_from").get(
        pk=article.pk
    )
    settled = Settled(article)
    aliases = identify_speakers(
        mentions=(m for one in found for m in one.speakers), article=article
    )
    occasions = Occasions(article, found)
    seen = set()
    for one in found:
        key = (one.type, one.start, one.anchor_start, one.stance.value)
        if key in seen:
            continue
        seen.add(key)
        row = settled.row_at(key)
        if settled.keeps(row, one):
            continue
        _store(article, one, row, reader, aliases, occasions)
    gone = [a.pk for a in settled.rows if place_of(a) not in seen and a.is_machine_draft]
    Assertion.objects.filter(pk__in=gone, is_withdrawn=False).update(is_withdrawn=True)
    standing = Assertion.objects.filter(article=article, is_withdrawn=False)
    rebuild_chains(list(standing.values_list("pk", flat=True)))


def _store(
    article: Article,
    one: ExtractedAssertion,
    row: Assertion | None,
    reader: Reader,
    aliases: dict[str, SpeakerAlias],
    occasions: Occasions,
) -> None:
    keys = list(dict.fromkeys(map(speaker_key, one.speakers)))
    # Two names of one speaker are one attribution, by the first of them.
    by_speaker: dict[int, str] = {}
    for key in keys:
        by_speaker.setdefault(aliases[key].speaker_id, key)
    keys = list(by_speaker.values())
    named = [aliases[key].speaker for key in keys]
    row = row or Assertion(article=article)
    fields = _fields(one, reader)
    if row.pk and any(getattr(row, name) != value for name, value in fields.items()):
        # Whoever looks at the old reading is told when they act on it.
        row.version += 1
    for name, value in fields.items():
        setattr(row, name, value)
    row.is_withdrawn = False
    if row.origin_set_by_id is None:
        row.origin = (
            speakers_origin(speakers=named, occasion=occasions.of(one))
            if named
            else outlet_origin(article.voice)
        )
    row.save()
    row.attributions.all().delete()
    mentions = {speaker_key(m): m for m in reversed(one.speakers)}
    Attribution.objects.bulk_create(
        Attribution(
            assertion=row,
            speaker=aliases[key].speaker,
            alias=aliases[key],
            mention=mentions[key].mention[:300],
            mention_start=mentions[key].start,
            mention_end=mentions[key].end,
            verb=one.cue[:100],
            quote=one.quote.value,
            via=[medium[:300] for medium in one.via],
        )
        for key in keys
    )


def _fields(one: ExtractedAssertion, reader: Reader) -> dict[str, object]:
    figure, event = one.figure, one.event_date
    return {
        "type": one.type,
        "excerpt": one.excerpt,
        "span_start": one.start,
        "span_end": one.end,
        "anchor_start": one.anchor_start,
        "anchor_end": one.anchor_end,
        "figure_text": figure.text[:200] if figure else "",
        "figure_quantifier": figure.quantifier.value if figure else "",
        "figure_low": figure.low if figure else None,
        "figure_high": figure.high if figure else None,
        "figure_unit": figure.unit if figure else "",
        "figure_start": one.figure_start,
        "figure_end": one.figure_end,
        "who": one.who,
        "roles": dict(one.roles),
        "place": one.place,
        "event_first": event.first if event else None,
        "event_last": event.last if event else None,
        "event_text": event.text[:200] if event else "",
        "stance": one.stance.value,
        "modality": one.modality.value,
        "verification_note": one.verification_note[:500],
        "confidence": one.confidence,
        "reasons": list(one.reasons),
        "extractor": reader.name,
        "extractor_version": reader.version,
        "extractor_prompt": reader.prompt,
    }
