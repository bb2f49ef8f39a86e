"""The full-text side of the reading room's index, which no model describes."""

from django.db import migrations

from profiles.databases import PUBLIC
from profiles.index.engines import engine_of


def create(apps, schema_editor):
    if schema_editor.connection.alias == PUBLIC:
        engine_of(PUBLIC).create()


class Migration(migrations.Migration):
    dependencies = [("profiles", "0001_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
