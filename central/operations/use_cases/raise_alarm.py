"""Raise an alarm: once per kind and subject while it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from ...db.changes import changed
from ...db.rows import rows
from ..channels import ALARMS

_RAISE = """
INSERT INTO operations_alarm (kind, subject, detail, times, raised_at, last_at) VALUES ($1, $2, $3::jsonb, 1, $4, $4)
ON CONFLICT (kind, subject) WHERE cleared_at IS NULL
DO UPDATE SET times = operations_alarm.times + 1, last_at = excluded.last_at, detail = excluded.detail
RETURNING id, times
"""


async def raise_alarm(kind: str, subject: str, at: datetime, detail: Mapping[str, str | int] | None = None) -> bool:
    """Let an alarm stand in the caller's transaction; True when it did not stand before."""
    row = (await rows(_RAISE, [kind, subject, json.dumps(dict(detail or {})), at]))[0]
    await changed(ALARMS, str(row["id"]))
    return bool(row["times"] == 1)
