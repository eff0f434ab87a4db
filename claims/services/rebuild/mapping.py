"""Which claim each cluster is: the one it shares most statements with, so that ids stay."""

from __future__ import annotations

from claims.services.rebuild.scratch import rows, run

_HELD = "insert into link_home select id, held from link_cluster where held is not null"
_OVERLAP = """
    create temp table link_overlap as
    select placed.cluster, assertion.claim_id as claim, count(*) as shared
    from link_placed as placed
    join link_cluster as cluster on cluster.id = placed.cluster and cluster.held is null
    join claims_assertion as assertion on assertion.id = placed.assertion_id
    join claims_claim as claim on claim.id = assertion.claim_id and claim.merged_into_id is null
    where not exists (select from link_home where link_home.claim = assertion.claim_id)
    group by placed.cluster, assertion.claim_id
"""
# Pairs that are each other's best. The order of pairs is total, so there is one as long as any is left.
_BEST = """
    insert into link_home
    select cluster, claim
    from (select distinct on (cluster) cluster, claim from link_overlap
          order by cluster, shared desc, claim) as of_cluster
    join (select distinct on (claim) cluster, claim from link_overlap
          order by claim, shared desc, cluster) as of_claim using (cluster, claim)
"""
_TAKEN = """
    delete from link_overlap where cluster in (select cluster from link_home)
        or claim in (select claim from link_home)
"""
_MOVED = """
    create temp table link_moved as
    select row_number() over (order by placed.cluster, placed.assertion_id) as number,
           placed.assertion_id, placed.cluster, assertion.claim_id as before
    from link_placed as placed
    join claims_assertion as assertion on assertion.id = placed.assertion_id
    left join link_home as home on home.cluster = placed.cluster
    where home.claim is null or assertion.claim_id is distinct from home.claim
"""


def map_clusters() -> int:
    """Find the claim of every cluster that has one; gives the number of statements to move."""
    run(_HELD)
    run(_OVERLAP)
    run("analyze link_overlap")
    while rows("select from link_overlap limit 1"):
        run(_BEST)
        run(_TAKEN)
    run("analyze link_home")
    run(_MOVED)
    run("create index on link_moved (number)")
    [(moved,)] = rows("select count(*) from link_moved")
    return int(moved)
