"""Let the database refuse every change of the trail."""

from __future__ import annotations

from django.db import migrations

from duixian_web.audit_trail.triggers import drop_triggers, make_triggers


def make(apps, schema_editor):
    make_triggers(schema_editor.connection)


def drop(apps, schema_editor):
    drop_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit_trail", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
