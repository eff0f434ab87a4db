"""Which unreviewed statements editors are shown first.

Those of claims that are challenged, disputed or ask for re-review come first, then those of claims that
two or more independent origins support without a decision, then all others; the newest first in each. The
first two are kept in a small table of their own, at most MOST_OF_A_CLAIM of a claim, so that finding the
next one never reads through the statements, and a viral claim costs no more than another.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from claims.models import QueuedStatement

MOST_OF_A_CLAIM = 20
Rank = QueuedStatement.Rank

# By one statement: rows that are wanted are written, all others of these claims go.
_SYNC = """
with ranked as (
    select id, case
        when needs_review or (decided_status = ''
            and (challenge_count > 0 or computed_status = 'disputed')) then %(disputed)s
        when decided_status = '' and independent_count >= 2 then %(near)s
        else %(none)s end as rank
    from claims_claim where id = any(%(claims)s) and merged_into_id is null
), wanted as (
    select found.id, ranked.id as claim_id, ranked.rank, bool_or(found.is_flagged) as is_flagged
    from ranked cross join lateral (
        (select a.id, false as is_flagged from claims_assertion a
         where a.claim_id = ranked.id and a.review_state = 'draft' and not a.is_withdrawn
           and ranked.rank < %(none)s
         order by a.id desc limit %(most)s)
        union all
        (select a.id, true from claims_assertionflag f join claims_assertion a on a.id = f.assertion_id
         where f.claim_id = ranked.id and a.claim_id = ranked.id
           and a.review_state = 'draft' and not a.is_withdrawn
         order by a.id desc limit %(most)s)
    ) as found
    group by found.id, ranked.id, ranked.rank
), gone as (
    delete from claims_queuedstatement old where old.claim_id = any(%(claims)s)
      and not exists (select from wanted where wanted.id = old.assertion_id)
)
insert into claims_queuedstatement as row (assertion_id, claim_id, rank, is_flagged)
select id, claim_id, rank, is_flagged from wanted order by id
on conflict (assertion_id) do update
set claim_id = excluded.claim_id, rank = excluded.rank, is_flagged = excluded.is_flagged
where (row.claim_id, row.rank, row.is_flagged)
    is distinct from (excluded.claim_id, excluded.rank, excluded.is_flagged)
"""


def order_statements(*, claim_ids: Collection[int]) -> None:
    """Bring the order up to date after these claims or their statements changed. Call it inside a
    transaction that holds the claims."""
    values: dict[str, Any] = {
        "claims": sorted(claim_ids),
        "most": MOST_OF_A_CLAIM,
        "disputed": Rank.DISPUTED.value,
        "near": Rank.NEAR_CORROBORATION.value,
        "none": Rank.NONE.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SYNC, values)
