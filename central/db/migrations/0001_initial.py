"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
import functools
from json import dumps, loads
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    initial = True

    operations = [
        ops.CreateModel(
            name="Account",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("login", fields.CharField(unique=True, max_length=64)),
                ("name", fields.CharField(max_length=64)),
                ("section", fields.CharField(max_length=64)),
                ("roles", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("password_hash", fields.CharField(max_length=128)),
                ("practice", fields.BooleanField(default=False)),
                ("active", fields.BooleanField(default=True)),
                ("sound", fields.BooleanField(default=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "staff_account", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Alarm",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("kind", fields.CharField(max_length=64)),
                ("subject", fields.CharField(max_length=128)),
                ("detail", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("times", fields.IntField(default=1)),
                ("raised_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("cleared_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "operations_alarm", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AuditHead",
            fields=[
                ("name", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=8)),
                ("seq", fields.BigIntField()),
                ("hash", fields.CharField(max_length=64)),
            ],
            options={"table": "audit_head", "app": "central", "pk_attr": "name"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AuditRecord",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("seq", fields.BigIntField(unique=True)),
                ("kind", fields.CharField(db_index=True, max_length=16)),
                ("action", fields.CharField(max_length=32)),
                ("at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("result", fields.CharField(max_length=32)),
                ("code", fields.CharField(max_length=64)),
                ("actor", fields.CharField(db_index=True, max_length=64)),
                ("section", fields.CharField(max_length=64)),
                ("address", fields.CharField(max_length=64)),
                ("terminal", fields.CharField(max_length=64)),
                ("place", fields.CharField(max_length=64)),
                ("function", fields.CharField(max_length=64)),
                ("subjects", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("file", fields.CharField(max_length=255)),
                ("my_number_accessed", fields.BooleanField()),
                ("printer", fields.CharField(max_length=64)),
                ("title", fields.CharField(max_length=128)),
                ("copies", fields.IntField()),
                ("seal_printed", fields.BooleanField()),
                ("my_number_printed", fields.BooleanField()),
                ("output", fields.CharField(max_length=16)),
                ("issue_number", fields.CharField(max_length=64)),
                ("detail", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("previous_hash", fields.CharField(max_length=64)),
                ("hash", fields.CharField(max_length=64)),
            ],
            options={"table": "audit_record", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Call",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("terminal", fields.CharField(max_length=32)),
                ("terminal_name", fields.CharField(max_length=64)),
                ("place", fields.CharField(max_length=64)),
                ("screen", fields.CharField(max_length=64)),
                ("visit", fields.CharField(max_length=64)),
                ("occurred_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("offline", fields.BooleanField()),
                ("clock_trusted", fields.BooleanField()),
                ("acknowledged_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("acknowledged_by", fields.CharField(default="", max_length=64)),
                ("withdrawn_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "notifications_call", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CentralSession",
            fields=[
                ("instance", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("connected", fields.BooleanField()),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "link_session", "app": "central", "pk_attr": "instance"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Cursor",
            fields=[
                ("terminal", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32)),
                ("epoch", fields.CharField(default="", max_length=36)),
                ("seq", fields.BigIntField(default=0)),
                ("gap_since", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "inbox_cursor", "app": "central", "pk_attr": "terminal"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Epoch",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("terminal", fields.CharField(max_length=32)),
                ("epoch", fields.CharField(max_length=36)),
                ("applied_seq", fields.BigIntField(default=0)),
                ("last_seq", fields.BigIntField(default=0)),
                ("missing", fields.BigIntField(default=0)),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "inbox_epoch",
                "app": "central",
                "unique_together": (("terminal", "epoch"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ForkedEvent",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.CharField(max_length=36)),
                ("terminal", fields.CharField(max_length=32)),
                ("epoch", fields.CharField(max_length=36)),
                ("seq", fields.BigIntField()),
                ("envelope", fields.BinaryField()),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "inbox_fork",
                "app": "central",
                "unique_together": (("event_id", "terminal", "epoch", "seq"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="GivenAnswer",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("terminal", fields.CharField(max_length=32)),
                ("question", fields.CharField(max_length=36)),
                ("answer", fields.BinaryField()),
                ("answered_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "link_answer",
                "app": "central",
                "unique_together": (("terminal", "question"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LateEvent",
            fields=[
                ("event_id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
            ],
            options={"table": "inbox_late", "app": "central", "pk_attr": "event_id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OutgoingCommand",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("terminal", fields.CharField(max_length=32)),
                ("payload", fields.BinaryField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("published_at", fields.DatetimeField(null=True, db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "link_command", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Place",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32)),
                ("name", fields.CharField(max_length=64)),
                ("opening", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                (
                    "closed_days",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
            ],
            options={"table": "terminals_place", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SetAsideEvent",
            fields=[
                ("event_id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("terminal", fields.CharField(max_length=32)),
                ("reason", fields.CharField(max_length=64)),
                ("attempts", fields.IntField(default=1)),
                ("set_aside_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("applied_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "inbox_set_aside", "app": "central", "pk_attr": "event_id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SignInDelay",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("login", fields.CharField(max_length=64)),
                ("address", fields.CharField(max_length=64)),
                ("tries", fields.IntField()),
                ("tried_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("not_before", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "staff_sign_in_delay",
                "app": "central",
                "unique_together": (("login", "address"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StaffSession",
            fields=[
                ("fingerprint", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ("account_id", fields.UUIDField(db_index=True)),
                ("address", fields.CharField(max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "staff_session", "app": "central", "pk_attr": "fingerprint"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StoredEvent",
            fields=[
                ("event_id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("terminal", fields.CharField(max_length=32)),
                ("epoch", fields.CharField(max_length=36)),
                ("seq", fields.BigIntField()),
                ("envelope", fields.BinaryField()),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "inbox_event",
                "app": "central",
                "unique_together": (("terminal", "epoch", "seq"),),
                "pk_attr": "event_id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Terminal",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32)),
                ("number", fields.IntField(unique=True)),
                ("name", fields.CharField(max_length=64)),
                (
                    "place",
                    fields.ForeignKeyField(
                        "central.Place",
                        source_field="place_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("public_key", fields.BinaryField()),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "terminals_terminal", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TerminalPresence",
            fields=[
                ("terminal_id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32)),
                ("instance", fields.CharField(max_length=64)),
                ("online", fields.BooleanField()),
                ("version", fields.CharField(max_length=32)),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("late_events", fields.IntField(default=0)),
            ],
            options={"table": "terminals_presence", "app": "central", "pk_attr": "terminal_id"},
            bases=["Model"],
        ),
    ]
