"""Whether a certificate was revoked: the responder's word, else the list that was kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from cryptography import x509

from ..clock import Clock
from ..log import logger
from .authorities import Authority
from .gateways.crl import look_up
from .gateways.ocsp import OcspQuestion, Revocation, ask_ocsp

_log = logger("identity")

KeptContent = Callable[[str], Awaitable[bytes | None]]
"""A CA's key id → the newest list of it that is kept."""


class RevocationCheck:
    """Asks, and looks up. UNKNOWN where neither knows."""

    def __init__(self, kept: KeptContent, clock: Clock, *, ocsp_seconds: float, oldest: timedelta) -> None:
        self._kept = kept
        self._clock = clock
        self._ocsp_seconds = ocsp_seconds
        self._oldest = oldest

    async def ask(self, certificate: x509.Certificate, authority: Authority) -> Revocation:
        """The responder's word; no database is touched."""
        if not authority.ocsp_url:
            return Revocation.UNKNOWN
        question = OcspQuestion(certificate, authority.certificate, authority.ocsp_url)
        said = await ask_ocsp(question, seconds=self._ocsp_seconds, now=self._clock.now())
        if said is Revocation.UNKNOWN:
            _log.warning("responder-silent", authority=authority.key_id)
        return said

    async def look_up(self, certificate: x509.Certificate, authority: Authority) -> Revocation:
        """What the kept list says."""
        content = await self._kept(authority.key_id)
        if content is None:
            return Revocation.UNKNOWN
        now, oldest = self._clock.now(), self._oldest
        return await asyncio.to_thread(look_up, content, certificate, authority.certificate, now=now, oldest=oldest)
