"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0006_guidance")]

    initial = False

    operations = [
        ops.AddField(
            model_name="IssuedChallenge",
            name="used_in",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
        ops.AddField(
            model_name="IssuedChallenge",
            name="used_for",
            field=fields.CharField(default="", db_default="", max_length=36),
        ),
    ]
