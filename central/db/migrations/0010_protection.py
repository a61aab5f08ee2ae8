"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0009_devices")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ProtectionNotice",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("terminal", fields.CharField(max_length=32)),
                ("visit", fields.CharField(max_length=64)),
                ("atena_no", fields.CharField(max_length=15)),
                ("noted_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("case", fields.CharField(default="", max_length=36)),
                ("number", fields.CharField(default="", max_length=32)),
                ("seen_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("seen_by", fields.CharField(default="", max_length=64)),
            ],
            options={
                "table": "residents_protection_notice",
                "app": "central",
                "unique_together": (("terminal", "visit"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
    ]
