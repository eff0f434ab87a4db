"""What claims are narrowed by, kept in a small table; and the figures behind their headlines."""

import django.db.models.deletion
from django.db import migrations, models

# As claims.services.facets.upkeep keeps them.
FILL = """
insert into claims_claimfacet (claim_id, facet, value)
select distinct a.claim_id, v.facet, v.value
from claims_assertion a
join sources_article r on r.id = a.article_id
left join (values ('draft', 1), ('accepted', 2), ('corrected', 3)) as states(state, number)
    on states.state = a.review_state
cross join lateral (
    values (1, r.outlet_id), (3, a.origin_id), (4, states.number::bigint)
) as v(facet, value)
where a.claim_id is not null and not a.is_withdrawn and a.review_state <> 'rejected'
  and v.value is not null
union
select a.claim_id, 2, said.speaker_id
from claims_assertion a
join claims_attribution said on said.assertion_id = a.id
where a.claim_id is not null and not a.is_withdrawn and a.review_state <> 'rejected'
"""


class Migration(migrations.Migration):
    dependencies = (("claims", "0017_review_leases"),)

    operations = (
        migrations.CreateModel(
            name="ClaimFacet",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "facet", "value", "claim_id",
                        blank=True, editable=False, primary_key=True, serialize=False,
                    ),
                ),
                (
                    "facet",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Outlet"),
                            (2, "Speaker"),
                            (3, "Origin"),
                            (4, "Review of its statements"),
                        ]
                    ),
                ),
                ("value", models.BigIntegerField()),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facets",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["claim", "facet", "value"], name="claim_facet_by_claim"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="origin_figures",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Of the first independent origins behind the headline, label and interval "
                "of each.",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("decided_status", ""), ("is_empty", True), _negated=True),
                ),
                fields=["-changed_at", "-id"],
                include=(
                    "status", "computed_status", "decided_status", "type", "place",
                    "independent_count", "challenge_count", "needs_review",
                    "first_reported_on", "last_reported_on",
                ),
                name="claim_listed",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    )  # fmt: skip
