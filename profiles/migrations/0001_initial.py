
import django.db.models.deletion
import django.db.models.functions.text
import profiles.fields
import profiles.models.constraints
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', profiles.fields.LineField(max_length=500)),
                ('slug', profiles.fields.UnicodeSlugField(max_length=100, unique=True)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='IndexTag',
            fields=[
                ('tag', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('value', models.CharField(help_text='As addresses name it.', max_length=500)),
                ('label', models.CharField(max_length=500)),
                ('folded_label', models.CharField(db_index=True, max_length=500)),
                ('count', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('name', profiles.fields.LineField(max_length=200)),
                ('sort_name', profiles.fields.LineField(help_text='Such as “LeCun, Yann”.', max_length=200)),
                ('slug', profiles.fields.UnicodeSlugField(max_length=100, unique=True)),
                ('epithet', profiles.fields.LineField(blank=True, help_text='Such as “The Contrarian”.', max_length=500)),
                ('born_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater()])),
                ('born_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='born_on')),
                ('born_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='born_on')),
                ('died_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater()])),
                ('died_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='died_on')),
                ('died_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='died_on')),
                ('summary', profiles.fields.ProseField(blank=True, help_text='The lead of the briefing.', max_length=5000)),
                ('biography', profiles.fields.ProseField(blank=True, max_length=20000)),
                ('reviewed_on', profiles.fields.DayField(blank=True, help_text='When an analyst last went through it all, such as 2018-03-07.', null=True, validators=[profiles.fields.NoLater()])),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['sort_name', 'pk'],
                'permissions': [('send_dossier', 'Can send a dossier to review'), ('review_dossier', 'Can return a dossier in review, and approve it'), ('publish_dossier', 'Can publish what was approved'), ('withdraw_dossier', 'Can take a dossier from readers'), ('correct_record', 'Can change what published dossiers share')],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dossier_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('slug', profiles.fields.UnicodeSlugField(db_index=True, max_length=100)),
                ('after_number', models.PositiveIntegerField()),
                ('withdrawn_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='AwardReceived',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('awarded_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater(1)])),
                ('awarded_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='awarded_on')),
                ('awarded_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='awarded_on')),
                ('citation_text', profiles.fields.ProseField(blank=True, max_length=5000)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receptions', to='profiles.award')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awards_received', to='profiles.person')),
            ],
            options={
                'verbose_name_plural': 'awards received',
                'ordering': [models.OrderBy(models.F('awarded_on_lower'), descending=True, nulls_last=True), models.OrderBy(models.F('awarded_on_upper'), descending=True, nulls_last=True), 'stable_id'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting for another editor'), ('published', 'Published'), ('undone', 'Undone')], default='waiting', max_length=20)),
                ('summary', profiles.fields.LineField(help_text='What changed, in words for readers.', max_length=500)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Expertise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', profiles.fields.LineField(max_length=500, unique=True)),
                ('slug', profiles.fields.UnicodeSlugField(max_length=100, unique=True)),
            ],
            options={
                'verbose_name_plural': 'expertise',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='expertise_slug_not_empty', violation_error_message='The slug is missing.')],
            },
        ),
        migrations.CreateModel(
            name='LedgerHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveBigIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='ledger_head_once', violation_error_message='There is one head.')],
            },
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', profiles.fields.LineField(max_length=500, unique=True)),
                ('slug', profiles.fields.UnicodeSlugField(max_length=100, unique=True)),
                ('full_name', profiles.fields.LineField(blank=True, max_length=500)),
                ('kind', models.CharField(choices=[('company', 'Company'), ('university', 'University'), ('laboratory', 'Laboratory'), ('government', 'Government'), ('society', 'Society'), ('non_profit', 'Non-profit')], max_length=20)),
                ('country', models.CharField(blank=True, help_text='ISO 3166-1, such as FR.', max_length=2)),
                ('url', profiles.fields.LinkField(blank=True, max_length=2000, verbose_name='address')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='organization_slug_not_empty', violation_error_message='The slug is missing.'), models.CheckConstraint(condition=models.Q(('kind__in', ['company', 'university', 'laboratory', 'government', 'society', 'non_profit'])), name='organization_kind_is_known', violation_error_message='“kind” holds a value that is not on its list.'), models.CheckConstraint(condition=models.Q(('url', ''), ('url__startswith', 'https://'), ('url__startswith', 'http://'), _connector='OR'), name='organization_url_is_http', violation_error_message='An address begins with https:// or http://.')],
            },
        ),
        migrations.AddField(
            model_name='award',
            name='granted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='profiles.organization'),
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('role', profiles.fields.LineField(max_length=500)),
                ('started_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater(10)])),
                ('started_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='started_on')),
                ('started_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='started_on')),
                ('ended_on', profiles.fields.PartialDateField(blank=True, help_text='Empty means to the present; XXXX that the end is not known.', max_length=23, null=True, validators=[profiles.fields.NoLater(10)])),
                ('ended_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='ended_on')),
                ('ended_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='ended_on')),
                ('kind', models.CharField(choices=[('position', 'Position'), ('advisory', 'Government advisory')], default='position', max_length=20)),
                ('is_primary', models.BooleanField(default=False, help_text='The one the head of the dossier names.')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='profiles.organization')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='profiles.person')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('started_on_lower'), descending=True, nulls_last=True), models.OrderBy(models.F('started_on_upper'), descending=True, nulls_last=True), 'stable_id'],
            },
        ),
        migrations.CreateModel(
            name='OtherName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', profiles.fields.LineField(max_length=200)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_names', to='profiles.person')),
            ],
            options={
                'ordering': ['person', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Nationality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('country', models.CharField(help_text='ISO 3166-1, such as FR.', max_length=2)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nationalities', to='profiles.person')),
            ],
            options={
                'verbose_name_plural': 'nationalities',
                'ordering': ['person', 'position'],
            },
        ),
        migrations.CreateModel(
            name='MediaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('title', profiles.fields.LineField(max_length=500)),
                ('outlet', profiles.fields.LineField(blank=True, max_length=500)),
                ('kind', models.CharField(choices=[('interview', 'Interview'), ('podcast', 'Podcast'), ('talk', 'Talk'), ('article', 'Article'), ('video', 'Video')], max_length=20)),
                ('published_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater()])),
                ('published_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='published_on')),
                ('published_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='published_on')),
                ('duration_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('url', profiles.fields.LinkField(blank=True, max_length=2000, verbose_name='address')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='media_items', to='profiles.person')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('published_on_lower'), descending=True, nulls_last=True), models.OrderBy(models.F('published_on_upper'), descending=True, nulls_last=True), 'stable_id'],
            },
        ),
        migrations.CreateModel(
            name='ListedPublication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listed_publications', to='profiles.person')),
            ],
        ),
        migrations.CreateModel(
            name='JointLaureate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', profiles.fields.LineField(max_length=200)),
                ('award_received', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jointly_with', to='profiles.awardreceived')),
                ('person', profiles.fields.DossierReference(related_name='joint_awards', to='profiles.person')),
            ],
            options={
                'ordering': ['award_received', 'position'],
            },
        ),
        migrations.CreateModel(
            name='IndexEntry',
            fields=[
                ('key', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('n', 'People'), ('q', 'Quotes'), ('r', 'Publications'), ('e', 'Events'), ('m', 'Talks and interviews'), ('g', 'Organizations'), ('s', 'Sources')], max_length=1)),
                ('object_id', models.BigIntegerField()),
                ('stable_id', models.CharField(max_length=100)),
                ('title', models.TextField()),
                ('body', models.TextField(blank=True)),
                ('lower', models.DateField(null=True)),
                ('upper', models.DateField(null=True)),
                ('sort_name', models.CharField(blank=True, max_length=200)),
                ('sort_heading', models.CharField(blank=True, max_length=200)),
                ('weight', models.BigIntegerField(default=0)),
                ('tags', models.TextField(help_text='Separated by spaces.')),
                ('person', models.ForeignKey(help_text='Whose dossier holds it; empty for what dossiers share.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='index_entries', to='profiles.person')),
            ],
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('scheme', models.CharField(choices=[('wikidata', 'Wikidata'), ('orcid', 'ORCID'), ('openalex', 'OpenAlex'), ('google_scholar', 'Google Scholar'), ('semantic_scholar', 'Semantic Scholar'), ('homepage', 'Homepage'), ('x', 'X'), ('bluesky', 'Bluesky'), ('linkedin', 'LinkedIn'), ('facebook', 'Facebook'), ('github', 'GitHub')], max_length=20)),
                ('value', profiles.fields.LineField(max_length=500)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='profiles.person')),
            ],
            options={
                'ordering': ['person', 'position'],
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', profiles.fields.UnicodeSlugField(max_length=100, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='profiles.person')),
            ],
            options={
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('occurred_on', profiles.fields.PartialDateField(help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, validators=[profiles.fields.NoLater(10)])),
                ('occurred_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='occurred_on')),
                ('occurred_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='occurred_on')),
                ('title', profiles.fields.LineField(max_length=500)),
                ('description', profiles.fields.ProseField(blank=True, max_length=5000)),
                ('category', models.CharField(choices=[('career', 'career'), ('research', 'research'), ('award', 'award'), ('founding', 'founding'), ('departure', 'departure')], max_length=20)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='profiles.person')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('occurred_on_lower'), descending=True, nulls_last=True), models.OrderBy(models.F('occurred_on_upper'), descending=True, nulls_last=True), 'stable_id'],
            },
        ),
        migrations.CreateModel(
            name='Education',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('degree', profiles.fields.LineField(max_length=500)),
                ('field', profiles.fields.LineField(blank=True, max_length=500)),
                ('institution', profiles.fields.LineField(max_length=500)),
                ('started_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater(10)])),
                ('started_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='started_on')),
                ('started_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='started_on')),
                ('ended_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater(10)])),
                ('ended_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='ended_on')),
                ('ended_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='ended_on')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='education', to='profiles.person')),
            ],
            options={
                'verbose_name_plural': 'education',
                'ordering': [models.OrderBy(models.F('ended_on_lower'), descending=True, nulls_last=True), models.OrderBy(models.F('ended_on_upper'), descending=True, nulls_last=True), 'stable_id'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('document', models.TextField(help_text='The dossier document as canonical JSON.')),
                ('digest', models.CharField(help_text='SHA-256 of the document.', max_length=64)),
                ('chain', models.CharField(help_text='SHA-256 of the chain before it and its own digest.', max_length=64)),
                ('summary', profiles.fields.LineField(blank=True, help_text='What changed, for readers.', max_length=500)),
                ('published_at', models.DateTimeField()),
                ('is_reviewed', models.BooleanField(default=False, help_text='A second person approved it.')),
                ('revision_number', models.PositiveBigIntegerField(default=0, help_text='The last revision of the desk that it holds.')),
                ('approved_by', models.ForeignKey(blank=True, help_text='Empty where a command published it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('correction', models.ForeignKey(blank=True, help_text='The correction that is all that is new in it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='profiles.correction')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='editions', to='profiles.person')),
            ],
            options={
                'ordering': ['person', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Association',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('name', profiles.fields.LineField(help_text="The associate's name.", max_length=200)),
                ('kind', models.CharField(choices=[('advisor', 'Advisor'), ('student', 'Student'), ('mentor', 'Mentor'), ('mentee', 'Mentee'), ('manager', 'Manager'), ('report', 'Direct report'), ('collaborator', 'Collaborator'), ('colleague', 'Colleague'), ('co_founder', 'Co-founder'), ('co_laureate', 'Co-laureate'), ('critic', 'Critic'), ('criticized', 'Criticized by the person'), ('influence', 'Influence on the person'), ('influenced', 'Influenced by the person'), ('commentator', 'Commentator on the person’s work'), ('subject', 'Subject of the person’s comments'), ('fellow_witness', 'Fellow witness'), ('friend', 'Friend'), ('family', 'Family in a public role')], help_text='What the associate is to the person of this dossier.', max_length=20)),
                ('started_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater(10)])),
                ('started_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='started_on')),
                ('started_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='started_on')),
                ('ended_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater(10)])),
                ('ended_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='ended_on')),
                ('ended_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='ended_on')),
                ('description', profiles.fields.ProseField(blank=True, max_length=5000)),
                ('associate', profiles.fields.DossierReference(related_name='associations_from', to='profiles.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='associations', to='profiles.person')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('started_on_lower'), descending=True, nulls_last=True), models.OrderBy(models.F('started_on_upper'), descending=True, nulls_last=True), 'stable_id'],
            },
        ),
        migrations.CreateModel(
            name='PersonExpertise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('expertise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='profiles.expertise')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ranked_expertise', to='profiles.person')),
            ],
            options={
                'verbose_name_plural': 'person expertise',
                'ordering': ['person', 'position'],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='expertise',
            field=models.ManyToManyField(related_name='people', through='profiles.PersonExpertise', to='profiles.expertise'),
        ),
        migrations.CreateModel(
            name='Portrait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(editable=False, help_text='128 random bits; another picture gets another name.', max_length=32, unique=True)),
                ('alt_text', profiles.fields.LineField(help_text='What the picture shows, for those who do not see it.', max_length=500)),
                ('credit', profiles.fields.LineField(blank=True, help_text='Who took it.', max_length=500)),
                ('licence', profiles.fields.LineField(blank=True, help_text='By what right it is shown, such as CC BY-SA 4.0.', max_length=500)),
                ('width', models.PositiveIntegerField(editable=False, help_text='Of the picture as it was uploaded, in pixels.')),
                ('height', models.PositiveIntegerField(editable=False)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='portrait', to='profiles.person')),
            ],
            options={
                'ordering': ['person'],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('assessed_on', profiles.fields.PartialDateField(help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, validators=[profiles.fields.NoLater()])),
                ('assessed_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='assessed_on')),
                ('assessed_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='assessed_on')),
                ('risk_level', models.CharField(blank=True, choices=[('low', 'Low'), ('moderate', 'Moderate'), ('high', 'High'), ('critical', 'Critical')], help_text='Left out where the person has not stated any.', max_length=20)),
                ('predicted_timeline', profiles.fields.ProseField(blank=True, max_length=5000)),
                ('earliest_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('latest_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('stance', profiles.fields.ProseField(blank=True, max_length=5000)),
                ('safety_approach', profiles.fields.ProseField(blank=True, max_length=5000)),
                ('remarks', profiles.fields.ProseField(blank=True, help_text='How the view has moved.', max_length=5000)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='profiles.person')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('assessed_on_lower'), descending=True, nulls_last=True), models.OrderBy(models.F('assessed_on_upper'), descending=True, nulls_last=True), 'stable_id'],
            },
        ),
        migrations.CreateModel(
            name='Belief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', profiles.fields.ProseField(max_length=5000)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='beliefs', to='profiles.position')),
            ],
            options={
                'ordering': ['assessment', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=300)),
                ('since_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['page', 'user'],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('title', profiles.fields.LineField(max_length=500)),
                ('published_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater(1)])),
                ('published_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='published_on')),
                ('published_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='published_on')),
                ('venue', profiles.fields.LineField(blank=True, max_length=500)),
                ('kind', models.CharField(choices=[('article', 'Journal article'), ('conference', 'Conference paper'), ('preprint', 'Preprint'), ('book', 'Book'), ('chapter', 'Book chapter'), ('thesis', 'Thesis'), ('report', 'Report'), ('essay', 'Essay'), ('other', 'Other')], max_length=20)),
                ('abstract', profiles.fields.ProseField(blank=True, help_text='In our words.', max_length=5000)),
                ('doi', profiles.fields.DoiField(blank=True, help_text='Such as 10.1000/182; a link to it will do.', max_length=500, verbose_name='DOI')),
                ('arxiv_id', profiles.fields.ArxivIdField(blank=True, help_text='Such as 2301.00001; a link to it will do.', max_length=40, verbose_name='arXiv id')),
                ('url', profiles.fields.LinkField(blank=True, max_length=2000, verbose_name='address')),
                ('is_key_work', models.BooleanField(default=False)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('published_on_lower'), descending=True, nulls_last=True), models.OrderBy(models.F('published_on_upper'), descending=True, nulls_last=True), 'stable_id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='publication_title_not_empty', violation_error_message='The title is missing.'), models.CheckConstraint(condition=models.Q(('kind__in', ['article', 'conference', 'preprint', 'book', 'chapter', 'thesis', 'report', 'essay', 'other'])), name='publication_kind_is_known', violation_error_message='“kind” holds a value that is not on its list.'), models.CheckConstraint(condition=models.Q(('url', ''), ('url__startswith', 'https://'), ('url__startswith', 'http://'), _connector='OR'), name='publication_url_is_http', violation_error_message='An address begins with https:// or http://.'), models.UniqueConstraint(django.db.models.functions.text.Lower('doi'), condition=models.Q(('doi', ''), _negated=True), name='publication_doi_once', violation_error_message='Another publication has this DOI.'), models.UniqueConstraint(condition=models.Q(('arxiv_id', ''), _negated=True), fields=('arxiv_id',), name='publication_arxiv_once', violation_error_message='Another publication has this arXiv id.')],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='publications',
            field=models.ManyToManyField(related_name='people', through='profiles.ListedPublication', to='profiles.publication'),
        ),
        migrations.CreateModel(
            name='MetricReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('metric', models.CharField(choices=[('h_index', 'h-index'), ('citations', 'Citations'), ('followers', 'Followers')], max_length=20)),
                ('value', models.PositiveBigIntegerField()),
                ('provider', profiles.fields.LineField(blank=True, max_length=500)),
                ('read_on', profiles.fields.DayField(blank=True, help_text='Such as 2018-03-07.', null=True, validators=[profiles.fields.NoLater()])),
                ('lacks_provenance', models.BooleanField(default=False, help_text='Neither provider nor day are known, or one is not.')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='metrics', to='profiles.person')),
                ('publication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='metrics', to='profiles.publication')),
            ],
            options={
                'ordering': ['metric', models.OrderBy(models.F('read_on'), descending=True, nulls_last=True), 'stable_id'],
            },
        ),
        migrations.AddField(
            model_name='listedpublication',
            name='publication',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='profiles.publication'),
        ),
        migrations.CreateModel(
            name='Authorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', profiles.fields.LineField(max_length=200)),
                ('person', profiles.fields.DossierReference(related_name='authorships', to='profiles.person')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='profiles.publication')),
            ],
            options={
                'ordering': ['publication', 'position'],
            },
        ),
        migrations.CreateModel(
            name='PublishedEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('document', models.TextField(help_text='The dossier document as canonical JSON.')),
                ('digest', models.CharField(help_text='SHA-256 of the document.', max_length=64)),
                ('chain', models.CharField(help_text='SHA-256 of the chain before it and its own digest.', max_length=64)),
                ('summary', profiles.fields.LineField(blank=True, help_text='What changed, for readers.', max_length=500)),
                ('published_at', models.DateTimeField()),
                ('is_reviewed', models.BooleanField(default=False, help_text='A second person approved it.')),
                ('dossier_id', profiles.fields.StableIdField(db_index=True, default=profiles.fields.new_stable_id, max_length=100, unique=False)),
                ('slug', profiles.fields.UnicodeSlugField(max_length=100)),
                ('is_current', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['dossier_id', '-number'],
                'constraints': [models.UniqueConstraint(fields=('dossier_id', 'number'), name='published_edition_number'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('dossier_id',), name='published_edition_one_current'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('slug',), name='published_edition_slug')],
            },
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('note', profiles.fields.ProseField(blank=True, help_text='What readers should know about this entry, such as a correction.', max_length=2000)),
                ('text', profiles.fields.ProseField(help_text='Verbatim, without quotation marks around it.', max_length=5000)),
                ('said_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater()])),
                ('said_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='said_on')),
                ('said_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='said_on')),
                ('outlet', profiles.fields.LineField(blank=True, max_length=500)),
                ('context', profiles.fields.ProseField(blank=True, max_length=2000)),
                ('language', models.CharField(default='en', help_text='Such as en, zh-Hant or pt-BR.', max_length=35, validators=[profiles.fields.validate_language])),
                ('translation', profiles.fields.ProseField(blank=True, max_length=5000)),
                ('wording', models.CharField(choices=[('verbatim', 'Verbatim'), ('cut', 'Cut'), ('paraphrase', 'Paraphrase'), ('translation', 'Translation')], default='verbatim', max_length=20)),
                ('attribution', models.CharField(choices=[('verified', 'Verified'), ('unverified', 'Unverified'), ('disputed', 'Disputed'), ('misattributed', 'Misattributed')], default='unverified', max_length=20)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='profiles.person')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('said_on_lower'), descending=True, nulls_last=True), models.OrderBy(models.F('said_on_upper'), descending=True, nulls_last=True), 'stable_id'],
            },
        ),
        migrations.CreateModel(
            name='ReadingRoom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='reading_room_single')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('in_review', 'In review'), ('returned', 'Returned'), ('taken_back', 'Taken back'), ('approved', 'Approved, not out yet'), ('published', 'Published')], default='in_review', max_length=20)),
                ('summary', profiles.fields.LineField(help_text='What changed, in words for readers.', max_length=500)),
                ('sent_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('is_waived', models.BooleanField(default=False, help_text='Decided at a desk of one, without a second person.')),
                ('document', models.TextField(blank=True, help_text='What was approved, as JSON.')),
                ('revision_number', models.PositiveBigIntegerField(default=0, help_text='The last revision of what was approved.')),
                ('publish_at', models.DateTimeField(blank=True, help_text='Empty for at once.', null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='review', to='profiles.edition')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='reviews', to='profiles.person')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(blank=True, max_length=30)),
                ('entry_id', models.CharField(blank=True, max_length=100)),
                ('label', profiles.fields.LineField(blank=True, max_length=500)),
                ('text', profiles.fields.ProseField(max_length=2000)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='profiles.review')),
            ],
            options={
                'ordering': ['review_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('reason', profiles.fields.ProseField(blank=True, max_length=2000)),
                ('step', models.CharField(blank=True, choices=[('sent', 'Sent to review'), ('taken_back', 'Taken back from review'), ('returned', 'Returned by the reviewer'), ('approved', 'Approved'), ('reopened', 'Approval taken back by a change')], help_text='Empty for a change of what is written.', max_length=20)),
                ('dossier_id', models.CharField(blank=True, db_index=True, help_text='Whose step it is; the entries of a change say theirs.', max_length=100)),
                ('digest', models.CharField(help_text='SHA-256 of what it says, and of the digest before it.', max_length=64)),
                ('by', models.ForeignKey(blank=True, help_text='Empty where a command made it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undoes', models.ForeignKey(blank=True, help_text="The correction's, where this takes a part of one back as it was.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='profiles.revision')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='EntryChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dossier_id', models.CharField(blank=True, help_text='Empty for a record that dossiers share.', max_length=100)),
                ('section', models.CharField(max_length=30)),
                ('entry_id', models.CharField(blank=True, max_length=100)),
                ('label', profiles.fields.LineField(blank=True, max_length=500)),
                ('before', models.JSONField(blank=True, null=True)),
                ('after', models.JSONField(blank=True, null=True)),
                ('digest', models.CharField(help_text='SHA-256 of what it says.', max_length=64)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='profiles.revision')),
            ],
            options={
                'ordering': ['-revision_id', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='correction',
            name='revision',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='profiles.revision'),
        ),
        migrations.CreateModel(
            name='SectionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(choices=[('profile', 'Profile'), ('history', 'Timeline'), ('position', 'Position on AGI'), ('quotes', 'Quotes'), ('research', 'Publications'), ('media', 'Talks and interviews'), ('associates', 'Associates'), ('affiliations', 'Affiliations'), ('awards', 'Awards'), ('sources', 'Sources')], max_length=20)),
                ('state', models.CharField(choices=[('not_researched', 'Not yet researched'), ('none_found', 'Researched, and none found'), ('not_applicable', 'Not applicable')], default='not_researched', max_length=20)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='section_notes', to='profiles.person')),
            ],
            options={
                'ordering': ['person', 'section'],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', profiles.fields.StableIdField(default=profiles.fields.new_stable_id, max_length=100, unique=True)),
                ('title', profiles.fields.LineField(max_length=500)),
                ('publisher', profiles.fields.LineField(blank=True, max_length=500)),
                ('url', profiles.fields.LinkField(blank=True, max_length=2000, verbose_name='address')),
                ('normalised_url', profiles.fields.NormalisedLinkField(blank=True, editable=False, max_length=6000, source='url')),
                ('archived_url', profiles.fields.LinkField(blank=True, max_length=2000, verbose_name='archived address')),
                ('kind', models.CharField(choices=[('official', 'Official page'), ('news', 'News'), ('interview', 'Interview'), ('transcript', 'Transcript'), ('recording', 'Recording'), ('publication', 'Publication'), ('bibliography', 'Bibliography'), ('encyclopedia', 'Encyclopedia'), ('blog', 'Blog'), ('social', 'Social media'), ('repository', 'Repository'), ('other', 'Other')], max_length=20)),
                ('published_on', profiles.fields.PartialDateField(blank=True, help_text='Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X.', max_length=23, null=True, validators=[profiles.fields.NoLater(1)])),
                ('published_on_lower', profiles.fields.PartialDateBound(blank=True, editable=False, end='lower', null=True, source='published_on')),
                ('published_on_upper', profiles.fields.PartialDateBound(blank=True, editable=False, end='upper', null=True, source='published_on')),
                ('seen_on', profiles.fields.DayField(blank=True, help_text='When the address was last seen to work, such as 2018-03-07.', null=True, validators=[profiles.fields.NoLater()])),
                ('link_state', models.CharField(choices=[('unchecked', 'Not checked'), ('working', 'Working'), ('moved', 'Moved'), ('gone', 'Gone')], default='unchecked', max_length=20)),
                ('reliability', models.CharField(choices=[('A', 'Completely reliable'), ('B', 'Usually reliable'), ('C', 'Fairly reliable'), ('D', 'Not usually reliable'), ('E', 'Unreliable'), ('F', 'Reliability cannot be judged')], default='F', max_length=1)),
            ],
            options={
                'ordering': ['title', 'stable_id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['official', 'news', 'interview', 'transcript', 'recording', 'publication', 'bibliography', 'encyclopedia', 'blog', 'social', 'repository', 'other'])), name='source_kind_is_known', violation_error_message='“kind” holds a value that is not on its list.'), models.CheckConstraint(condition=models.Q(('link_state__in', ['unchecked', 'working', 'moved', 'gone'])), name='source_link_state_is_known', violation_error_message='“link_state” holds a value that is not on its list.'), models.CheckConstraint(condition=models.Q(('reliability__in', ['A', 'B', 'C', 'D', 'E', 'F'])), name='source_reliability_is_known', violation_error_message='“reliability” holds a value that is not on its list.'), models.CheckConstraint(condition=models.Q(('url', ''), ('url__startswith', 'https://'), ('url__startswith', 'http://'), _connector='OR'), name='source_url_is_http', violation_error_message='An address begins with https:// or http://.'), models.CheckConstraint(condition=models.Q(('archived_url', ''), ('archived_url__startswith', 'https://'), ('archived_url__startswith', 'http://'), _connector='OR'), name='source_archived_url_is_http', violation_error_message='An address begins with https:// or http://.'), models.UniqueConstraint(condition=models.Q(('normalised_url', ''), _negated=True), fields=('normalised_url',), name='source_address_once', violation_error_message='Another source has this address.')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('field', models.CharField(blank=True, help_text='The field it bears on; empty for all.', max_length=50)),
                ('place', profiles.fields.LineField(blank=True, help_text='Page, paragraph or time code.', max_length=500)),
                ('excerpt', profiles.fields.ProseField(blank=True, max_length=2000)),
                ('stance', models.CharField(choices=[('supports', 'Supports'), ('contradicts', 'Contradicts')], default='supports', max_length=20)),
                ('credibility', models.PositiveSmallIntegerField(choices=[(1, 'Confirmed by other sources'), (2, 'Probably true'), (3, 'Possibly true'), (4, 'Doubtful'), (5, 'Improbable'), (6, 'Truth cannot be judged')])),
                ('affiliation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.affiliation')),
                ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.association')),
                ('award_received', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.awardreceived')),
                ('belief', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.belief')),
                ('education', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.education')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.event')),
                ('media_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.mediaitem')),
                ('metric_reading', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.metricreading')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.person')),
                ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.position')),
                ('publication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.publication')),
                ('quote', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='profiles.quote')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='profiles.source')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', profiles.fields.LineField(max_length=500, unique=True)),
                ('slug', profiles.fields.UnicodeSlugField(max_length=100, unique=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='topic_slug_not_empty', violation_error_message='The slug is missing.')],
            },
        ),
        migrations.CreateModel(
            name='QuoteTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ranked_topics', to='profiles.quote')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='profiles.topic')),
            ],
            options={
                'ordering': ['quote', 'position'],
            },
        ),
        migrations.AddField(
            model_name='quote',
            name='topics',
            field=models.ManyToManyField(related_name='quotes', through='profiles.QuoteTopic', to='profiles.topic'),
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('after_number', models.PositiveIntegerField()),
                ('reason', profiles.fields.ProseField(blank=True, max_length=2000)),
                ('withdrawn_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='withdrawals', to='profiles.person')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['person', '-after_number'],
            },
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='award_slug_not_empty', violation_error_message='The slug is missing.'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(fields=('name', 'granted_by'), name='award_once', violation_error_message='There is an award of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='othername',
            constraint=models.UniqueConstraint(fields=('person', 'position'), name='other_name_position'),
        ),
        migrations.AddConstraint(
            model_name='othername',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='other_name_position_from_one', violation_error_message='Positions are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='nationality',
            constraint=models.UniqueConstraint(fields=('person', 'position'), name='nationality_position'),
        ),
        migrations.AddConstraint(
            model_name='nationality',
            constraint=models.UniqueConstraint(fields=('person', 'country'), name='nationality_once'),
        ),
        migrations.AddConstraint(
            model_name='nationality',
            constraint=models.CheckConstraint(condition=models.Q(('country', ''), _negated=True), name='nationality_country_not_empty', violation_error_message='The country is missing.'),
        ),
        migrations.AddConstraint(
            model_name='nationality',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='nationality_position_from_one', violation_error_message='Positions are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='mediaitem',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['interview', 'podcast', 'talk', 'article', 'video'])), name='media_item_kind_is_known', violation_error_message='“kind” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='mediaitem',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__startswith', 'https://'), ('url__startswith', 'http://'), _connector='OR'), name='media_item_url_is_http', violation_error_message='An address begins with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='jointlaureate',
            constraint=models.UniqueConstraint(fields=('award_received', 'position'), name='joint_laureate_position'),
        ),
        migrations.AddConstraint(
            model_name='jointlaureate',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='joint_laureate_name_not_empty', violation_error_message='The name is missing.'),
        ),
        migrations.AddConstraint(
            model_name='jointlaureate',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='joint_laureate_position_from_one', violation_error_message='Positions are counted from 1.'),
        ),
        migrations.AddIndex(
            model_name='indexentry',
            index=models.Index(fields=['kind', '-key'], name='index_entry_newest'),
        ),
        migrations.AddIndex(
            model_name='indexentry',
            index=models.Index(fields=['kind', 'sort_name', '-key'], name='index_entry_by_name'),
        ),
        migrations.AddIndex(
            model_name='indexentry',
            index=models.Index(fields=['kind', 'sort_heading', '-key'], name='index_entry_by_heading'),
        ),
        migrations.AddIndex(
            model_name='indexentry',
            index=models.Index(fields=['kind', '-weight', '-key'], name='index_entry_by_weight'),
        ),
        migrations.AddIndex(
            model_name='indexentry',
            index=models.Index(condition=models.Q(('upper__gt', models.F('lower'))), fields=['kind', 'lower', 'upper'], name='index_entry_imprecise'),
        ),
        migrations.AddConstraint(
            model_name='indexentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['n', 'q', 'r', 'e', 'm', 'g', 's'])), name='index_entry_kind_is_known', violation_error_message='“kind” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='indexentry',
            constraint=models.UniqueConstraint(fields=('kind', 'object_id'), name='index_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.UniqueConstraint(fields=('person', 'scheme', 'value'), name='identifier_once'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(('scheme__in', ['wikidata', 'orcid', 'openalex', 'google_scholar', 'semantic_scholar', 'homepage', 'x', 'bluesky', 'linkedin', 'facebook', 'github'])), name='identifier_scheme_is_known', violation_error_message='“scheme” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='identifier_position_from_one', violation_error_message='Positions are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='formerslug',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='former_slug_slug_not_empty', violation_error_message='The slug is missing.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['career', 'research', 'award', 'founding', 'departure'])), name='event_category_is_known', violation_error_message='“category” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='education',
            constraint=profiles.models.constraints.ToldAtField(condition=models.Q(('started_on_lower__isnull', True), ('ended_on_upper__isnull', True), ('ended_on_upper__gte', models.F('started_on_lower')), _connector='OR'), field='ended_on', name='education_dates_in_order', violation_error_message='It ends before it begins; correct one of the two dates.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('person', 'number'), name='edition_number'),
        ),
        migrations.AddConstraint(
            model_name='association',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='association_name_not_empty', violation_error_message='The name is missing.'),
        ),
        migrations.AddConstraint(
            model_name='association',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['advisor', 'student', 'mentor', 'mentee', 'manager', 'report', 'collaborator', 'colleague', 'co_founder', 'co_laureate', 'critic', 'criticized', 'influence', 'influenced', 'commentator', 'subject', 'fellow_witness', 'friend', 'family'])), name='association_kind_is_known', violation_error_message='“kind” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='association',
            constraint=profiles.models.constraints.ToldAtField(condition=models.Q(('started_on_lower__isnull', True), ('ended_on_upper__isnull', True), ('ended_on_upper__gte', models.F('started_on_lower')), _connector='OR'), field='ended_on', name='association_dates_in_order', violation_error_message='It ends before it begins; correct one of the two dates.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['position', 'advisory'])), name='affiliation_kind_is_known', violation_error_message='“kind” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=profiles.models.constraints.ToldAtField(condition=models.Q(('started_on_lower__isnull', True), ('ended_on_upper__isnull', True), ('ended_on_upper__gte', models.F('started_on_lower')), _connector='OR'), field='ended_on', name='affiliation_dates_in_order', violation_error_message='It ends before it begins; correct one of the two dates.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.UniqueConstraint(condition=models.Q(('is_primary', True)), fields=('person',), name='affiliation_one_primary', violation_error_message='Another affiliation of this person is the primary one.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('is_primary', False), ('ended_on__isnull', True), _connector='OR'), name='affiliation_primary_is_current', violation_error_message='The primary affiliation cannot have ended.'),
        ),
        migrations.AddConstraint(
            model_name='personexpertise',
            constraint=models.UniqueConstraint(fields=('person', 'position'), name='person_expertise_position'),
        ),
        migrations.AddConstraint(
            model_name='personexpertise',
            constraint=models.UniqueConstraint(fields=('person', 'expertise'), name='person_expertise_once'),
        ),
        migrations.AddConstraint(
            model_name='personexpertise',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='person_expertise_position_from_one', violation_error_message='Positions are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='portrait',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='portrait_name_not_empty', violation_error_message='The name is missing.'),
        ),
        migrations.AddConstraint(
            model_name='portrait',
            constraint=models.CheckConstraint(condition=models.Q(('alt_text', ''), _negated=True), name='portrait_alt_text_not_empty', violation_error_message='The alt_text is missing.'),
        ),
        migrations.AddConstraint(
            model_name='portrait',
            constraint=models.CheckConstraint(condition=models.Q(('height__gte', 1), ('width__gte', 1)), name='portrait_has_a_size', violation_error_message='A picture has a width and a height.'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('risk_level__in', ['low', 'moderate', 'high', 'critical', ''])), name='position_risk_level_is_known', violation_error_message='“risk_level” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=profiles.models.constraints.ToldAtField(condition=models.Q(('earliest_year__isnull', True), ('latest_year__isnull', True), ('latest_year__gte', models.F('earliest_year')), _connector='OR'), field='latest_year', name='position_years_in_order', violation_error_message='The latest year lies before the earliest; correct one of the two.'),
        ),
        migrations.AddConstraint(
            model_name='belief',
            constraint=models.UniqueConstraint(fields=('assessment', 'position'), name='belief_position'),
        ),
        migrations.AddConstraint(
            model_name='belief',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='belief_position_from_one', violation_error_message='Positions are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('user', 'page'), name='presence_once'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='person_slug_not_empty', violation_error_message='The slug is missing.'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='person_name_not_empty', violation_error_message='The name is missing.'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=profiles.models.constraints.ToldAtField(condition=models.Q(('born_on_lower__isnull', True), ('died_on_upper__isnull', True), ('died_on_upper__gte', models.F('born_on_lower')), _connector='OR'), field='died_on', name='person_dates_in_order', violation_error_message='That is before the birth; correct one of the two dates.'),
        ),
        migrations.AddConstraint(
            model_name='metricreading',
            constraint=models.CheckConstraint(condition=models.Q(('metric__in', ['h_index', 'citations', 'followers'])), name='metric_reading_metric_is_known', violation_error_message='“metric” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='metricreading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('publication__isnull', True)), models.Q(('person__isnull', True), ('publication__isnull', False)), _connector='OR'), name='metric_reading_has_one_subject', violation_error_message='A reading is of a person or of a publication.'),
        ),
        migrations.AddConstraint(
            model_name='metricreading',
            constraint=profiles.models.constraints.ToldAtField(condition=models.Q(('lacks_provenance', True), models.Q(('read_on__isnull', False), models.Q(('provider', ''), _negated=True)), _connector='OR'), field='provider', name='metric_reading_has_provenance', violation_error_message='Name the provider and the day, or mark it as lacking provenance.'),
        ),
        migrations.AddConstraint(
            model_name='listedpublication',
            constraint=models.UniqueConstraint(fields=('person', 'publication'), name='listed_publication_once'),
        ),
        migrations.AddConstraint(
            model_name='authorship',
            constraint=models.UniqueConstraint(fields=('publication', 'position'), name='authorship_position'),
        ),
        migrations.AddConstraint(
            model_name='authorship',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='authorship_name_not_empty', violation_error_message='The name is missing.'),
        ),
        migrations.AddConstraint(
            model_name='authorship',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='authorship_position_from_one', violation_error_message='Positions are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['in_review', 'returned', 'taken_back', 'approved', 'published'])), name='review_state_is_known', violation_error_message='“state” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('summary', ''), _negated=True), name='review_summary_not_empty', violation_error_message='The summary is missing.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['in_review', 'approved'])), fields=('person',), name='review_one_open', violation_error_message='This dossier is in review already.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('is_waived', True), ('decided_by__isnull', True), ('state', 'taken_back'), models.Q(('decided_by', models.F('sent_by')), _negated=True), _connector='OR'), name='review_by_a_second_person', violation_error_message='Nobody decides on what they sent themselves.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('document', ''), _negated=True)), _connector='OR'), name='review_approved_as_it_stands', violation_error_message='What is approved is kept, and by whom.'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='remark_text_not_empty', violation_error_message='The text is missing.'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', ['sent', 'taken_back', 'returned', 'approved', 'reopened', ''])), name='revision_step_is_known', violation_error_message='“step” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dossier_id', ''), ('step', '')), models.Q(models.Q(('step', ''), _negated=True), models.Q(('dossier_id', ''), _negated=True)), _connector='OR'), name='revision_step_of_a_dossier', violation_error_message='A step is one of a dossier.'),
        ),
        migrations.AddIndex(
            model_name='entrychange',
            index=models.Index(fields=['dossier_id', 'section', 'entry_id', 'revision'], name='entry_change_of_entry'),
        ),
        migrations.AddIndex(
            model_name='entrychange',
            index=models.Index(fields=['dossier_id', 'revision'], name='entry_change_of_dossier'),
        ),
        migrations.AddConstraint(
            model_name='entrychange',
            constraint=models.CheckConstraint(condition=models.Q(('before__isnull', False), ('after__isnull', False), _connector='OR'), name='entry_change_says_something', violation_error_message='An entry came, changed or went.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'published', 'undone'])), name='correction_state_is_known', violation_error_message='“state” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('summary', ''), _negated=True), name='correction_summary_not_empty', violation_error_message='The summary is missing.'),
        ),
        migrations.AddConstraint(
            model_name='sectionnote',
            constraint=models.UniqueConstraint(fields=('person', 'section'), name='section_note_once'),
        ),
        migrations.AddConstraint(
            model_name='sectionnote',
            constraint=models.CheckConstraint(condition=models.Q(('section__in', ['profile', 'history', 'position', 'quotes', 'research', 'media', 'associates', 'affiliations', 'awards', 'sources'])), name='section_note_section_is_known', violation_error_message='“section” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='sectionnote',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['not_researched', 'none_found', 'not_applicable'])), name='section_note_state_is_known', violation_error_message='“state” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('stance__in', ['supports', 'contradicts'])), name='citation_stance_is_known', violation_error_message='“stance” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('credibility__in', [1, 2, 3, 4, 5, 6])), name='citation_credibility_is_known', violation_error_message='“credibility” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='citation_position_from_one', violation_error_message='Positions are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('affiliation__isnull', True), ('assessment__isnull', True), ('association__isnull', True), ('award_received__isnull', True), ('belief__isnull', True), ('education__isnull', True), ('event__isnull', True), ('media_item__isnull', True), ('metric_reading__isnull', True), ('person__isnull', False), ('publication__isnull', True), ('quote__isnull', True)), models.Q(('affiliation__isnull', True), ('assessment__isnull', True), ('association__isnull', True), ('award_received__isnull', True), ('belief__isnull', True), ('education__isnull', False), ('event__isnull', True), ('media_item__isnull', True), ('metric_reading__isnull', True), ('person__isnull', True), ('publication__isnull', True), ('quote__isnull', True)), models.Q(('affiliation__isnull', True), ('assessment__isnull', True), ('association__isnull', True), ('award_received__isnull', True), ('belief__isnull', True), ('education__isnull', True), ('event__isnull', False), ('media_item__isnull', True), ('metric_reading__isnull', True), ('person__isnull', True), ('publication__isnull', True), ('quote__isnull', True)), models.Q(('affiliation__isnull', True), ('assessment__isnull', False), ('association__isnull', True), ('award_received__isnull', True), ('belief__isnull', True), ('education__isnull', True), ('event__isnull', True), ('media_item__isnull', True), ('metric_reading__isnull', True), ('person__isnull', True), ('publication__isnull', True), ('quote__isnull', True)), models.Q(('affiliation__isnull', True), ('assessment__isnull', True), ('association__isnull', True), ('award_received__isnull', True), ('belief__isnull', False), ('education__isnull', True), ('event__isnull', True), ('media_item__isnull', True), ('metric_reading__isnull', True), ('person__isnull', True), ('publication__isnull', True), ('quote__isnull', True)), models.Q(('affiliation__isnull', True), ('assessment__isnull', True), ('association__isnull', True), ('award_received__isnull', True), ('belief__isnull', True), ('education__isnull', True), ('event__isnull', True), ('media_item__isnull', True), ('metric_reading__isnull', True), ('person__isnull', True), ('publication__isnull', True), ('quote__isnull', False)), models.Q(('affiliation__isnull', True), ('assessment__isnull', True), ('association__isnull', True), ('award_received__isnull', True), ('belief__isnull', True), ('education__isnull', True), ('event__isnull', True), ('media_item__isnull', True), ('metric_reading__isnull', True), ('person__isnull', True), ('publication__isnull', False), ('quote__isnull', True)), models.Q(('affiliation__isnull', True), ('assessment__isnull', True), ('association__isnull', True), ('award_received__isnull', True), ('belief__isnull', True), ('education__isnull', True), ('event__isnull', True), ('media_item__isnull', False), ('metric_reading__isnull', True), ('person__isnull', True), ('publication__isnull', True), ('quote__isnull', True)), models.Q(('affiliation__isnull', True), ('assessment__isnull', True), ('association__isnull', False), ('award_received__isnull', True), ('belief__isnull', True), ('education__isnull', True), ('event__isnull', True), ('media_item__isnull', True), ('metric_reading__isnull', True), ('person__isnull', True), ('publication__isnull', True), ('quote__isnull', True)), models.Q(('affiliation__isnull', False), ('assessment__isnull', True), ('association__isnull', True), ('award_received__isnull', True), ('belief__isnull', True), ('education__isnull', True), ('event__isnull', True), ('media_item__isnull', True), ('metric_reading__isnull', True), ('person__isnull', True), ('publication__isnull', True), ('quote__isnull', True)), models.Q(('affiliation__isnull', True), ('assessment__isnull', True), ('association__isnull', True), ('award_received__isnull', False), ('belief__isnull', True), ('education__isnull', True), ('event__isnull', True), ('media_item__isnull', True), ('metric_reading__isnull', True), ('person__isnull', True), ('publication__isnull', True), ('quote__isnull', True)), models.Q(('affiliation__isnull', True), ('assessment__isnull', True), ('association__isnull', True), ('award_received__isnull', True), ('belief__isnull', True), ('education__isnull', True), ('event__isnull', True), ('media_item__isnull', True), ('metric_reading__isnull', False), ('person__isnull', True), ('publication__isnull', True), ('quote__isnull', True)), _connector='OR'), name='citation_has_one_subject', violation_error_message='A citation stands under exactly one entry.'),
        ),
        migrations.AddConstraint(
            model_name='quotetopic',
            constraint=models.UniqueConstraint(fields=('quote', 'position'), name='quote_topic_position'),
        ),
        migrations.AddConstraint(
            model_name='quotetopic',
            constraint=models.UniqueConstraint(fields=('quote', 'topic'), name='quote_topic_once'),
        ),
        migrations.AddConstraint(
            model_name='quotetopic',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='quote_topic_position_from_one', violation_error_message='Positions are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='quote_text_not_empty', violation_error_message='The text is missing.'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('wording__in', ['verbatim', 'cut', 'paraphrase', 'translation'])), name='quote_wording_is_known', violation_error_message='“wording” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('attribution__in', ['verified', 'unverified', 'disputed', 'misattributed'])), name='quote_attribution_is_known', violation_error_message='“attribution” holds a value that is not on its list.'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.UniqueConstraint(fields=('person', 'after_number'), name='withdrawal_once'),
        ),
    ]
