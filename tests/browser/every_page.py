"""Every page there is, with something on it, and the least role that may see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from claims.models import (
    Assertion,
    Claim,
    ClaimSuggestion,
    Origin,
    SavedSearch,
    Speaker,
    Status,
    Topic,
)
from claims.services.acting import By
from claims.services.assessing import Decision, decide
from claims.services.claim_changes import retitle
from claims.services.saved_searches import save_search
from claims.services.topics import TopicFields, make_topic
from sources.models import Article, IngestBatch, Outlet, SourceFile
from tests.editing.worlds import HAITI, MALI, deny, report, suggest
from tests.factories import ingest

ROLES = ("reader", "analyst", "editor", "admin")
PLAIN, ANALYST, EDITOR, ADMIN = ROLES


@dataclass(frozen=True, slots=True)
class World:
    """What the pages are about."""

    claim: Claim
    other: Claim
    statement: Assertion
    speaker: Speaker
    batch: IngestBatch
    failed: SourceFile
    person: User
    search: SavedSearch
    topic: Topic
    question: ClaimSuggestion

    @property
    def article(self) -> Article:
        return self.statement.article

    @property
    def outlet(self) -> Outlet:
        assert self.article.outlet is not None
        return self.article.outlet

    @property
    def other_outlet(self) -> Outlet:
        return Outlet.objects.exclude(pk=self.outlet.pk).order_by("pk")[0]

    @property
    def origin(self) -> Origin:
        assert self.statement.origin is not None
        return self.statement.origin


def make_world(editor: User) -> World:
    """Two claims that may be one, reported, denied, decided and named by an editor; a speaker to merge;
    a file that failed."""
    statement = report("the Dell Institute")
    report("the Lorne Foundation", figure="350", number=1)
    report("Ann Kestrel", to="Mali", number=2)
    deny()
    failed = ingest(b"%PDF-1.7 no text", name="scan.pdf")
    claim, other = Claim.objects.get(title=HAITI), Claim.objects.get(title=MALI)
    question = suggest(claim, other)
    decide(
        claim=claim,
        decision=Decision(Status.DISPUTED, "Haiti denies it."),
        by=editor,
    )
    claim.refresh_from_db()
    retitle(claim=claim, title=f"{HAITI} in 2025", by=By(editor, "says when"))
    report("France", number=3)
    claim.refresh_from_db()
    batch = IngestBatch.objects.order_by("-id").first()
    assert batch is not None
    return World(
        claim=claim,
        other=other,
        statement=Assertion.objects.get(pk=statement.pk),
        speaker=Speaker.objects.get(name="Dell Institute"),
        batch=batch,
        failed=failed,
        person=editor,
        question=question,
        topic=make_topic(
            fields=TopicFields(
                "Haiti", "Troops sent to Haiti.", ("troops_deployed",), ("Haiti",), ()
            ),
            by=editor,
        ),
        search=save_search(person=editor, name="Disputed", query="status=disputed", is_shared=True),
    )


Address = Callable[[World], str]


def _of(name: str, *path: str) -> Address:
    """The address of a page by the public ids of what it is about."""

    def address(world: World) -> str:
        found: list[Any] = []
        for step in path:
            value: Any = world
            for part in step.split("."):
                value = getattr(value, part)
            found.append(value)
        return reverse(name, args=found)

    return address


# By the name of its address, and what is to be seen there: who may see it, and where it is.
PAGES: dict[str, tuple[str, Address]] = {
    "home": (PLAIN, _of("home")),
    "claim-list": (PLAIN, _of("claim-list")),
    "claim-list, a saved search changed": (PLAIN, lambda w: f"{reverse('claim-list')}?q=soldeirs&batch={w.batch.public_id}&saved={w.search.public_id}"),
    "claim-facet": (PLAIN, lambda world: reverse("claim-facet", args=["speaker"])),
    "claim": (PLAIN, lambda world: world.claim.get_absolute_url()),
    "claim-figures": (PLAIN, _of("claim-figures", "claim.public_id")),
    "claim-provenance": (PLAIN, _of("claim-provenance", "claim.public_id")),
    "claim-cite": (PLAIN, _of("claim-cite", "claim.public_id")),
    "statement-cite": (PLAIN, _of("statement-cite", "statement.public_id")),
    "claim-history": (PLAIN, _of("claim-history", "claim.public_id")),
    "claim-revision": (PLAIN, lambda w: reverse("claim-revision", args=[w.claim.public_id, w.claim.events.order_by("pgh_id").first().pk])),
    "claim-suggestion-list": (EDITOR, _of("claim-suggestion-list")),
    "claim-merge": (EDITOR, lambda w: f"{reverse('claim-merge', args=[w.claim.public_id])}?with={w.other.public_id}"),
    "claim-split": (EDITOR, _of("claim-split", "claim.public_id")),
    "claim-challenge": (EDITOR, _of("claim-challenge", "claim.public_id")),
    "assertion": (PLAIN, _of("assertion", "statement.public_id")),
    "statement-correct": (EDITOR, _of("statement-correct", "statement.public_id")),
    "assertion-origin": (EDITOR, _of("assertion-origin", "statement.public_id")),
    "statement-place": (EDITOR, lambda w: f"{reverse('statement-place', args=[w.statement.public_id])}?q=mali"),
    "statement-exclude": (EDITOR, _of("statement-exclude", "statement.public_id")),
    "statement-add": (EDITOR, lambda w: f"{reverse('statement-add', args=[w.article.public_id])}?words=sent+300&occurrence=1"),
    "article-list": (PLAIN, _of("article-list")),
    "article": (PLAIN, _of("article", "article.public_id")),
    "article-details": (PLAIN, _of("article-details", "article.public_id")),
    "outlet-list": (PLAIN, _of("outlet-list")),
    "outlet": (PLAIN, _of("outlet", "outlet.public_id")),
    "speaker-list": (PLAIN, _of("speaker-list")),
    "speaker": (PLAIN, _of("speaker", "speaker.public_id")),
    "speaker-merge": (EDITOR, lambda w: f"{reverse('speaker-merge', args=[w.speaker.public_id])}?q=lorne"),
    "speaker-split": (EDITOR, _of("speaker-split", "speaker.public_id")),
    "speaker-details": (EDITOR, _of("speaker-details", "speaker.public_id")),
    "suggestion-list": (EDITOR, _of("suggestion-list")),
    "origin": (PLAIN, _of("origin", "origin.public_id")),
    "origin-unify": (EDITOR, _of("origin-unify", "origin.public_id")),
    "origin-list": (PLAIN, _of("origin-list")),
    "compare-outlets": (PLAIN, lambda w: f"{reverse('compare-outlets')}?outlet={w.outlet.public_id}&outlet={w.other_outlet.public_id}"),
    "compare-outlets, none chosen": (PLAIN, _of("compare-outlets")),
    "topic-list": (PLAIN, _of("topic-list")),
    "topic": (PLAIN, lambda world: world.topic.get_absolute_url()),
    "topic-add": (ANALYST, _of("topic-add")),
    "topic-edit": (ANALYST, _of("topic-edit", "topic.public_id")),
    "topic-delete": (ANALYST, _of("topic-delete", "topic.public_id")),
    "review": (EDITOR, _of("review")),
    "review-item": (EDITOR, lambda w: f"{reverse('review-item', args=[w.statement.public_id])}?queue=new"),
    "review-item, a claim": (EDITOR, lambda w: f"{reverse('review-item', args=[w.claim.public_id])}?queue=decide"),
    "review-item, a pair": (EDITOR, lambda w: f"{reverse('review-item', args=[w.question.public_id])}?queue=duplicates"),
    "review-effect": (EDITOR, lambda w: f"{reverse('review-effect', args=[w.question.public_id])}?queue=duplicates"),
    "review-origin": (EDITOR, lambda w: f"{reverse('review-origin', args=[w.statement.public_id])}?queue=new"),
    "review-recent": (EDITOR, _of("review-recent")),
    "help": (PLAIN, _of("help")),
    "help-shortcuts": (PLAIN, _of("help-shortcuts")),
    "ingest": (PLAIN, _of("ingest")),
    "ingest-batch-list": (PLAIN, _of("ingest-batch-list")),
    "ingest-batch": (PLAIN, _of("ingest-batch", "batch.public_id")),
    "source-file": (PLAIN, _of("source-file", "failed.public_id")),
    "help-method": (PLAIN, _of("help-method")),
    "help-exports": (PLAIN, _of("help-exports")),
    "searches": (PLAIN, _of("searches")),
    "search-edit": (EDITOR, _of("search-edit", "search.public_id")),
    "search-delete": (EDITOR, _of("search-delete", "search.public_id")),
    "search-feed-address": (PLAIN, _of("search-feed-address", "search.public_id")),
    "claim-list-feed-address": (PLAIN, _of("claim-list-feed-address")),
    "claim-feed-address": (PLAIN, _of("claim-feed-address", "claim.public_id")),
    "feed-token-revoke": (PLAIN, _of("feed-token-revoke")),
    "preferences": (PLAIN, _of("preferences")),
    "tokens": (PLAIN, _of("tokens")),
    "people": (ADMIN, _of("people")),
    "person-add": (ADMIN, _of("person-add")),
    "person": (ADMIN, _of("person", "person.pk")),
    "mfa_index": (PLAIN, _of("mfa_index")),
    "usersessions_list": (PLAIN, _of("usersessions_list")),
    "account_email": (PLAIN, _of("account_email")),
    "account_change_password": (PLAIN, _of("account_change_password")),
    "account_logout": (PLAIN, _of("account_logout")),
}  # fmt: skip
# Addresses that answer with no page of their own: acts that are posted, files, redirects and fragments.
NO_PAGES = {
    "claim-suggestion-answer", "decision-undo", "claim-assess", "claim-retitle", "claim-by-id",
    "challenge-close", "change-undo", "statement-accept", "statement-reject", "statement-grade",
    "outlet-rate", "suggestion-accept", "suggestion-decline", "speaker-change-undo", "speaker-rename", "speaker-remove",
    "speaker-add-name", "ingest-progress", "ingest-retry", "ingest-cancel",
    "export-claims-csv", "export-claims-ndjson", "export-statements-csv", "export-statements-ndjson",
    "claim-list-feed", "claim-feed", "search-feed", "search", "search-counts", "search-filters", "feed-token",
    "source-file-raw", "source-file-retry", "article-raw", "theme", "person-link", "healthz", "readyz",
    "compare-outlets-csv", "outlet-family", "review-next", "review-ahead",
    "review-accept", "review-reject", "review-correct", "review-confirm", "review-place",
    "review-decide", "review-answer", "review-put-off", "review-release", "review-renew", "review-undo",
    "claim-evidence-csv",
    "claim-figure-svg", "claim-figure-png", "claim-figure-csv", "claim-figure-json",
}  # fmt: skip
# Steps on the way in, or of confirming who one is: looked at in test_accounts.
STEPS = {
    "token-revoke", "person-access", "person-second-factor",
    "account_login", "account_inactive", "account_signup", "account_reauthenticate",
    "account_request_reauthentication_code", "account_confirm_reauthentication_code",
    "account_email_verification_sent", "account_set_password", "account_reset_password",
    "account_confirm_login_code", "account_confirm_email", "account_reset_password_from_key_done",
    "account_reset_password_from_key", "account_reset_password_done",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip


def names_of_addresses() -> set[str]:
    """The names of all addresses but those of the API and of Django's own administration."""

    def walk(resolver: URLResolver, before: str) -> Any:
        for one in resolver.url_patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLPattern):
                yield one.name
            elif not path.startswith(("api/", "manage/")):
                yield from walk(one, path)

    return set(walk(get_resolver(), ""))
