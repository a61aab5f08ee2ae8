"""Table of alarms: what somebody has to look at, raised once per cause, cleared when it is over."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class Alarm(Model):
    """One alarm; `kind` and `subject` together are open at most once (a partial unique index sees to it)."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=64)
    subject = fields.CharField(max_length=128)
    detail = fields.JSONField[dict[str, str | int]]()
    times = fields.IntField(default=1)
    raised_at = fields.DatetimeField()
    last_at = fields.DatetimeField()
    cleared_at = fields.DatetimeField(null=True)

    class Meta:
        table = "operations_alarm"
