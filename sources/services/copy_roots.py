"""Tying copies to their source: anew whenever an article joins or leaves them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import F, Q

from sources.copying import CREDITED, Match, Member, Root, outranks, roots_of
from sources.models import Article, ArticleMatch
from sources.signals import article_source_changed


def root_copies(*, article_id: int, beside: Collection[int], parted_from: Collection[int]) -> None:
    """Tie an article to the source of those it matches now, and set right what this changes for them
    and for those it matched before.

    Called inside a transaction. Whoever takes part in it waits on the rows of the sources.
    """
    if not parted_from and (root := _quietly_joined(article_id, beside)):
        _write({article_id: root})
        return
    ids = _connected({article_id, *beside, *parted_from})
    pairs = ArticleMatch.objects.filter(first__in=ids).values_list("first_id", "second_id")
    _write(roots_of(_members(ids), [Match(*pair) for pair in pairs]))


def _quietly_joined(article_id: int, beside: Collection[int]) -> Root | None:
    """The root of an article that becomes one more copy and changes nothing for the others: the usual
    case, which costs the same for a text copied a thousand times. None otherwise."""
    roots = _locked_roots(beside)
    own = Article.objects.filter(pk=article_id, copy_of=None, text_from_because="")
    if len(roots) != 1 or not roots <= set(beside) or not own.exists():
        return None
    (root_id,) = roots
    outlet, because = Article.objects.values_list("text_from_id", "text_from_because").get(
        pk=root_id
    )
    members = {m.id: m for m in _members([article_id, *beside])}
    new, root = members.pop(article_id), members.pop(root_id)
    is_credited = new.outlet is not None and any(
        m.credits == new.outlet for m in (root, *members.values())
    )
    credits_another = new.credits is not None and (
        new.credits != outlet or any(m.outlet == new.credits for m in members.values())
    )
    if not because or is_credited or credits_another or not outranks(root, new):
        return None
    if new.credits is not None and because != CREDITED:
        return None
    return Root(root_id, outlet, because)


def _connected(seeds: Collection[int]) -> set[int]:
    """All articles that are tied to these by text in common, with the rows of their sources locked."""
    found: set[int] = set()
    frontier = set(seeds)
    while frontier:
        roots = _locked_roots(frontier)
        trees = Article.objects.filter(Q(pk__in=roots | frontier) | Q(copy_of__in=roots))
        found |= set(trees.values_list("pk", flat=True))
        touching = ArticleMatch.objects.filter(Q(first__in=found) | Q(second__in=found))
        pairs = touching.values_list("first_id", "second_id")
        frontier = {pk for pair in pairs for pk in pair} - found
    return found


def _locked_roots(article_ids: Collection[int]) -> set[int]:
    """The sources of articles, locked; looked up again until nobody else has moved them."""
    roots: set[int] = set()
    while True:
        rows = Article.objects.filter(pk__in=article_ids).values_list("pk", "copy_of_id")
        now = {copy_of or pk for pk, copy_of in rows}
        if now <= roots:
            return now
        roots |= now
        locked = Article.objects.select_for_update(no_key=True).filter(pk__in=roots)
        list(locked.order_by("pk").values_list("pk", flat=True))


def _members(article_ids: Collection[int]) -> list[Member]:
    rows = Article.objects.filter(pk__in=article_ids).annotate(mark=F("source_file__sha256"))
    return [
        Member(*row)
        for row in rows.order_by("pk").values_list(
            "pk", "outlet_id", "syndicated_from_id", "published_on", "mark"
        )
    ]


def _write(wanted: dict[int, Root]) -> None:
    """Store what changed, and tell those who rest on it."""
    fields = ("pk", "copy_of_id", "text_from_id", "text_from_because")
    stored = Article.objects.filter(pk__in=wanted).values_list(*fields)
    groups: dict[Root, list[int]] = defaultdict(list)
    changed: list[int] = []
    for pk, article, outlet, because in stored:
        root = wanted[pk]
        if Root(article, outlet, because) != root:
            groups[root].append(pk)
        if (article, outlet) != (root.article, root.outlet):
            changed.append(pk)
    for root, ids in groups.items():
        _update(ids, root)
    if changed:
        article_source_changed.send(sender=Article, article_ids=sorted(changed))


def _update(ids: Iterable[int], root: Root) -> None:
    Article.objects.filter(pk__in=list(ids)).update(
        copy_of=root.article, text_from=root.outlet, text_from_because=root.because
    )
