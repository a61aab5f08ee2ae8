"""The rows of staff: accounts, their sessions, and how long an account and address have to wait."""

from __future__ import annotations

from uuid import uuid4

from tortoise import fields
from tortoise.models import Model


class Account(Model):
    """One member of staff. `login` is stored folded (NFKC, lower case); `roles` holds Role values."""

    id = fields.UUIDField(primary_key=True, default=uuid4)
    login = fields.CharField(max_length=64, unique=True)
    name = fields.CharField(max_length=64)
    section = fields.CharField(max_length=64)
    roles: fields.Field[list[str]] = fields.JSONField()
    password_hash = fields.CharField(max_length=128)
    practice = fields.BooleanField(default=False)
    active = fields.BooleanField(default=True)
    sound = fields.BooleanField(default=True)
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
