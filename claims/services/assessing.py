"""Computing what claims say about themselves, and recording what editors decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.models import Assessment, Claim, Status
from claims.services.acting import ChangeRefusedError
from claims.services.conflicts import refuse_old_version
from claims.services.evidence import Loaded, evidence_of_claims, terms
from claims.services.facets.upkeep import refresh_facets
from claims.services.flagging import flag_statements
from claims.services.raising import raise_challenges
from claims.services.review_order import order_statements
from claims.services.snapshots import changed_since, fingerprint, in_words, snapshot
from claims.weighing import (
    Change,
    Headline,
    Ref,
    Rule,
    Verdict,
    figures_behind,
    weigh,
    what_would_change,
)


@transaction.atomic
def assess_claims(claim_ids: Iterable[int]) -> None:
    """Compute counts, headline, challenges, flags, facets and status of claims anew from their
    statements."""
    # In one order, so that two workers never wait for each other.
    claims = list(Claim.objects.select_for_update().filter(pk__in=list(claim_ids)).order_by("pk"))
    ids = [c.pk for c in claims]
    if not ids:
        return
    raise_challenges(claim_ids=ids)
    flag_statements(claim_ids=ids)
    refresh_facets(claim_ids=ids)
    loaded = evidence_of_claims(ids)
    for claim in claims:
        _assess(claim, loaded[claim.pk])
    order_statements(claim_ids=ids)


def _assess(claim: Claim, loaded: Loaded) -> None:
    evidence = loaded.evidence
    verdict = weigh(evidence, terms(), loaded.ties)
    changes = what_would_change(evidence, verdict, terms(), loaded.ties)
    values: dict[str, object] = {
        "computed_status": verdict.status.value,
        "status_reasons": reasons_json(verdict.rules, changes),
        "report_count": evidence.reports,
        "outlet_count": evidence.outlets,
        "independent_count": verdict.independence.count,
        "unfigured_count": evidence.unfigured,
        "challenge_count": evidence.objection_count,
        "first_reported_on": evidence.first_on,
        "last_reported_on": evidence.last_on,
        **_headline_fields(verdict.headline),
        **_staleness(claim),
    }
    changed = [name for name, value in values.items() if getattr(claim, name) != value]
    if changed:
        values |= {"version": claim.version + 1, "changed_at": timezone.now()}
    # What the headline was made of: news only where the headline is, and for a claim that was
    # assessed before this was kept.
    values["origin_figures"] = figures_behind(verdict, terms().tolerance)
    stored = [name for name, value in values.items() if getattr(claim, name) != value]
    for name in stored:
        setattr(claim, name, values[name])
    if stored:
        claim.save(update_fields=stored)


def weighed(loaded: Loaded) -> tuple[Verdict, tuple[Change, ...]]:
    """The verdict on evidence, and what would change it."""
    verdict = weigh(loaded.evidence, terms(), loaded.ties)
    return verdict, what_would_change(loaded.evidence, verdict, terms(), loaded.ties)


def reasons_json(rules: Sequence[Rule], changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Rules and changes as a claim stores them and the API gives them."""
    asked = [
        {
            "rule": r.rule,
            "met": r.met,
            "text": r.text,
            "leads_to": r.leads_to.value if r.leads_to else None,
            "rests_on": _refs_json(r.rests_on),
        }
        for r in rules
    ]
    return asked + [
        {
            "rule": "change",
            "met": False,
            "text": c.text,
            "leads_to": c.to.value,
            "rests_on": _refs_json(c.rests_on),
        }
        for c in changes
    ]


def _refs_json(refs: Sequence[Ref]) -> list[dict[str, str]]:
    return [{"kind": ref.kind, "id": ref.id, "label": ref.label} for ref in refs]


def _headline_fields(top: Headline | None) -> dict[str, object]:
    return {
        "figure_quantifier": top.quantifier.value if top else "",
        "figure_low": top.low if top else None,
        "figure_high": top.high if top else None,
        "figure_text": top.text[:200] if top else "",
        "figure_unit": top.unit if top else "",
        "figures_agree": top.agree if top else None,
    }


def _staleness(claim: Claim) -> dict[str, object]:
    """A decision whose evidence has changed asks for review; the decision itself stays."""
    fresh = {"needs_review": False, "needs_review_because": ""}
    if not claim.decided_status:
        return fresh
    decision = claim.assessments.order_by("-id").first()
    if decision is None or decision.evidence_hash == fingerprint(claim.pk):
        return fresh
    because = in_words(changed_since(claim, decision))
    return {"needs_review": True, "needs_review_because": because}


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decides. `version` is the claim's version they looked at, if known."""

    status: Status
    reason: str
    version: int | None = None


@transaction.atomic
def decide(*, claim: Claim, decision: Decision, by: User) -> Assessment:
    """Record an editor's decision beside the computed status.

    Raises ChangeRefusedError without a reason, for a claim that was merged and when there is no decision
    to withdraw, ConflictError when the claim has changed meanwhile.
    """
    if not decision.reason.strip():
        raise ChangeRefusedError("A decision needs a reason.")
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    refuse_old_version(locked, decision.version)
    if locked.merged_into_id:
        raise ChangeRefusedError("The claim was merged into another; decide on that one.")
    is_withdrawal = decision.status == Status.UNASSESSED
    if is_withdrawal and not locked.decided_status:
        raise ChangeRefusedError("Nobody has decided on this claim: there is nothing to withdraw.")
    assessment = Assessment.objects.create(
        claim=locked,
        status=decision.status,
        previous_status=locked.status,
        reason=decision.reason.strip(),
        by=by,
        evidence=snapshot(locked.pk),
        evidence_hash=fingerprint(locked.pk),
    )
    locked.decided_status = "" if is_withdrawal else decision.status
    locked.decided_at = None if is_withdrawal else timezone.now()
    locked.needs_review, locked.needs_review_because = False, ""
    locked.version += 1
    locked.changed_at = timezone.now()
    locked.save(
        update_fields=[
            "decided_status", "decided_at", "needs_review", "needs_review_because", "version", "changed_at",
        ]
    )  # fmt: skip
    order_statements(claim_ids=[locked.pk])
    return assessment
