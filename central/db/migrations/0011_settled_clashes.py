"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0010_protection")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Case",
            name="is_clash_settled",
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
