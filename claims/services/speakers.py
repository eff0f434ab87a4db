"""Knowing a speaker by any of their names: the machine's part of who is who.

Three things keep concurrent workers and editors apart. Workers share one lock that an editor's merge
or split takes alone, so that nobody writes a statement for a speaker that is being moved. Workers that
bring a new name wait for each other only if the names share a key of candidates, so that two
spellings of one new speaker never become two. And what an alias says is never changed here: a name
that a person moved stays where they put it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from claims.extraction.countries import country_of
from claims.extraction.types import SpeakerKind, SpeakerMention
from claims.identity import (
    Identity,
    Match,
    Thresholds,
    Verdict,
    blocks_of,
    blocks_to_search,
    is_bare_name,
    score,
    speaker_key,
    story_of,
)
from claims.models import MergeSuggestion, Speaker, SpeakerAlias, SpeakerBlock, SpeakerChange
from claims.services.candidates import Candidate, candidates_of
from sources.models import Article
from sources.services.locks import lock_for_transaction, share_for_transaction

# Held shared by whoever writes statements of speakers, alone by whoever moves them.
MOVING_SPEAKERS = "speakers:moving"
# A new speaker is asked about beside at most this many others.
MOST_SUGGESTIONS = 5
FIRST_NAME = "the name it was first met under"


@transaction.atomic
def identify_speakers(
    *, mentions: Iterable[SpeakerMention], article: Article
) -> dict[str, SpeakerAlias]:
    """The aliases, with their speakers, behind the mentions of one article, by `speaker_key`.

    A name that is known leads to its speaker. Another becomes an alias of a known speaker, a new
    speaker that editors are asked about, or simply a new one, by the score.
    """
    share_for_transaction(MOVING_SPEAKERS)
    wanted: dict[str, SpeakerMention] = {}
    for mention in mentions:
        wanted.setdefault(speaker_key(mention), mention)
        for member in members_of(mention):
            wanted.setdefault(speaker_key(member), member)
    keys = {key: alias_key(mention, article) for key, mention in wanted.items()}
    known = _known(keys)
    known |= _named_by_editors({k: m for k, m in wanted.items() if k not in known})
    missing = {key: wanted[key] for key in wanted if key not in known}
    if missing:
        known |= _meet(missing, keys, article)
    for key, mention in missing.items():
        members = {known[speaker_key(m)].speaker for m in members_of(mention)}
        _contain(known[key].speaker, members)
    for key, alias in known.items():
        _complete(alias.speaker, wanted[key])
    if removed := [alias.speaker_id for alias in known.values() if alias.speaker.is_removed]:
        # Somebody says something again.
        Speaker.objects.filter(pk__in=removed).update(is_removed=False)
    return known


def alias_key(mention: SpeakerMention, article: Article) -> str:
    """The key of a mention's alias: of a last name alone it holds in this article only."""
    key = speaker_key(mention)
    return f"{key}@{article.public_id}" if is_bare_name(mention) else key


def members_of(mention: SpeakerMention) -> list[SpeakerMention]:
    """The parts of a group, as mentions of their own."""
    return [
        SpeakerMention(name, name, SpeakerKind.GROUP, 0, 0, affiliation=country_of(name))
        for name in mention.members
    ]


def thresholds() -> Thresholds:
    """From which score on two names are one speaker, or a question to editors."""
    return Thresholds(same=settings.SPEAKER_SAME_SCORE, suggest=settings.SPEAKER_SUGGEST_SCORE)


def _known(keys: dict[str, str]) -> dict[str, SpeakerAlias]:
    found = SpeakerAlias.objects.filter(key__in=keys.values()).select_related("speaker")
    aliases = {alias.key: alias for alias in found}
    return {key: aliases[of] for key, of in keys.items() if of in aliases}


def _named_by_editors(wanted: dict[str, SpeakerMention]) -> dict[str, SpeakerAlias]:
    """Last names alone that an editor has said whose they are, wherever they stand."""
    bare = {key: mention for key, mention in wanted.items() if is_bare_name(mention)}
    if not bare:
        return {}
    found = SpeakerAlias.objects.filter(key__in=bare, set_by__isnull=False)
    return {
        alias.key: alias
        for alias in found.select_related("speaker")
        if bare[alias.key].affiliation in ("", alias.speaker.country)
    }


def _meet(
    missing: dict[str, SpeakerMention], keys: dict[str, str], article: Article
) -> dict[str, SpeakerAlias]:
    """Find or make the speakers of names that were not known when this transaction began."""
    story = story_of(article.title, article.text)
    identities = {key: identity_of(mention, story) for key, mention in missing.items()}
    searched = {key: blocks_to_search(one) for key, one in identities.items()}
    # A name and its spellings share a key of candidates: only one worker at a time meets them.
    own = {block for one in identities.values() for block in blocks_of(one)}
    lock_for_transaction(
        *(f"speaker:{name}" for name in (*map(keys.__getitem__, missing), *own)),
        *(f"speaker:{block}" for blocks in searched.values() for block in blocks),
    )
    known = _known({key: keys[key] for key in missing})
    candidates = candidates_of(frozenset().union(*searched.values()))
    # Full names first, so that a last name alone finds them.
    for key in sorted(missing, key=lambda k: (is_bare_name(missing[k]), k)):
        if key in known:
            continue
        beside = [c for c in candidates if c.blocks & searched[key]]
        known[key] = alias = _resolve(missing[key], identities[key], keys[key], beside)
        candidates.append(Candidate(alias.speaker, identities[key], blocks_of(identities[key])))
    return known


