"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0011_settled_clashes")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Enrolment",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("terminal", fields.CharField(max_length=32)),
                ("number", fields.IntField()),
                ("name", fields.CharField(max_length=64)),
                ("place", fields.CharField(max_length=32)),
                ("section", fields.CharField(default="", max_length=64)),
                ("state", fields.CharField(max_length=16)),
                ("key", fields.BinaryField()),
                ("wrong_tries", fields.IntField(default=0)),
                ("address", fields.CharField(default="", max_length=128)),
                ("request", fields.BinaryField()),
                ("certificate", fields.CharField(default="", max_length=40)),
                ("opened_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("opened_by", fields.CharField(max_length=64)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("granted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "terminals_enrolment", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TerminalCertificate",
            fields=[
                ("serial", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=40)),
                ("terminal_id", fields.CharField(db_index=True, max_length=32)),
                ("content", fields.BinaryField()),
                ("issued_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "terminals_certificate", "app": "central", "pk_attr": "serial"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Terminal",
            name="renewal_asked_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Terminal",
            name="retired_by",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
        ops.AddField(
            model_name="Terminal",
            name="retired_for",
            field=fields.CharField(default="", db_default="", max_length=200),
        ),
        ops.AddField(
            model_name="Terminal",
            name="session_ended_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
