"""One line of the audit log, as a room writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AuditKind(StrEnum):
    """The classes of log that the national 住民記録 standard names."""

    OPERATION = "operation"
    AUTHENTICATION = "authentication"
    EVENT = "event"
    COMMUNICATION = "communication"
    PRINT = "print"
    SETTING = "setting"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True)
class Print:
    """What 印刷ログ says of a print. `output` is preview, print or file."""

    printer: str
    title: str
    copies: int = 1
    seal_printed: bool = False
    my_number_printed: bool = False
    output: str = "print"
    issue_number: str = ""


NOTHING_PRINTED = Print(printer="", title="", copies=0, output="")


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """Who (`actor`), when (`at`), from where, by which `function`, did what (`action`) to whose records (`subjects`).

    `subjects` holds 宛名番号 and the like, never names; `detail` holds codes and counts, never personal data.
    """

    at: datetime
    actor: str
    action: str
    kind: AuditKind = AuditKind.OPERATION
    result: str = "done"
    code: str = ""
    section: str = ""
    address: str = ""
    terminal: str = ""
    place: str = ""
    function: str = ""
    subjects: tuple[str, ...] = ()
    file: str = ""
    my_number_accessed: bool = False
    printed: Print = NOTHING_PRINTED
    detail: Mapping[str, str | int | bool] = field(default_factory=dict)
