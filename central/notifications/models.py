"""The table of calls: somebody at a terminal asked for staff."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class Call(Model):
    """One touch of 「職員を呼ぶ」; the key is the event's id. Names and places are the words of that time."""

    id = fields.CharField(max_length=36, primary_key=True)
    terminal = fields.CharField(max_length=32)
    terminal_name = fields.CharField(max_length=64)
    place = fields.CharField(max_length=64)
    screen = fields.CharField(max_length=64)
    visit = fields.CharField(max_length=64)
    occurred_at = fields.DatetimeField()
    received_at = fields.DatetimeField(db_index=True)
    offline = fields.BooleanField()
    clock_trusted = fields.BooleanField()
    acknowledged_at = fields.DatetimeField(null=True)
    acknowledged_by = fields.CharField(max_length=64, default="")
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notifications_call"
