"""Tables of identity: challenges, checks, what a visit may count on, revocation lists, and who waits for a clerk."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class IssuedChallenge(Model):
    """A challenge for one signature. `visit` is empty in a stock; `used_at` and `used_in` name the one visit it served.

    `used_for` is the application that counts on the proof, where the proof is judged after the visit.
    """

    id = fields.CharField(max_length=36, primary_key=True)
    terminal = fields.CharField(max_length=32)
    visit = fields.CharField(max_length=64)
    nonce = fields.BinaryField()
    issued_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    used_in = fields.CharField(max_length=64, default="", db_default="")
    used_for = fields.CharField(max_length=36, default="", db_default="")

    class Meta:
        table = "identity_challenge"
        indexes = (("terminal", "expires_at"),)


class IdentityCheck(Model):
    """One proof that a terminal had judged; they are counted for an hour."""

    id = fields.BigIntField(primary_key=True)
    terminal = fields.CharField(max_length=32)
    checked_at = fields.DatetimeField()

    class Meta:
        table = "identity_check"
        indexes = (("terminal", "checked_at"),)


class VisitIdentity(Model):
    """What is known of who stands at a terminal in one visit. `atena_no` is empty where nobody was found."""

    id = fields.BigIntField(primary_key=True)
    terminal = fields.CharField(max_length=32)
    visit = fields.CharField(max_length=64)
    atena_no = fields.CharField(max_length=15)
    assurance = fields.CharField(max_length=16)
    outcome = fields.CharField(max_length=16)
    proved_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "identity_visit"
        unique_together = (("terminal", "visit"),)


class KeptList(Model):
    """The newest revocation list (DER) of one CA generation, by its key id."""

    ca_key_id = fields.CharField(max_length=64, primary_key=True)
    content = fields.BinaryField()
    this_update = fields.DatetimeField()
    fetched_at = fields.DatetimeField()

    class Meta:
        table = "identity_revocation_list"


class FaceToFace(Model):
    """Somebody waits at a terminal for 対面確認; the key is the event's id. Places are in the words of that time."""

    id = fields.CharField(max_length=36, primary_key=True)
    terminal = fields.CharField(max_length=32)
    terminal_name = fields.CharField(max_length=64)
    place = fields.CharField(max_length=64)
    visit = fields.CharField(max_length=64)
    occurred_at = fields.DatetimeField()
    received_at = fields.DatetimeField(db_index=True)
    clock_trusted = fields.BooleanField()
    confirmed_at = fields.DatetimeField(null=True)
    confirmed_by = fields.CharField(max_length=64, default="")
    documents = fields.JSONField[list[str]](default=list)

    class Meta:
        table = "identity_face_to_face"
