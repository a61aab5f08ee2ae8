"""Renew certificates: terminals ask for it in time, and whoever holds the authority issues them."""

from __future__ import annotations

import asyncio
from datetime import datetime

from ...audit.use_cases.record import record
from ...db.changes import changed
from ...db.transaction import transaction
from ..channels import RENEWALS
from ..models import Terminal
from ..site_authority import Certifier
from ..traces import by_device
from .keep_certificate import keep_certificate


async def ask_renewal(terminal: str, at: datetime) -> None:
    """Note that the certificate of a terminal in service comes to its end; asking again changes nothing."""
    async with transaction():
        in_service = Terminal.filter(id=terminal, retired_at__isnull=True, renewal_asked_at__isnull=True)
        if await in_service.update(renewal_asked_at=at):
            await changed(RENEWALS, terminal)


async def renew_certificates(certifier: Certifier, at: datetime) -> int:
    """Issue what was asked for, each for the key that the terminal has; how many."""
    asked = await Terminal.filter(renewal_asked_at__isnull=False, retired_at__isnull=True).values_list("id", flat=True)
    return sum([await _renew(str(terminal), certifier, at) for terminal in asked])


async def _renew(terminal: str, certifier: Certifier, at: datetime) -> int:
    async with transaction():
        waits = Terminal.filter(id=terminal, renewal_asked_at__isnull=False, retired_at__isnull=True)
        found = await waits.select_for_update().first()
        if found is None:
            return 0
        certificate = await asyncio.to_thread(certifier.certify, terminal, bytes(found.public_key), at)
        serial = await keep_certificate(terminal, certificate, at)
        await Terminal.filter(id=terminal).update(renewal_asked_at=None)
        await changed(RENEWALS, terminal)
        await record(by_device(at, "certificate-renewed", terminal, serial=serial))
    return 1
