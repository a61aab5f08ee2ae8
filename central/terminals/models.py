"""Tables of places, terminals and their presence."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from protocol.enrolment import fingerprint


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

    `section`: whose counter it stands at ("": nobody's). A retired one keeps its key, by whom and why; the broker was
    seen without any session of it at `session_ended_at`.
    """

    id = fields.CharField(max_length=32, primary_key=True)
    number = fields.IntField(unique=True)
    name = fields.CharField(max_length=64)
    place: fields.ForeignKeyRelation[Place] = fields.ForeignKeyField("central.Place", on_delete=fields.RESTRICT)
    public_key = fields.BinaryField()
    section = fields.CharField(max_length=64, default="", db_default="")
    retired_at = fields.DatetimeField(null=True)
    retired_by = fields.CharField(max_length=64, default="", db_default="")
    retired_for = fields.CharField(max_length=200, default="", db_default="")
    session_ended_at = fields.DatetimeField(null=True)
    renewal_asked_at = fields.DatetimeField(null=True)

    place_id: str

    class Meta:
        table = "terminals_terminal"


class TerminalPresence(Model):
    """What a terminal last said about being there. `late_events`: captured while its line was cut last.

    `earlier` are instances that were there before this one, the newest first (None: none). `devices` are the statuses
    of `protocol.devices` as builtins (None: it said nothing of them), `health` the checks of `protocol.health`.
    """

    terminal_id = fields.CharField(max_length=32, primary_key=True)
    instance = fields.CharField(max_length=64)
    earlier = fields.JSONField[list[str]](null=True)
    devices = fields.JSONField[list[dict[str, str | None]]](null=True)
    health = fields.JSONField[list[dict[str, str | dict[str, int]]]](null=True)
    online = fields.BooleanField()
    version = fields.CharField(max_length=32)
    since = fields.DatetimeField()
    late_events = fields.IntField(default=0)

    class Meta:
        table = "terminals_presence"


class TerminalCertificate(Model):
    """A certificate that was issued to a terminal (DER), by its serial in hexadecimal."""

    serial = fields.CharField(max_length=40, primary_key=True)
    terminal_id = fields.CharField(max_length=32, db_index=True)
    content = fields.BinaryField()
    issued_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "terminals_certificate"


class Enrolment(Model):
    """One code and what became of it. `key` is made of the code, which is kept nowhere, and is emptied at the end.

    `state` is an `EnrolmentState`; `request` is the terminal's CSR (DER) once it came; `address` is where the endpoint
    listens, empty before it does.
    """

    id = fields.CharField(max_length=36, primary_key=True)
    terminal = fields.CharField(max_length=32)
    number = fields.IntField()
    name = fields.CharField(max_length=64)
    place = fields.CharField(max_length=32)
    section = fields.CharField(max_length=64, default="")
    state = fields.CharField(max_length=16)
    key = fields.BinaryField()
    wrong_tries = fields.IntField(default=0)
    address = fields.CharField(max_length=128, default="")
    request = fields.BinaryField()
    certificate = fields.CharField(max_length=40, default="")
    opened_at = fields.DatetimeField(db_index=True)
    opened_by = fields.CharField(max_length=64)
    ends_at = fields.DatetimeField()
    granted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "terminals_enrolment"

    def shown_fingerprint(self) -> str:
        """What people compare; "" before a terminal came."""
        return fingerprint(bytes(self.request)) if self.request else ""
