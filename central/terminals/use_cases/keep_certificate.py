"""Keep a certificate that a terminal has, so that it can be renewed and revoked."""

from __future__ import annotations

from datetime import datetime

from ..models import TerminalCertificate
from ..site_authority import end_of, serial_of


async def keep_certificate(terminal: str, certificate: bytes, at: datetime) -> str:
    """Its serial; the same certificate (DER) again changes nothing."""
    serial = serial_of(certificate)
    await TerminalCertificate.get_or_create(
        {"terminal_id": terminal, "content": certificate, "issued_at": at, "ends_at": end_of(certificate)},
        serial=serial,
    )
    return serial
