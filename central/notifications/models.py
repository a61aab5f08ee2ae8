"""The tables of what arrives for staff: calls and new cases."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class Arrival(Model):
    """What both kinds share; the key is the event's id. Names and places are the words of that time."""

    id = fields.CharField(max_length=36, primary_key=True)
    terminal = fields.CharField(max_length=32)
    terminal_name = fields.CharField(max_length=64)
    place = fields.CharField(max_length=64)
    occurred_at = fields.DatetimeField()
    received_at = fields.DatetimeField(db_index=True)
    offline = fields.BooleanField()
    clock_trusted = fields.BooleanField()
    acknowledged_at = fields.DatetimeField(null=True)
    acknowledged_by = fields.CharField(max_length=64, default="")

    class Meta:
        abstract = True


class Call(Arrival):
    """One touch of 「職員を呼ぶ」."""

    screen = fields.CharField(max_length=64)
    visit = fields.CharField(max_length=64)
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notifications_call"


class CaseArrival(Arrival):
    """One new case, in the words the alert needs; its people stand with the case."""

    case = fields.CharField(max_length=36)
    number = fields.CharField(max_length=32)
    life_event = fields.CharField(max_length=32)
    people = fields.IntField()

    class Meta:
        table = "notifications_case"
