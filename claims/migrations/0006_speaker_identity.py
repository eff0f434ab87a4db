"""Speakers that merge and split, with scored aliases, keys of candidates and suggestions."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import sources.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0005_extractor_prompt'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MergeSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', sources.ids.PublicIdField(prefix='sug')),
                ('score', models.FloatField()),
                ('reasons', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('moot', 'Answered elsewhere')], default='pending', max_length=8)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='SpeakerBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='SpeakerChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', sources.ids.PublicIdField(prefix='chg')),
                ('kind', models.CharField(choices=[('merge', 'Merged'), ('split', 'Split'), ('rename', 'Renamed'), ('alias', 'Alias added'), ('undo', 'Undone')], max_length=6)),
                ('reason', models.TextField()),
                ('summary', models.CharField(help_text='What moved, in words.', max_length=700)),
                ('journal', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='SuggestionJudgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('accepted', 'Accepted'), ('declined', 'Declined')], max_length=8)),
                ('reason', models.TextField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.AlterModelOptions(
            name='speakeralias',
            options={'ordering': ('name', 'id'), 'verbose_name_plural': 'speaker aliases'},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='origin',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='origin',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='speaker',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='speaker',
            name='update_update',
        ),
        migrations.AddField(
            model_name='attribution',
            name='alias',
            field=models.ForeignKey(blank=True, help_text='The name that led to the speaker; moves with it when speakers merge or split.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='claims.speakeralias'),
        ),
        migrations.AddField(
            model_name='origin',
            name='merged_into',
            field=models.ForeignKey(blank=True, help_text='The same occasion, after its speakers turned out to be one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='claims.origin'),
        ),
        migrations.AddField(
            model_name='originevent',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The same occasion, after its speakers turned out to be one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='claims.origin'),
        ),
        migrations.AddField(
            model_name='speaker',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='speakeralias',
            name='set_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='speaker',
            name='story',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, help_text='What the article is about in which it was met first.', size=None),
        ),
        migrations.AddField(
            model_name='speaker',
            name='version',
            field=models.PositiveIntegerField(default=1, help_text='Guards against lost updates.'),
        ),
        migrations.AddField(
            model_name='speakeralias',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='speakeralias',
            name='reasons',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='speakeralias',
            name='score',
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='version',
            field=models.PositiveIntegerField(default=1, help_text='Guards against lost updates.'),
        ),
        migrations.AlterField(
            model_name='speakeralias',
            name='key',
            field=models.CharField(max_length=340, unique=True),
        ),
        migrations.AddField(
            model_name='speaker',
            name='search',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('name', config='simple'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='speaker_search'),
        ),
        migrations.AddIndex(
            model_name='speakeralias',
            index=models.Index(fields=['speaker', 'id'], name='alias_by_speaker'),
        ),
        migrations.AddField(
            model_name='speakeralias',
            name='search',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('name', models.Func(models.F('key'), models.Value(':'), models.Value(2), function='split_part', output_field=models.CharField()), config='simple'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='speakeralias',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='alias_search'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='origin',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_originevent" ("created_at", "dated_on", "id", "key", "kind", "label", "medium", "merged_into_id", "occasion", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id") VALUES (NEW."created_at", NEW."dated_on", NEW."id", NEW."key", NEW."kind", NEW."label", NEW."medium", NEW."merged_into_id", NEW."occasion", NEW."outlet_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id"); RETURN NULL;', hash='8595a469d999cc43a4ec285a4ad10b4edda35920', operation='INSERT', pgid='pgtrigger_insert_insert_b9505', table='claims_origin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='origin',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "claims_originevent" ("created_at", "dated_on", "id", "key", "kind", "label", "medium", "merged_into_id", "occasion", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id") VALUES (NEW."created_at", NEW."dated_on", NEW."id", NEW."key", NEW."kind", NEW."label", NEW."medium", NEW."merged_into_id", NEW."occasion", NEW."outlet_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id"); RETURN NULL;', hash='ace25d10aff9970d5a3f6914c0c81bb582e867e2', operation='UPDATE', pgid='pgtrigger_update_update_e254f', table='claims_origin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_speakerevent" ("affiliation", "country", "created_at", "id", "kind", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "role", "version") VALUES (NEW."affiliation", NEW."country", NEW."created_at", NEW."id", NEW."kind", NEW."merged_into_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."role", NEW."version"); RETURN NULL;', hash='56061adb79ee566ee0b0311a06d185fdae639306', operation='INSERT', pgid='pgtrigger_insert_insert_7cf94', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."affiliation" IS DISTINCT FROM (NEW."affiliation") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "claims_speakerevent" ("affiliation", "country", "created_at", "id", "kind", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "role", "version") VALUES (NEW."affiliation", NEW."country", NEW."created_at", NEW."id", NEW."kind", NEW."merged_into_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."role", NEW."version"); RETURN NULL;', hash='01a32a5da8bf18f4fcff42c307dfb91923d8b89a', operation='UPDATE', pgid='pgtrigger_update_update_d9d7a', table='claims_speaker', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='speaker_not_merged_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='speakeralias',
            constraint=models.CheckConstraint(condition=models.Q(('score__isnull', True), ('score__range', (0, 1)), _connector='OR'), name='alias_score_in_unit_interval'),
        ),
        migrations.AddField(
            model_name='mergesuggestion',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions_as_first', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='mergesuggestion',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions_as_second', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='speakerblock',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='speakerchange',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='speakerchange',
            name='other',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes_as_other', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='speakerchange',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='speakerchange',
            name='undoes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='claims.speakerchange'),
        ),
        migrations.AddField(
            model_name='suggestionjudgement',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='suggestionjudgement',
            name='suggestion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='claims.mergesuggestion'),
        ),
        migrations.AddIndex(
            model_name='mergesuggestion',
            index=models.Index(fields=['state', '-id'], name='suggestion_by_state'),
        ),
        migrations.AddConstraint(
            model_name='mergesuggestion',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='suggestion_once_per_pair'),
        ),
        migrations.AddConstraint(
            model_name='mergesuggestion',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='suggestion_pair_ordered'),
        ),
        migrations.AddConstraint(
            model_name='mergesuggestion',
            constraint=models.CheckConstraint(condition=models.Q(('score__range', (0, 1))), name='suggestion_score_in_unit_interval'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergesuggestion',
            trigger=pgtrigger.compiler.Trigger(name='suggestion_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='67807f2ef43ee95b28d49d89670715eba5ecb422', operation='DELETE', pgid='pgtrigger_suggestion_never_deleted_5e3c8', table='claims_mergesuggestion', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='speakerblock',
            constraint=models.UniqueConstraint(fields=('key', 'speaker'), name='block_once_per_speaker'),
        ),
        migrations.AddConstraint(
            model_name='speakerchange',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='change_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='speakerchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'undo'), ('undoes__isnull', False)), models.Q(models.Q(('kind', 'undo'), _negated=True), ('undoes__isnull', True)), _connector='OR'), name='change_undoes_iff_undo'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speakerchange',
            trigger=pgtrigger.compiler.Trigger(name='speaker_change_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a4b53a51132fc22c353c69b0a66a385a9ddb171f', operation='UPDATE OR DELETE', pgid='pgtrigger_speaker_change_append_only_68b99', table='claims_speakerchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestionjudgement',
            trigger=pgtrigger.compiler.Trigger(name='judgement_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='561370068fba6cb447989ef6e35ce44cb47e3238', operation='UPDATE OR DELETE', pgid='pgtrigger_judgement_append_only_023a2', table='claims_suggestionjudgement', when='BEFORE')),
        ),
    ]
