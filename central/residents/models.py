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


class Register(Model):
    """住基 by files: which extract was taken last, and when 住基 knew what it says. There is one row."""

    name = fields.CharField(max_length=16, primary_key=True)
    series = fields.CharField(max_length=64)
    number = fields.BigIntField()
    as_of = fields.DatetimeField()
    taken_at = fields.DatetimeField()

    class Meta:
        table = "residents_register"


class RegisterRow(Model):
    """One row of one person's history as the extracts told it; `content` is the canonical record in JSON."""

    id = fields.BigIntField(primary_key=True)
    atena_no = fields.CharField(max_length=15)
    history_no = fields.BigIntField()
    household_no = fields.CharField(max_length=15, db_index=True)
    is_provisional = fields.BooleanField()
    content = fields.TextField()

    class Meta:
        table = "residents_register_row"
        unique_together = (("atena_no", "history_no"),)


class RegisterBlock(Model):
    """One 抑止 as the extracts told it; `content` is the canonical record in JSON."""

    id = fields.CharField(max_length=64, primary_key=True)
    atena_no = fields.CharField(max_length=15, db_index=True)
    household_no = fields.CharField(max_length=15, db_index=True)
    content = fields.TextField()

    class Meta:
        table = "residents_register_block"


class RegisterCertificate(Model):
    """Whose 利用者証明用電子証明書 it is; `serial` is decimal."""

    id = fields.BigIntField(primary_key=True)
    ca_key_id = fields.CharField(max_length=64)
    serial = fields.CharField(max_length=64)
    atena_no = fields.CharField(max_length=15)

    class Meta:
        table = "residents_register_certificate"
        unique_together = (("ca_key_id", "serial"),)


class ExtractNote(Model):
    """What became of an extract that brought something, or could not be taken. `place` never holds a value."""

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField(db_index=True)
    stem = fields.CharField(max_length=255)
    outcome = fields.CharField(max_length=16)
    rows = fields.IntField(default=0)
    flaw = fields.CharField(max_length=32, default="")
    place = fields.CharField(max_length=255, default="")

    class Meta:
        table = "residents_extract"


class RegisterComparison(Model):
    """A full extract beside what the differences had made: counts and SHA-256 of both, and where they differ.

    `differences` are {part, key, what, fields}; `unlisted` were too many to list.
    """

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField(db_index=True)
    as_of = fields.DatetimeField()
    stem = fields.CharField(max_length=255)
    is_equal = fields.BooleanField()
    summaries = fields.JSONField[dict[str, dict[str, str | int]]]()
    differences = fields.JSONField[list[dict[str, str]]](default=list)
    unlisted = fields.IntField(default=0)

    class Meta:
        table = "residents_comparison"
