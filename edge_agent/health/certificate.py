"""How long the certificate of this terminal is still good."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from protocol.health import Cause, CheckName, Level

from ..clock import Clock
from ..settings import HealthSettings
from .findings import Finding, judged


class CertificateCheck:
    """Reads the file each time, as a renewal replaces it."""

    name = CheckName.CERTIFICATE

    def __init__(self, file: Path, clock: Clock, settings: HealthSettings) -> None:
        self._file = file
        self._clock = clock
        self._settings = settings

    async def look(self) -> Finding:
        """Read the end of the certificate."""
        ends = await asyncio.to_thread(self._ends)
        if ends is None:
            return Finding(Level.ALARM, Cause.CERTIFICATE_UNREADABLE)
        days = (ends - self._clock.now()).days
        if days < 0:
            return Finding(Level.ALARM, Cause.CERTIFICATE_ENDED)
        settings = self._settings
        level = judged(-days, warn=-settings.certificate_warn_days, alarm=-settings.certificate_alarm_days)
        cause = Cause.CERTIFICATE_GOOD if level is Level.OK else Cause.CERTIFICATE_ENDING
        return Finding(level, cause, {"days": days})

    def _ends(self) -> datetime | None:
        from cryptography import x509  # 4 MB that an agent needs only from its first look on

        try:
            return x509.load_pem_x509_certificate(self._file.read_bytes()).not_valid_after_utc
        except (OSError, ValueError):
            return None
