"""Tables of places, terminals and their presence."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class Place(Model):
    """A place with counters. `opening` is {"mon": [["08:30", "17:15"]], …}; `closed_days` is ISO dates."""

    id = fields.CharField(max_length=32, primary_key=True)
    name = fields.CharField(max_length=64)
    opening = fields.JSONField[dict[str, list[list[str]]]]()
    closed_days = fields.JSONField[list[str]]()

    class Meta:
        table = "terminals_place"


class Terminal(Model):
    """A terminal. `number` begins its reception numbers; `public_key` is raw Ed25519, empty until enrolment.

    `section`: whose counter it stands at ("": nobody's).
    """

    id = fields.CharField(max_length=32, primary_key=True)
    number = fields.IntField(unique=True)
    name = fields.CharField(max_length=64)
    place: fields.ForeignKeyRelation[Place] = fields.ForeignKeyField("central.Place", on_delete=fields.RESTRICT)
    public_key = fields.BinaryField()
    section = fields.CharField(max_length=64, default="")
    retired_at = fields.DatetimeField(null=True)

    place_id: str

    class Meta:
        table = "terminals_terminal"


class TerminalPresence(Model):
    """What a terminal last said about being there. `late_events`: captured while its line was cut last.

    `earlier` are instances that were there before this one, the newest first (None: none). `devices` are the statuses
    of `protocol.devices` as builtins (None: it said nothing of them).
    """

    terminal_id = fields.CharField(max_length=32, primary_key=True)
    instance = fields.CharField(max_length=64)
    earlier = fields.JSONField[list[str]](null=True)
    devices = fields.JSONField[list[dict[str, str | None]]](null=True)
    online = fields.BooleanField()
    version = fields.CharField(max_length=32)
    since = fields.DatetimeField()
    late_events = fields.IntField(default=0)

    class Meta:
        table = "terminals_presence"
