"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0002_guards")]

    initial = False

    operations = [
        ops.CreateModel(
            name="FaceToFace",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("terminal", fields.CharField(max_length=32)),
                ("terminal_name", fields.CharField(max_length=64)),
                ("place", fields.CharField(max_length=64)),
                ("visit", fields.CharField(max_length=64)),
                ("occurred_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("clock_trusted", fields.BooleanField()),
                ("confirmed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("confirmed_by", fields.CharField(default="", max_length=64)),
                (
                    "documents",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={"table": "identity_face_to_face", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="IdentityCheck",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("terminal", fields.CharField(max_length=32)),
                ("checked_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "identity_check",
                "app": "central",
                "indexes": [Index(fields=["terminal", "checked_at"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="IssuedChallenge",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("terminal", fields.CharField(max_length=32)),
                ("visit", fields.CharField(max_length=64)),
                ("nonce", fields.BinaryField()),
                ("issued_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "identity_challenge",
                "app": "central",
                "indexes": [Index(fields=["terminal", "expires_at"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="KeptList",
            fields=[
                ("ca_key_id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ("content", fields.BinaryField()),
                ("this_update", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("fetched_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "identity_revocation_list", "app": "central", "pk_attr": "ca_key_id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="VisitIdentity",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("terminal", fields.CharField(max_length=32)),
                ("visit", fields.CharField(max_length=64)),
                ("atena_no", fields.CharField(max_length=15)),
                ("assurance", fields.CharField(max_length=16)),
                ("outcome", fields.CharField(max_length=16)),
                ("proved_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "identity_visit",
                "app": "central",
                "unique_together": (("terminal", "visit"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="GivenAnswer",
            name="held_seconds",
            field=fields.FloatField(default=0, db_default=0),
        ),
    ]
