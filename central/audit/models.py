"""Table of the audit log: every column the national standard asks for, and the chain."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class AuditRecord(Model):
    """One line of the log. `hash` covers every other column but `id`, and the hash before it; the table only grows."""

    id = fields.BigIntField(primary_key=True)
    seq = fields.BigIntField(unique=True)
    kind = fields.CharField(max_length=16, db_index=True)
    action = fields.CharField(max_length=32)
    at = fields.DatetimeField(db_index=True)
    result = fields.CharField(max_length=32)
    code = fields.CharField(max_length=64)
    actor = fields.CharField(max_length=64, db_index=True)
    section = fields.CharField(max_length=64)
    address = fields.CharField(max_length=64)
    terminal = fields.CharField(max_length=64)
    place = fields.CharField(max_length=64)
    function = fields.CharField(max_length=64)
    subjects = fields.JSONField[list[str]]()
    file = fields.CharField(max_length=255)
    my_number_accessed = fields.BooleanField()
    printer = fields.CharField(max_length=64)
    title = fields.CharField(max_length=128)
    copies = fields.IntField()
    seal_printed = fields.BooleanField()
    my_number_printed = fields.BooleanField()
    output = fields.CharField(max_length=16)
    issue_number = fields.CharField(max_length=64)
    detail = fields.JSONField[dict[str, str | int | bool]]()
    previous_hash = fields.CharField(max_length=64)
    hash = fields.CharField(max_length=64)

    class Meta:
        table = "audit_record"


class AuditHead(Model):
    """The one row that names the end of the chain; its lock puts writers in a line."""

    name = fields.CharField(max_length=8, primary_key=True)
    seq = fields.BigIntField()
    hash = fields.CharField(max_length=64)

    class Meta:
        table = "audit_head"
