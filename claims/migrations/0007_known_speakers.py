"""Give the speakers that are there already their keys, the keys of candidates, and their names'
attributions.

Two that now have the same key stay two speakers, the later one under its old key; editors find
them by name.
"""

from django.db import migrations

from claims.extraction.types import SpeakerKind, SpeakerMention
from claims.identity import Identity, blocks_of, is_bare_name, speaker_key


def know_them(apps, schema_editor):
    alias_model = apps.get_model("claims", "SpeakerAlias")
    block_model = apps.get_model("claims", "SpeakerBlock")
    taken = set()
    for alias in alias_model.objects.select_related("speaker").order_by("id").iterator(2000):
        speaker = alias.speaker
        kind = SpeakerKind(speaker.kind)
        members = tuple(speaker.members.order_by("id").values_list("name", flat=True))
        mention = SpeakerMention(
            alias.name, alias.name, kind, 0, 0, affiliation=speaker.affiliation, members=members
        )
        key = speaker_key(mention)
        if not is_bare_name(mention) and key not in taken:
            alias.key = key
            # Old keys that another row will get are moved out of its way.
            alias_model.objects.filter(key=key).exclude(pk=alias.pk).update(key=f"{key}#{alias.pk}")
        alias.score, alias.reasons = 1.0, ["the name it was first met under"]
        alias.save(update_fields=["key", "score", "reasons"])
        taken.add(alias.key)
        identity = Identity(kind, (alias.name,), speaker.country, members=members)
        block_model.objects.bulk_create(
            [block_model(speaker=speaker, key=block[:200]) for block in blocks_of(identity)],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = (("claims", "0006_speaker_identity"),)

    operations = (
        migrations.RunPython(know_them, migrations.RunPython.noop),
        migrations.RunSQL(
            """
            update claims_attribution set alias_id = first.id
            from (select speaker_id, min(id) as id from claims_speakeralias group by speaker_id) first
            where first.speaker_id = claims_attribution.speaker_id
            """,
            migrations.RunSQL.noop,
        ),
    )
