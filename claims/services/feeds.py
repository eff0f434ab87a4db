"""Feeds: the newest changes of the claims of a list, and what happened to one claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from django.urls import reverse
from ulid import ULID

from claims.models import Assertion, Claim, Placement, SavedSearch
from claims.services.claim_history import Event, claim_history, merged_family
from claims.services.claim_lists import BadQueryError, ClaimList
from claims.services.export import UNTOLD
from claims.services.search_meaning import current

# Readers of feeds ask often and keep what they have seen.
ENTRIES = 50
_EXCERPT = 400
# What an empty feed says when it last changed.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `address` is a path of this site; `lines` are plain text; `terms` are categories."""

    key: UUID
    title: str
    address: str
    at: datetime
    who: str = ""
    lines: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, its newest entry first. `address` is the page that shows the same."""

    key: UUID
    title: str
    address: str
    entries: tuple[FeedEntry, ...]
    since: datetime = _NEVER

    @property
    def changed_at(self) -> datetime:
        """When it last changed: the time of its newest entry."""
        return max((entry.at for entry in self.entries), default=self.since)


def feed_of_list(listed: ClaimList) -> Feed:
    """The claims of a list that changed last, whatever order the list is in."""
    address = reverse("claim-list") + (f"?{listed.query}" if listed.query else "")
    return Feed(listed.key, "Claims", address, _entries_of(listed))


def feed_of_search(search: SavedSearch) -> Feed:
    """The same of a saved search. One whose filters name what is gone says so, in its only entry,
    instead of showing other claims."""
    key = uuid_of(search.public_id)
    try:
        entries = _entries_of(current(search).described())
    except BadQueryError as error:
        entries = (
            FeedEntry(
                uuid5(key, str(error)),
                f"“{search.name}” cannot be read any more",
                reverse("searches"),
                search.changed_at,
                lines=(str(error), "Open the search, set its filters anew and save it again."),
            ),
        )
    return Feed(key, search.name, search.get_absolute_url(), entries, search.created_at)


def feed_of_claim(claim: Claim) -> Feed:
    """What happened to a claim: acts of editors, changes of its status, statements that were added."""
    entries = [_event_entry(claim, event) for event in claim_history(claim, size=ENTRIES).events]
    entries += _statement_entries(claim)
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return Feed(
        uuid_of(claim.public_id),
        claim.title,
        claim.get_absolute_url(),
        tuple(entries[:ENTRIES]),
        claim.created_at,
    )


def uuid_of(public_id: str) -> UUID:
    """The id of a row as feeds need it: the same for ever, on every host."""
    return ULID.from_str(public_id.partition("_")[2]).to_uuid()


def _entries_of(listed: ClaimList) -> tuple[FeedEntry, ...]:
    claims = listed.claims.defer(*UNTOLD).order_by("-changed_at", "-id")[:ENTRIES]
    return tuple(_claim_entry(claim) for claim in claims)


def _claim_entry(claim: Claim) -> FeedEntry:
    # Readers show an entry once: every change of a claim is one of its own.
    return FeedEntry(
        uuid5(uuid_of(claim.public_id), str(claim.version)),
        f"{claim.status_label}: {claim.title}",
        claim.get_absolute_url(),
        claim.changed_at,
        lines=tuple(filter(None, _about(claim))),
        terms=(claim.status, claim.type),
    )


def _about(claim: Claim) -> tuple[str, ...]:
    decided = (
        f", decided by an editor; computed: {claim.get_computed_status_display().lower()}"
        if claim.decided_status
        else ", computed"
    )
    return (
        f"Status: {claim.status_label}{decided}.",
        f"Figure: {_figure(claim)}.",
        f"{_number(claim.independent_count, 'independent origin')}.",
        f"{_number(claim.report_count, 'report')}.",
        f"{_number(claim.outlet_count, 'outlet')}.",
        f"{_number(claim.challenge_count, 'challenge')} against it."
        if claim.challenge_count
        else "",
        f"Needs re-review: {claim.needs_review_because}" if claim.needs_review else "",
    )


def _figure(claim: Claim) -> str:
    if not claim.figure_text:
        return "none is stated"
    unit = claim.figure_unit
    return (
        claim.figure_text
        if not unit or unit in claim.figure_text
        else f"{claim.figure_text} {unit}"
    )


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _event_entry(claim: Claim, event: Event) -> FeedEntry:
    key = uuid_of(claim.public_id)
    if event.change:
        key = uuid_of(event.change.public_id)
    elif event.decision:
        key = uuid5(key, f"decision {event.decision.pk}")
    else:
        key = uuid5(key, f"{event.at.isoformat()} {event.what}")
    on = f"On “{event.claim}”, which was merged into this claim." if event.claim else ""
    undone = f"Undone by {event.undone_by.by}." if event.undone_by else ""
    address = claim.get_absolute_url() + (
        f"#{event.change.public_id}" if event.change else "#history"
    )
    what = event.what[:1].upper() + event.what[1:]
    lines = tuple(filter(None, (event.why, on, undone)))
    return FeedEntry(key, what, address, event.at, event.who, lines, ("history",))


def _statement_entries(claim: Claim) -> list[FeedEntry]:
    """The newest statements that linking put into the claim; those that people placed are acts."""
    placed = (
        Placement.objects.filter(
            claim__in=merged_family(claim), by=None, assertion__is_withdrawn=False
        )
        .exclude(assertion__review_state=Assertion.ReviewState.REJECTED)
        .select_related("assertion__article__outlet")
        .defer(
            "reasons",
            "assertion__search",
            "assertion__reasons",
            "assertion__article__text",
            "assertion__article__search",
            "assertion__article__zones",
        )
        .order_by("-id")[:ENTRIES]
    )
    # One that was linked again is the same statement.
    return [
        _statement_entry(row)
        for row in {row.assertion_id: row for row in reversed(placed)}.values()
    ]


def _statement_entry(placed: Placement) -> FeedEntry:
    statement = placed.assertion
    outlet = statement.article.outlet
    excerpt = statement.excerpt
    if len(excerpt) > _EXCERPT:
        excerpt = f"{excerpt[:_EXCERPT]}…"
    return FeedEntry(
        uuid_of(statement.public_id),
        f"Statement added: {outlet.name if outlet else 'unknown outlet'}, {statement.article.title}",
        statement.get_absolute_url(),
        placed.created_at,
        "claimbase",
        (f"“{excerpt}”", f"It {statement.get_stance_display().lower()} the claim."),
        ("statement", statement.stance),
    )
