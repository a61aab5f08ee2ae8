"""Broken promises about accounts."""

from __future__ import annotations

from ..errors import CentralError


class LoginTaken(CentralError):
    """An account with this login exists already."""

    code = "login-taken"


class WeakPassword(CentralError):
    """The password is shorter than 8 characters."""

    code = "weak-password"


class AlreadyStaffed(CentralError):
    """Somebody of the settings can sign in already, and makes the accounts of others."""

    code = "already-staffed"
