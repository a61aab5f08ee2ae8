"""Table of alarms: what somebody has to look at, raised once per cause, cleared when it is over."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class Alarm(Model):
    """One alarm; `kind` and `subject` together are open at most once (a partial unique index sees to it).

    `acknowledged_by` looks after it; `cleared_by` and `cleared_for` are empty where its cause ended by itself.
    """

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=64)
    subject = fields.CharField(max_length=128)
    detail = fields.JSONField[dict[str, str | int]]()
    times = fields.IntField(default=1)
    raised_at = fields.DatetimeField()
    last_at = fields.DatetimeField()
    cleared_at = fields.DatetimeField(null=True)
    acknowledged_at = fields.DatetimeField(null=True)
    acknowledged_by = fields.CharField(max_length=64, default="", db_default="")
    cleared_by = fields.CharField(max_length=64, default="", db_default="")
    cleared_for = fields.CharField(max_length=200, default="", db_default="")

    class Meta:
        table = "operations_alarm"
