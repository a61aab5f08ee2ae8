"""Tables of applications: cases, their procedures, codes and timeline, and codes that wait for their case."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class Case(Model):
    """One application; the key is its event's id. `application` is the whole event as JSON, `ink` that of `Ink`.

    `series` and `serial` are the two halves of `number` (0: not one of ours); `business_day` is that of the counter.
    `since` is when it was accepted, or arrived where the clock cannot be believed. `kana`, `names` and
    `applicant_key` are folded. `revision` counts changes of state. `atena_no` is whose card it was, once that is sure;
    `people` how many the application is about. `is_clash_settled`: a clerk has looked at its clash.
    """

    id = fields.CharField(max_length=36, primary_key=True)
    terminal = fields.CharField(max_length=32)
    terminal_name = fields.CharField(max_length=64)
    place = fields.CharField(max_length=64)
    visit = fields.CharField(max_length=64)
    number = fields.CharField(max_length=32)
    series = fields.IntField()
    serial = fields.IntField()
    business_day = fields.DateField()
    life_event = fields.CharField(max_length=32)
    catalogue = fields.CharField(max_length=64)
    applicant = fields.CharField(max_length=300)
    applicant_key = fields.TextField()
    kana = fields.TextField()
    names = fields.TextField()
    people = fields.IntField()
    occurred_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    since = fields.DatetimeField(db_index=True)
    offline = fields.BooleanField()
    clock_trusted = fields.BooleanField()
    state = fields.CharField(max_length=16)
    taken_by = fields.CharField(max_length=64, default="")
    identity = fields.CharField(max_length=16)
    atena_no = fields.CharField(max_length=15, default="")
    has_clash = fields.BooleanField(default=False)
    is_clash_settled = fields.BooleanField(default=False, db_default=False)
    revision = fields.IntField(default=1)
    application = fields.TextField()
    ink = fields.BinaryField(null=True)

    class Meta:
        table = "applications_case"
        indexes = (("business_day", "number"), ("terminal", "business_day", "serial"))


class CaseProcedure(Model):
    """One procedure of a case, in the order of the event. `ticked_by` is a name of staff or of a terminal."""

    id = fields.BigIntField(primary_key=True)
    case: fields.ForeignKeyRelation[Case] = fields.ForeignKeyField(
        "central.Case", related_name="procedures", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    procedure = fields.CharField(max_length=32)
    section = fields.CharField(max_length=64, db_index=True)
    is_needed = fields.BooleanField()
    ticked_at = fields.DatetimeField(null=True)
    ticked_by = fields.CharField(max_length=64, default="")
    ticked_how = fields.CharField(max_length=16, default="")

    case_id: str

    class Meta:
        table = "applications_procedure"
        unique_together = (("case", "procedure"),)


class CaseCode(Model):
    """A code of a slip: the SHA-256 of its text, and which section's it is ("": the case's own)."""

    digest = fields.CharField(max_length=64, primary_key=True)
    case: fields.ForeignKeyRelation[Case] = fields.ForeignKeyField(
        "central.Case", related_name="codes", on_delete=fields.CASCADE
    )
    section = fields.CharField(max_length=64)

    case_id: str

    class Meta:
        table = "applications_code"


class WaitingScan(Model):
    """A code that was read before its case arrived, for one section (null: all).

    `reader` is the terminal's name, or the clerk's.
    """

    id = fields.CharField(max_length=36, primary_key=True)
    digest = fields.CharField(max_length=64, db_index=True)
    ending = fields.CharField(max_length=4)
    reader = fields.CharField(max_length=64)
    section = fields.CharField(max_length=64, null=True)
    read_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    offline = fields.BooleanField()

    class Meta:
        table = "applications_waiting_scan"


class CaseHappening(Model):
    """One entry of a case's timeline; `what` is a Happened."""

    id = fields.BigIntField(primary_key=True)
    case: fields.ForeignKeyRelation[Case] = fields.ForeignKeyField(
        "central.Case", related_name="happenings", on_delete=fields.CASCADE
    )
    at = fields.DatetimeField()
    what = fields.CharField(max_length=32)
    by = fields.CharField(max_length=64)
    detail = fields.JSONField[dict[str, str]]()

    case_id: str

    class Meta:
        table = "applications_happening"
        indexes = (("case_id", "at"),)
