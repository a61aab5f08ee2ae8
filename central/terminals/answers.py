"""Answers what a terminal asks about its own certificate."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime

from protocol.wire.messages.answers import Refused
from protocol.wire.messages.renewal import AskCertificate, CertificateHeld

from ..clock import Clock, rfc3339
from ..link.asked import Asked
from .register import Held, newest_certificate
from .use_cases.renew_certificates import ask_renewal

NO_CERTIFICATE = "no-certificate"


class CertificateAnswers:
    """The answers of this room; a certificate with less than a third of its life before it is renewed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def held(self, asked: Asked, question: AskCertificate) -> CertificateHeld | Refused:
        """The newest certificate, and whether a newer one is being made."""
        newest, now = await newest_certificate(asked.terminal), self._clock.now()
        if newest is None:
            return Refused(code=NO_CERTIFICATE)
        if is_coming := _is_old(newest, now):
            await ask_renewal(asked.terminal, now)
        is_held = hashlib.sha256(newest.content).hexdigest() == question.held
        content = "" if is_held else base64.b64encode(newest.content).decode()
        return CertificateHeld(newest=content, is_coming=is_coming, ends=rfc3339(newest.ends_at))


def _is_old(newest: Held, now: datetime) -> bool:
    return (newest.ends_at - now) * 3 < newest.ends_at - newest.issued_at
