"""The lines that this room writes into the audit log."""

from __future__ import annotations

from datetime import datetime

from ..audit.entry import AuditEntry, AuditKind
from ..staff.user import User


def by_person(user: User, address: str, at: datetime, action: str, terminal: str, **detail: str | int) -> AuditEntry:
    """What a member of staff did about a terminal."""
    return AuditEntry(
        at=at, actor=user.login, section=user.section, address=address, kind=AuditKind.SETTING, action=action,
        terminal=terminal, function="terminals", detail=detail,
    )  # fmt: skip


def by_device(at: datetime, action: str, terminal: str, *, result: str = "done", **detail: str | int) -> AuditEntry:
    """What happened to a terminal without anybody of the staff."""
    return AuditEntry(
        at=at, actor=terminal, kind=AuditKind.AUTHENTICATION, action=action, result=result, terminal=terminal,
        function="terminals", detail=detail,
    )  # fmt: skip
