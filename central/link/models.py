"""Tables of the link: commands on their way, answers given, and which central processes hold a session."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class OutgoingCommand(Model):
    """A command until the broker has acknowledged it. `id` is a UUIDv7, so ids order by time."""

    id = fields.CharField(max_length=36, primary_key=True)
    terminal = fields.CharField(max_length=32)
    payload = fields.BinaryField()
    created_at = fields.DatetimeField()
    published_at = fields.DatetimeField(null=True, db_index=True)

    class Meta:
        table = "link_command"


class GivenAnswer(Model):
    """The sealed answer to one question, given again when the same question comes again within 60 s.

    It is never given sooner than `held_seconds` after the question, however often that comes. `answer` is empty while
    the one who took the question still looks for it.
    """

    id = fields.BigIntField(primary_key=True)
    terminal = fields.CharField(max_length=32)
    question = fields.CharField(max_length=36)
    answer = fields.BinaryField()
    answered_at = fields.DatetimeField(db_index=True)
    held_seconds = fields.FloatField(default=0, db_default=0)

    class Meta:
        table = "link_answer"
        unique_together = (("terminal", "question"),)


class CentralSession(Model):
    """One central process that talks to the broker, and whether it could when it last said so."""

    instance = fields.CharField(max_length=36, primary_key=True)
    connected = fields.BooleanField()
    since = fields.DatetimeField()
    seen_at = fields.DatetimeField()

    class Meta:
        table = "link_session"
