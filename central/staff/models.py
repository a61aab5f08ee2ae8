"""The rows of staff: accounts, their sessions and second factors, and how long an account and address have to wait."""

from __future__ import annotations

from uuid import uuid4

from tortoise import fields
from tortoise.models import Model


class Account(Model):
    """One member of staff. `login` is stored folded (NFKC, lower case); `roles` holds Role values.

    `must_change`: the password was given by somebody else. `totp_secret` is base32 ("": no second factor);
    `totp_step` is the last time step a code was taken of, so that none is taken twice.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    login = fields.CharField(max_length=64, unique=True)
    name = fields.CharField(max_length=64)
    section = fields.CharField(max_length=64)
    roles: fields.Field[list[str]] = fields.JSONField()
    password_hash = fields.CharField(max_length=128)
    practice = fields.BooleanField(default=False)
    active = fields.BooleanField(default=True)
    sound = fields.BooleanField(default=True)
    must_change = fields.BooleanField(default=False, db_default=False)
    totp_secret = fields.CharField(max_length=64, default="", db_default="")
    totp_step = fields.BigIntField(default=0, db_default=0)
    created_at = fields.DatetimeField()

    class Meta:
        table = "staff_account"


class StaffSession(Model):
    """One signed-in browser; the row's key is the fingerprint of the cookie."""

    fingerprint = fields.CharField(max_length=64, primary_key=True)
    account_id = fields.UUIDField(db_index=True)
    address = fields.CharField(max_length=64)
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()

    class Meta:
        table = "staff_session"


class PendingSignIn(Model):
    """A browser that gave the password and still owes a Step; it is signed in nowhere.

    `secret` is the second factor that is being set up. The row's key is the fingerprint of the cookie.
    """

    fingerprint = fields.CharField(max_length=64, primary_key=True)
    account_id = fields.UUIDField(db_index=True)
    step = fields.CharField(max_length=16)
    secret = fields.CharField(max_length=64, default="")
    created_at = fields.DatetimeField()

    class Meta:
        table = "staff_pending_sign_in"


class RecoveryCode(Model):
    """One code that stands in for the second factor once; only its SHA-256 (hexadecimal) is kept."""

    id = fields.BigIntField(primary_key=True)
    account_id = fields.UUIDField(db_index=True)
    digest = fields.CharField(max_length=64)
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "staff_recovery_code"


class SignInDelay(Model):
    """The tries of one login from one address since the last success; the next one counts from `not_before`."""

    id = fields.BigIntField(primary_key=True)
    login = fields.CharField(max_length=64)
    address = fields.CharField(max_length=64)
    tries = fields.IntField()
    tried_at = fields.DatetimeField()
    not_before = fields.DatetimeField()

    class Meta:
        table = "staff_sign_in_delay"
        unique_together = (("login", "address"),)
