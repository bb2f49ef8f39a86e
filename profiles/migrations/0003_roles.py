"""The roles of the desk, as groups."""

from django.apps import apps as present_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

from profiles.databases import DESK
from profiles.desk.roles import make_roles


def create(apps, schema_editor):
    if schema_editor.connection.alias != DESK:
        return
    # Permissions are made after all migrations, which is too late for groups.
    for label in ("profiles", "auth"):
        config = present_apps.get_app_config(label)
        create_permissions(config, verbosity=0, using=DESK)
    make_roles(
        apps.get_model("auth", "Group").objects,
        apps.get_model("auth", "Permission").objects,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0002_index_words"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
