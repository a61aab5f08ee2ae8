"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0014_health")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Alarm",
            name="acknowledged_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Alarm",
            name="acknowledged_by",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
        ops.AddField(
            model_name="Alarm",
            name="cleared_by",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
        ops.AddField(
            model_name="Alarm",
            name="cleared_for",
            field=fields.CharField(default="", db_default="", max_length=200),
        ),
    ]
