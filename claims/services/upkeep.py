"""Keeping what a claim says of itself in line with the statements it holds.

A profile is the sum of a claim's statements in the order in which they were placed; linking adds to it,
and an edit by hand has it summed up anew, with the same result.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from claims.catalogue import default_catalogue
from claims.linking import Statement, profile_of
from claims.models import Assertion, Claim
from claims.services.placing import filed
from claims.services.shelf import Filed, Shelf
from claims.services.statements import Statements
from claims.services.titles import place_of, profile_title
from sources.models import Article

# Of a claim's statements, the first, which say what it asks, and the newest, which say where it stands.
_FIRST, _NEWEST = 20, 30

_SUMMED_UP = """
    select wanted.claim_id, array(
        select one.assertion_id from (
            (select p.id, p.assertion_id from claims_placement p
             join claims_assertion a on a.id = p.assertion_id
             where p.claim_id = wanted.claim_id and p.is_live
               and not a.is_withdrawn and a.review_state <> 'rejected'
             order by p.id limit %s)
            union
            (select p.id, p.assertion_id from claims_placement p
             join claims_assertion a on a.id = p.assertion_id
             where p.claim_id = wanted.claim_id and p.is_live
               and not a.is_withdrawn and a.review_state <> 'rejected'
             order by p.id desc limit %s)
        ) as one order by one.id
    )
    from unnest(%s::bigint[]) as wanted(claim_id)
"""

# Gives the statements of assertions, by id.
Read = Callable[[Sequence[int]], Mapping[int, Statement]]


@transaction.atomic
def refresh_claims(claim_ids: Iterable[int], *, read: Read | None = None) -> list[int]:
    """Sum up claims anew from their statements: profile, keys, parties, place, time and, unless it was
    edited by hand, the title. Gives the ids of those that changed; does nothing to the others.

    Costs the same for a claim of fifty statements as for one of many thousands.
    """
    wanted_claims = list(claim_ids)
    if not wanted_claims:
        return []
    rows = Claim.objects.select_for_update().filter(pk__in=wanted_claims).order_by("pk")
    known = default_catalogue().types
    claims = [claim for claim in rows.defer("search") if claim.type in known]
    placed = _summed_up([c.pk for c in claims])
    wanted = [pk for ids in placed.values() for pk in ids]
    statements = (read or read_statements)(wanted)
    changed, keys = [], {}
    for claim in claims:
        found = [pk for pk in placed[claim.pk] if pk in statements]
        alike = [pk for pk in found if statements[pk].type == claim.type]
        profile = profile_of(statements[pk] for pk in alike) if alike else None
        values = described(claim, profile)
        values["is_empty"] = not placed[claim.pk]
        keys[claim.pk] = filed(profile) if profile and not claim.merged_into_id else Filed((), None)
        if set_changed(claim, values):
            changed.append(claim.pk)
    refiled = Shelf().file(keys)
    return sorted({*changed, *refiled})


def described(claim: Claim, profile: Statement | None) -> dict[str, Any]:
    """The fields of a claim that follow from its profile. One that holds nothing keeps what it asked."""
    if profile is None:
        return {"profile": {}}
    days = profile.days[0] if profile.days else None
    values = {
        "profile": json.loads(json.dumps(profile.to_json())),
        "roles": dict(profile.roles),
        "place": place_of(profile)[:200],
        "event_first": days.first if days else None,
        "event_last": days.last if days else None,
    }
    if not claim.title_is_edited:
        values["title"] = profile_title(default_catalogue()[profile.type], profile)
    return values


def set_changed(claim: Claim, values: Mapping[str, Any]) -> bool:
    """Store the values that are new; True if there are any."""
    changed = [name for name, value in values.items() if getattr(claim, name) != value]
    for name in changed:
        setattr(claim, name, values[name])
    if changed:
        claim.save(update_fields=changed)
    return bool(changed)


def read_statements(assertion_ids: Sequence[int]) -> dict[int, Statement]:
    """The statements of assertions, made from their articles; none of a type that is not known."""
    wanted = Assertion.objects.filter(pk__in=assertion_ids, type__in=default_catalogue().types)
    rows = wanted.select_related("origin").defer("search")
    by_article: dict[int, list[Assertion]] = defaultdict(list)
    for row in rows.order_by("pk"):
        by_article[row.article_id].append(row)
    articles = Article.objects.select_related("outlet").defer("search").in_bulk(by_article)
    found: dict[int, Statement] = {}
    for pk, assertions in by_article.items():
        statements = Statements(articles[pk])
        found |= {a.pk: statements.of(a) for a in assertions}
    return found


def _summed_up(claim_ids: Sequence[int]) -> dict[int, list[int]]:
    with connection.cursor() as cursor:
        cursor.execute(_SUMMED_UP, [_FIRST, _NEWEST, list(claim_ids)])
        return dict(cursor.fetchall())