def identity_of(mention: SpeakerMention, story: frozenset[str] = frozenset()) -> Identity:
    """A mention as identity sees it."""
    country = mention.affiliation or (
        "" if mention.kind is SpeakerKind.PERSON else country_of(mention.name)
    )
    country = "" if mention.members else country
    return Identity(mention.kind, (mention.name,), country, mention.role, mention.members, story)


def _resolve(
    mention: SpeakerMention, identity: Identity, key: str, beside: list[Candidate]
) -> SpeakerAlias:
    best: dict[int, tuple[Match, Speaker]] = {}
    for candidate in beside:
        match = score(identity, candidate.identity)
        known = best.get(candidate.speaker.pk)
        if known is None or match.score > known[0].score:
            best[candidate.speaker.pk] = (match, candidate.speaker)
    ranked = sorted(best.values(), key=lambda found: (-found[0].score, found[1].pk))
    verdict = thresholds().verdict([match.score for match, _ in ranked])
    if verdict is Verdict.SAME:
        match, speaker = ranked[0]
        _name_in_full(speaker, mention)
        return _add_alias(speaker, mention, key, match, identity)
    speaker = _create(mention, identity)
    alias = _add_alias(speaker, mention, key, Match(1.0, (FIRST_NAME,)), identity)
    if verdict is Verdict.SUGGEST:
        _suggest(speaker, ranked)
    return alias


def _add_alias(
    speaker: Speaker, mention: SpeakerMention, key: str, match: Match, identity: Identity
) -> SpeakerAlias:
    alias = SpeakerAlias.objects.create(
        speaker=speaker,
        key=key,
        name=mention.name[:300],
        score=match.score,
        reasons=list(match.reasons),
    )
    SpeakerBlock.objects.bulk_create(
        [SpeakerBlock(speaker=speaker, key=block[:200]) for block in sorted(blocks_of(identity))],
        ignore_conflicts=True,
    )
    return alias


def _create(mention: SpeakerMention, identity: Identity) -> Speaker:
    is_country = mention.kind is SpeakerKind.COUNTRY
    name = mention.affiliation if is_country and mention.affiliation else mention.name
    country = "" if mention.members else mention.affiliation or country_of(mention.name)
    return Speaker.objects.create(
        name=name[:300],
        kind=mention.kind.value,
        role=mention.role[:300],
        affiliation=mention.affiliation[:300],
        country=country[:100],
        story=sorted(word[:100] for word in identity.story),
    )


def _suggest(speaker: Speaker, ranked: list[tuple[Match, Speaker]]) -> None:
    least = settings.SPEAKER_SUGGEST_SCORE
    asked = [(m, other) for m, other in ranked if m.score >= least][:MOST_SUGGESTIONS]
    MergeSuggestion.objects.bulk_create(
        [
            MergeSuggestion(first=other, second=speaker, score=m.score, reasons=list(m.reasons))
            for m, other in asked
        ],
        ignore_conflicts=True,
    )


def _name_in_full(speaker: Speaker, mention: SpeakerMention) -> None:
    """A speaker met by last name alone is called by the full name, unless an editor named it."""
    if speaker.kind != Speaker.Kind.PERSON or is_bare_name(mention):
        return
    present = SpeakerMention(speaker.name, speaker.name, SpeakerKind.PERSON, 0, 0)
    named = SpeakerChange.objects.filter(speaker=speaker, kind=SpeakerChange.Kind.RENAME)
    if is_bare_name(present) and not named.exists():
        speaker.name = mention.name[:300]
        speaker.version += 1
        speaker.save(update_fields=["name", "version"])


def _contain(group: Speaker, members: set[Speaker]) -> None:
    """A group met under a new name contains whom that names, unless an editor said whom it contains."""
    if members and "members" not in said_by_people(group):
        group.members.add(*(members - {group}))


def said_by_people(speaker: Speaker) -> frozenset[str]:
    """What editors said of a speaker, by field, and have not taken back: it stays as they said."""
    acts = SpeakerChange.objects.filter(
        speaker=speaker, kind=SpeakerChange.Kind.DESCRIBE, undone_by=None
    )
    return frozenset(
        "members" if step["what"] == "membership" else step["field"]
        for journal in acts.values_list("journal", flat=True)
        for step in journal
    )


def _complete(speaker: Speaker, mention: SpeakerMention) -> None:
    """An article may be the first to say for whom a person speaks, and in which office; what an editor
    said of that stays, also that there is none."""
    told: dict[str, str] = {}
    if mention.affiliation and not speaker.country and not mention.members:
        told = dict.fromkeys(("country", "affiliation"), mention.affiliation[:100])
    if mention.role and not speaker.role:
        told["role"] = mention.role[:300]
    if not told:
        return
    said = said_by_people(speaker)
    if said & {"country", "affiliation"}:
        told = {field: value for field, value in told.items() if field == "role"}
    changed = [field for field in told if field not in said]
    for field in changed:
        setattr(speaker, field, told[field])
    if changed:
        speaker.version += 1
        speaker.save(update_fields=[*changed, "version"])
