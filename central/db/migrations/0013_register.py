"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0012_enrolment")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ExtractNote",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("stem", fields.CharField(max_length=255)),
                ("outcome", fields.CharField(max_length=16)),
                ("rows", fields.IntField(default=0)),
                ("flaw", fields.CharField(default="", max_length=32)),
                ("place", fields.CharField(default="", max_length=255)),
            ],
            options={"table": "residents_extract", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Register",
            fields=[
                ("name", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16)),
                ("series", fields.CharField(max_length=64)),
                ("number", fields.BigIntField()),
                ("as_of", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("taken_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "residents_register", "app": "central", "pk_attr": "name"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RegisterBlock",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ("atena_no", fields.CharField(db_index=True, max_length=15)),
                ("household_no", fields.CharField(db_index=True, max_length=15)),
                ("content", fields.TextField(unique=False)),
            ],
            options={"table": "residents_register_block", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RegisterCertificate",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("ca_key_id", fields.CharField(max_length=64)),
                ("serial", fields.CharField(max_length=64)),
                ("atena_no", fields.CharField(max_length=15)),
            ],
            options={
                "table": "residents_register_certificate",
                "app": "central",
                "unique_together": (("ca_key_id", "serial"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RegisterComparison",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("as_of", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("stem", fields.CharField(max_length=255)),
                ("is_equal", fields.BooleanField()),
                ("summaries", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                (
                    "differences",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("unlisted", fields.IntField(default=0)),
            ],
            options={"table": "residents_comparison", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RegisterRow",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("atena_no", fields.CharField(max_length=15)),
                ("history_no", fields.BigIntField()),
                ("household_no", fields.CharField(db_index=True, max_length=15)),
                ("is_provisional", fields.BooleanField()),
                ("content", fields.TextField(unique=False)),
            ],
            options={
                "table": "residents_register_row",
                "app": "central",
                "unique_together": (("atena_no", "history_no"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
    ]
