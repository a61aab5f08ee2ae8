"""Tables of the inbox: events as they arrived, sealed, and how far each terminal's stream has been applied."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class StoredEvent(Model):
    """One sealed event, exactly as it arrived. Never changed, never deleted by the program."""

    event_id = fields.CharField(max_length=36, primary_key=True)
    terminal = fields.CharField(max_length=32)
    epoch = fields.CharField(max_length=36)
    seq = fields.BigIntField()
    envelope = fields.BinaryField()
    received_at = fields.DatetimeField()

    class Meta:
        table = "inbox_event"
        unique_together = (("terminal", "epoch", "seq"),)


class ForkedEvent(Model):
    """An event whose place in the stream another one had taken: kept aside until a person decides."""

    id = fields.BigIntField(primary_key=True)
    event_id = fields.CharField(max_length=36)
    terminal = fields.CharField(max_length=32)
    epoch = fields.CharField(max_length=36)
    seq = fields.BigIntField()
    envelope = fields.BinaryField()
    received_at = fields.DatetimeField()

    class Meta:
        table = "inbox_fork"
        unique_together = (("event_id", "terminal", "epoch", "seq"),)


class Cursor(Model):
    """How far one terminal's stream has been applied; its row lock is what keeps the order."""

    terminal = fields.CharField(max_length=32, primary_key=True)
    epoch = fields.CharField(max_length=36, default="")
    seq = fields.BigIntField(default=0)
    gap_since = fields.DatetimeField(null=True)

    class Meta:
        table = "inbox_cursor"


class Epoch(Model):
    """One life of a terminal's outbox. Once closed after `applied_seq`, what still turns up is applied when it does."""

    id = fields.BigIntField(primary_key=True)
    terminal = fields.CharField(max_length=32)
    epoch = fields.CharField(max_length=36)
    applied_seq = fields.BigIntField(default=0)
    last_seq = fields.BigIntField(default=0)
    missing = fields.BigIntField(default=0)
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "inbox_epoch"
        unique_together = (("terminal", "epoch"),)


class LateEvent(Model):
    """An event of a closed epoch that was applied after the epoch was closed."""

    event_id = fields.CharField(max_length=36, primary_key=True)

    class Meta:
        table = "inbox_late"


class SetAsideEvent(Model):
    """An event that could not be opened, read or applied, with the code of the reason."""

    event_id = fields.CharField(max_length=36, primary_key=True)
    terminal = fields.CharField(max_length=32)
    reason = fields.CharField(max_length=64)
    attempts = fields.IntField(default=1)
    set_aside_at = fields.DatetimeField()
    applied_at = fields.DatetimeField(null=True)

    class Meta:
        table = "inbox_set_aside"
