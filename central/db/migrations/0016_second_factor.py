"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0015_alarms")]

    initial = False

    operations = [
        ops.CreateModel(
            name="PendingSignIn",
            fields=[
                ("fingerprint", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ("account_id", fields.UUIDField(db_index=True)),
                ("step", fields.CharField(max_length=16)),
                ("secret", fields.CharField(default="", max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "staff_pending_sign_in", "app": "central", "pk_attr": "fingerprint"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("account_id", fields.UUIDField(db_index=True)),
                ("digest", fields.CharField(max_length=64)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "staff_recovery_code", "app": "central", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Account",
            name="must_change",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name="Account",
            name="totp_secret",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
        ops.AddField(
            model_name="Account",
            name="totp_step",
            field=fields.BigIntField(default=0, db_default=0),
        ),
    ]
