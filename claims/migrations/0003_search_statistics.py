"""Give the planner fine statistics of the search vectors.

With the default 100 entries a rare word looks common, and a search sorted by date walks the whole
date index instead of the GIN index.
"""

from django.db import migrations

TABLES = (
    "claims_assertion",
    "claims_claim",
)


class Migration(migrations.Migration):
    dependencies = (("claims", "0002_relations"),)

    operations = (
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} ALTER COLUMN search SET STATISTICS 1000",
                f"ALTER TABLE {table} ALTER COLUMN search SET STATISTICS -1",
            )
            for table in TABLES
        ),
    )
