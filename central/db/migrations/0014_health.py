"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0013_register")]

    initial = False

    operations = [
        ops.AddField(
            model_name="TerminalPresence",
            name="health",
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
        ),
    ]
