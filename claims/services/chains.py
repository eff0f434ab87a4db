"""The way of every statement, hop by hop: who published it, from whom, citing whom, said by whom.

Chains are derived: whatever changes an article's copies, a statement's speakers or its origin calls
`rebuild_chains`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from claims.models import Assertion, Attribution, ChainLink, Origin, Speaker
from claims.services.media import named_medium, same_medium
from sources.models import Article, Outlet
from sources.services.outlets import outlet_key, outlets_called

Role = ChainLink.Role
_AT_ONCE = 500
_TOLD = r"\b(?:told|tells|telling|informed|interview\w*|spoke|speaking|statement to|remarks to)\b"
BY_EDITOR = "set by an editor"
CHAIN = Prefetch("links", ChainLink.objects.select_related("outlet", "speaker"))
_FIELDS = ("position", "role", "name", "outlet_id", "speaker_id", "basis", "start", "end")


@dataclass(frozen=True, slots=True)
class _Hop:
    role: ChainLink.Role
    name: str
    basis: str
    outlet: Outlet | None = None
    speaker: Speaker | None = None
    start: int | None = None
    end: int | None = None


@transaction.atomic
def rebuild_chains(assertion_ids: Collection[int]) -> None:
    """Compute the chains of statements anew; one that comes out the same is not written."""
    ids = sorted(assertion_ids)
    for at in range(0, len(ids), _AT_ONCE):
        _rebuild(ids[at : at + _AT_ONCE])


def _rebuild(ids: Sequence[int]) -> None:
    # Of two workers the second sees what the first has written.
    locked = Assertion.objects.select_for_update(no_key=True).filter(pk__in=ids)
    list(locked.order_by("pk").values_list("pk", flat=True))
    statements = list(_with_everything(ids))
    media = {m for s in statements for m in _media_of(s)}
    known = outlets_called(media)
    stale: list[int] = []
    fresh: list[ChainLink] = []
    for statement in statements:
        links = list(_numbered(statement, _hops(statement, known)))
        if [_values(link) for link in links] != [_values(link) for link in statement.links.all()]:
            stale.append(statement.pk)
            fresh += links
    ChainLink.objects.filter(assertion__in=stale).delete()
    ChainLink.objects.bulk_create(fresh)


def _with_everything(ids: Sequence[int]) -> QuerySet[Assertion]:
    articles = Article.objects.select_related(
        "outlet", "syndicated_from", "text_from", "copy_of__outlet"
    ).defer("text", "zones", "search", "copy_of__text", "copy_of__zones", "copy_of__search")
    attributions = Attribution.objects.select_related("speaker").order_by("id")
    return (
        Assertion.objects.filter(pk__in=ids)
        .defer("search")
        .select_related("origin__outlet")
        .prefetch_related(
            Prefetch("article", articles),
            Prefetch("attributions", attributions),
            "origin__speakers",
            "links",
        )
        .order_by("pk")
    )


def _media_of(statement: Assertion) -> set[str]:
    named = {medium for a in statement.attributions.all() for medium in a.via}
    named |= {a.speaker.name for a in statement.attributions.all() if _is_medium(a.speaker)}
    return named | ({statement.origin.medium} if statement.origin else set())


def _hops(statement: Assertion, known: Mapping[str, Outlet]) -> list[_Hop]:
    hops = list(published_hops(statement.article))
    if statement.origin_set_by_id is not None:
        hops += _corrected(statement.origin, known)
    else:
        attributions = list(statement.attributions.all())
        hops += _cited(statement, attributions, known)
        hops += [_said(a, known) for a in attributions]
    hops = _without_repeats(hops)
    if not any(hop.outlet or hop.speaker for hop in hops):
        hops.append(_Hop(Role.UNKNOWN, "unknown", "neither a speaker nor an outlet is named"))
    return hops


def published_hops(article: Article) -> Iterator[_Hop]:
    """The outlet that published an article, and those its text came through."""
    outlet, credited, source = article.outlet, article.syndicated_from, article.text_from
    if outlet:
        yield _outlet_hop(
            Role.PUBLISHED, outlet, article.basis.get("outlet") or "the article's own"
        )
    if credited:
        basis = article.basis.get("syndicated_from") or "credited in the text"
        yield _outlet_hop(Role.COPIED, credited, basis)
    root = article.copy_of
    before = root.outlet if root and source in (root.outlet, root.syndicated_from) else None
    if before and credited in (None, before):
        yield _outlet_hop(Role.COPIED, before, "it published the source of this text")
    if source:
        because = f"a copy: the source was {article.text_from_because}"
        yield _outlet_hop(Role.COPIED, source, because)


def _outlet_hop(role: ChainLink.Role, outlet: Outlet, basis: str) -> _Hop:
    return _Hop(role, outlet.name, basis, outlet=outlet)


def _cited(
    statement: Assertion, attributions: Iterable[Attribution], known: Mapping[str, Outlet]
) -> Iterator[_Hop]:
    """The media between this outlet and the speakers, the nearest to this outlet first."""
    media = list(dict.fromkeys(m for a in attributions for m in reversed(a.via)))
    for medium in media:
        at = statement.excerpt.find(medium)
        start = statement.span_start + at if at >= 0 else None
        yield _Hop(
            _role_of(statement.excerpt, medium),
            medium,
            "named in the sentence" if at >= 0 else "named in the article",
            outlet=known.get(medium),
            start=start,
            end=None if start is None else start + len(medium),
        )
    origin = statement.origin
    if origin and origin.medium and not named_medium(media):
        basis = "named for this occasion, in this article or in another report of it"
        yield _Hop(Role.CITED, origin.medium, basis, outlet=known.get(origin.medium))


def _role_of(excerpt: str, medium: str) -> ChainLink.Role:
    """Whether a medium was spoken to, or reported what it knew of the words."""
    before = excerpt[: max(excerpt.find(medium), 0)][-120:]
    return Role.TOLD if re.search(rf"{_TOLD}[^.;\"”]*\Z", before) else Role.CITED


def _said(attribution: Attribution, known: Mapping[str, Outlet]) -> _Hop:
    speaker = attribution.speaker
    if speaker.kind == Speaker.Kind.REPORTS:
        return _Hop(Role.UNKNOWN, "unnamed reports", f"the text says “{attribution.verb}”")
    verb = attribution.verb or "named as the source"
    return _Hop(
        Role.SPEAKER,
        attribution.mention,
        f"the text says “{verb}”" if attribution.verb else verb,
        outlet=known.get(speaker.name) if _is_medium(speaker) else None,
        speaker=speaker,
        start=attribution.mention_start,
        end=attribution.mention_end,
    )


def _corrected(origin: Origin | None, known: Mapping[str, Outlet]) -> Iterator[_Hop]:
    if origin is None or origin.kind == Origin.Kind.UNKNOWN:
        yield _Hop(Role.UNKNOWN, "unknown", BY_EDITOR)
        return
    if origin.medium:
        yield _Hop(Role.CITED, origin.medium, BY_EDITOR, outlet=known.get(origin.medium))
    if origin.outlet:
        yield _outlet_hop(Role.COPIED, origin.outlet, BY_EDITOR)
    for speaker in sorted(origin.speakers.all(), key=lambda s: s.pk):
        yield _Hop(Role.SPEAKER, speaker.name, BY_EDITOR, speaker=speaker)


def _without_repeats(hops: Iterable[_Hop]) -> list[_Hop]:
    """Each outlet or medium once, where it comes first; a speaker always."""
    found: list[_Hop] = []
    for hop in hops:
        if hop.role == Role.SPEAKER or not any(_is_same(hop, other) for other in found):
            found.append(hop)
    return found


def _is_same(first: _Hop, second: _Hop) -> bool:
    if first.outlet and second.outlet:
        return first.outlet == second.outlet
    if Role.UNKNOWN in (first.role, second.role):
        return first.role == second.role
    return outlet_key(first.name) == outlet_key(second.name) or same_medium(first.name, second.name)


def _numbered(statement: Assertion, hops: Sequence[_Hop]) -> Iterator[ChainLink]:
    position = -1
    speaking = False
    for hop in hops:
        # Speakers speak jointly: one position.
        position += not (speaking and hop.role == Role.SPEAKER)
        speaking = hop.role == Role.SPEAKER
        yield ChainLink(
            assertion=statement,
            position=position,
            role=hop.role,
            name=hop.name[:300],
            outlet=hop.outlet,
            speaker=hop.speaker,
            basis=hop.basis[:200],
            start=hop.start,
            end=hop.end,
        )


def _is_medium(speaker: Speaker) -> bool:
    return speaker.kind == Speaker.Kind.MEDIUM


def _values(link: ChainLink) -> tuple[object, ...]:
    return tuple(getattr(link, name) for name in _FIELDS)


def same_origin(assertion: Assertion) -> QuerySet[Assertion]:
    """Other statements in force of the same origin, newest first; slice it."""
    found = Assertion.objects.filter(origin=assertion.origin_id, is_withdrawn=False)
    if assertion.origin_id is None:
        found = found.none()
    return (
        found.exclude(pk=assertion.pk)
        .exclude(review_state=Assertion.ReviewState.REJECTED)
        .order_by("-id")
    )
