"""Miss a catalogue: a terminal was guided by a version that was never loaded here, as after a database was restored."""

from __future__ import annotations

from datetime import datetime

from ...operations.use_cases.raise_alarm import raise_alarm
from ..queries import catalogue

CATALOGUE_MISSING = "catalogue-missing"


async def miss_catalogue(version: str, terminal: str, at: datetime) -> bool:
    """Let an alarm stand until this version is loaded, unless it is known; in the caller's transaction."""
    if await catalogue(version) is not None:
        return False
    await raise_alarm(CATALOGUE_MISSING, version, at, {"terminal": terminal})
    return True
