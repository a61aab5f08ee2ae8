"""The report for support as a file of the technician's, readable by nobody else."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import msgspec

from protocol.village.opening import JAPAN

from ..local_api.support import SupportReport

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def written(report: SupportReport, folder: Path) -> Path | None:
    """Write it as `kantan-report-TERMINAL-DATE-TIME.json`; None: the folder does not take it. Blocks."""
    at = datetime.fromisoformat(report.made_at).astimezone(JAPAN)
    file = folder / f"kantan-report-{report.status.terminal}-{at:%Y%m%d-%H%M%S}.json"
    content = msgspec.json.format(msgspec.json.encode(report), indent=1)
    try:
        descriptor = os.open(file, _NEW_FILE, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
    except OSError:
        return None
    return file
