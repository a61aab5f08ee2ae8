"""Tables of residents: what the one role for 支援措置 is told."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class ProtectionNotice(Model):
    """A protected person, or somebody who lives with one, stood at a terminal in this visit.

    `case` and `number` are those of the application that came of it ("": none, or not yet).
    """

    id = fields.BigIntField(primary_key=True)
    terminal = fields.CharField(max_length=32)
    visit = fields.CharField(max_length=64)
    atena_no = fields.CharField(max_length=15)
    noted_at = fields.DatetimeField(db_index=True)
    case = fields.CharField(max_length=36, default="")
    number = fields.CharField(max_length=32, default="")
    seen_at = fields.DatetimeField(null=True)
    seen_by = fields.CharField(max_length=64, default="")

    class Meta:
        table = "residents_protection_notice"
        unique_together = (("terminal", "visit"),)
