"""Computing what claims say about themselves, and recording what editors decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.extraction.types import Stance
from claims.figures import Figure, Headline, headline
from claims.models import Assessment, Challenge, Claim, Status
from claims.services.acting import ChangeRefusedError
from claims.services.conflicts import refuse_old_version
from claims.services.evidence import Evidence, evidence_of, evidence_of_claims
from claims.services.status import compute_status

# Figures reported further apart than this are a series, not a conflict.
ONE_MOMENT = timedelta(days=60)
_CHALLENGE_OF = {
    Stance.DOUBTS.value: Challenge.Kind.QUESTIONS_PLAUSIBILITY,
    Stance.DENIES.value: Challenge.Kind.DENIES,
}


@transaction.atomic
def assess_claims(claim_ids: Iterable[int]) -> None:
    """Compute counts, headline, challenges and status of claims anew from their statements."""
    # In one order, so that two workers never wait for each other.
    claims = list(Claim.objects.select_for_update().filter(pk__in=list(claim_ids)).order_by("pk"))
    evidence = evidence_of_claims([c.pk for c in claims])
    for claim in claims:
        _assess(claim, evidence[claim.pk])


def _assess(claim: Claim, evidence: Evidence) -> None:
    standing = _update_challenges(claim, evidence)
    top = claim_headline(evidence)
    verdict = compute_status(evidence, top, standing)
    days = [a.article.published_on for a in evidence.all if a.article.published_on]
    values: dict[str, object] = {
        "computed_status": verdict.status.value,
        "status_reasons": list(verdict.reasons),
        "report_count": evidence.report_count,
        "outlet_count": evidence.outlet_count,
        "independent_count": evidence.independence.count,
        "unfigured_count": evidence.unfigured_count,
        "challenge_count": len(standing),
        "first_reported_on": min(days, default=None),
        "last_reported_on": max(days, default=None),
        **_headline_fields(top),
        **_staleness(claim, evidence),
    }
    changed = [name for name, value in values.items() if getattr(claim, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(claim, name, values[name])
    claim.version += 1
    claim.changed_at = timezone.now()
    claim.save(update_fields=[*changed, "version", "changed_at"])


def claim_headline(evidence: Evidence) -> Headline | None:
    """The headline over the newest figure of each independent origin, of one moment."""
    newest = evidence.newest_figures()
    days = [day for _, _, day in newest if day]
    latest = max(days, default=date.max)
    current: list[Figure] = [f for _, f, day in newest if day is None or latest - day <= ONE_MOMENT]
    if not current:
        current = [a.figure for a in evidence.basis if a.figure][:1]
    return headline(current, settings.FIGURE_TOLERANCE)


def _headline_fields(top: Headline | None) -> dict[str, object]:
    return {
        "figure_quantifier": top.quantifier.value if top else "",
        "figure_low": top.low if top else None,
        "figure_high": top.high if top else None,
        "figure_text": top.text[:200] if top else "",
        "figure_unit": top.unit if top else "",
        "figures_agree": top.agree if top else None,
    }


def _staleness(claim: Claim, evidence: Evidence) -> dict[str, object]:
    """A decision whose evidence has changed asks for review; the decision itself stays."""
    if not claim.decided_status:
        return {"needs_review": False, "needs_review_because": ""}
    decision = claim.assessments.order_by("-id").first()
    if decision is None or decision.evidence_hash == evidence.fingerprint():
        return {"needs_review": False, "needs_review_because": ""}
    before, now = set(decision.evidence), {a.public_id for a in evidence.all}
    parts = []
    if added := len(now - before):
        parts.append(f"{added} added")
    if gone := len(before - now):
        parts.append(f"{gone} withdrawn")
    because = "Statements changed since the decision" + (f": {', '.join(parts)}" if parts else "")
    return {"needs_review": True, "needs_review_because": because}


def _update_challenges(claim: Claim, evidence: Evidence) -> list[Challenge]:
    """Make the challenges that statements raise; gives those that stand."""
    wanted = {(a.pk, _CHALLENGE_OF[a.stance]) for a in evidence.all if a.stance in _CHALLENGE_OF}
    existing = {(c.assertion_id, c.kind): c for c in claim.challenges.all()}
    for (assertion_id, kind), challenge in existing.items():
        if (assertion_id, kind) not in wanted and challenge.stands and challenge.by_id is None:
            challenge.delete()
    for assertion_id, kind in wanted - set(existing):
        Challenge.objects.create(claim=claim, assertion_id=assertion_id, kind=kind)
    return list(claim.challenges.filter(closed_at=None))


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decides. `version` is the claim's version they looked at, if known."""

    status: Status
    reason: str
    version: int | None = None


@transaction.atomic
def decide(*, claim: Claim, decision: Decision, by: User) -> Assessment:
    """Record an editor's decision beside the computed status.

    Raises ChangeRefusedError without a reason and for a claim that was merged, ConflictError when the
    claim has changed meanwhile.
    """
    if not decision.reason.strip():
        raise ChangeRefusedError("A decision needs a reason.")
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    refuse_old_version(locked, decision.version)
    if locked.merged_into_id:
        raise ChangeRefusedError("The claim was merged into another; decide on that one.")
    evidence = evidence_of(locked.pk)
    assessment = Assessment.objects.create(
        claim=locked,
        status=decision.status,
        previous_status=locked.status,
        reason=decision.reason.strip(),
        by=by,
        evidence=sorted(a.public_id for a in evidence.all),
        evidence_hash=evidence.fingerprint(),
    )
    is_withdrawal = decision.status == Status.UNASSESSED
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
    return assessment
