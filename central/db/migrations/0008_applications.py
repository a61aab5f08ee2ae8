"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0007_late_identity")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Case",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("terminal", fields.CharField(max_length=32)),
                ("terminal_name", fields.CharField(max_length=64)),
                ("place", fields.CharField(max_length=64)),
                ("visit", fields.CharField(max_length=64)),
                ("number", fields.CharField(max_length=32)),
                ("series", fields.IntField()),
                ("serial", fields.IntField()),
                ("business_day", fields.DateField()),
                ("life_event", fields.CharField(max_length=32)),
                ("catalogue", fields.CharField(max_length=64)),
                ("applicant", fields.CharField(max_length=300)),
                ("applicant_key", fields.TextField(unique=False)),
                ("kana", fields.TextField(unique=False)),
                ("names", fields.TextField(unique=False)),
                ("people", fields.IntField()),
                ("occurred_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("since", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("offline", fields.BooleanField()),
                ("clock_trusted", fields.BooleanField()),
                ("state", fields.CharField(max_length=16)),
                ("taken_by", fields.CharField(default="", max_length=64)),
                ("identity", fields.CharField(max_length=16)),
                ("atena_no", fields.CharField(default="", max_length=15)),
                ("has_clash", fields.BooleanField(default=False)),
                ("revision", fields.IntField(default=1)),
                ("application", fields.TextField(unique=False)),
                ("ink", fields.BinaryField(null=True)),
            ],
            options={
                "table": "applications_case",
                "app": "central",
                "indexes": [
                    Index(fields=["business_day", "number"]),
                    Index(fields=["terminal", "business_day", "serial"]),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CaseArrival",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("terminal", fields.CharField(max_length=32)),
                ("terminal_name", fields.CharField(max_length=64)),
                ("place", fields.CharField(max_length=64)),
                ("occurred_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("offline", fields.BooleanField()),
                ("clock_trusted", fields.BooleanField()),
                ("acknowledged_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("acknowledged_by", fields.CharField(default="", max_length=64)),
                ("case", fields.CharField(max_length=36)),
                ("number", fields.CharField(max_length=32)),
                ("life_event", fields.CharField(max_length=32)),
                ("people", fields.IntField()),
            ],
            options={"table": "notifications_case", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CaseCode",
            fields=[
                ("digest", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                (
                    "case",
                    fields.ForeignKeyField(
                        "central.Case",
                        source_field="case_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="codes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("section", fields.CharField(max_length=64)),
            ],
            options={"table": "applications_code", "app": "central", "pk_attr": "digest"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CaseHappening",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "case",
                    fields.ForeignKeyField(
                        "central.Case",
                        source_field="case_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="happenings",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("what", fields.CharField(max_length=32)),
                ("by", fields.CharField(max_length=64)),
                ("detail", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
            ],
            options={
                "table": "applications_happening",
                "app": "central",
                "indexes": [Index(fields=["case_id", "at"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CaseProcedure",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "case",
                    fields.ForeignKeyField(
                        "central.Case",
                        source_field="case_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="procedures",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.IntField()),
                ("procedure", fields.CharField(max_length=32)),
                ("section", fields.CharField(db_index=True, max_length=64)),
                ("is_needed", fields.BooleanField()),
                ("ticked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ticked_by", fields.CharField(default="", max_length=64)),
                ("ticked_how", fields.CharField(default="", max_length=16)),
            ],
            options={
                "table": "applications_procedure",
                "app": "central",
                "unique_together": (("case", "procedure"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WaitingScan",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("digest", fields.CharField(db_index=True, max_length=64)),
                ("ending", fields.CharField(max_length=4)),
                ("reader", fields.CharField(max_length=64)),
                ("section", fields.CharField(null=True, max_length=64)),
                ("read_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("offline", fields.BooleanField()),
            ],
            options={"table": "applications_waiting_scan", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Terminal",
            name="section",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
    ]
