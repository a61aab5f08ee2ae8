"""Keeps this terminal's certificate fresh: asks central which one it should have, and puts a newer one in its place."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import ssl
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from protocol.wire.messages.answers import Body as Answer
from protocol.wire.messages.questions import Body as Question
from protocol.wire.messages.renewal import AskCertificate, CertificateHeld

from ..log import logger
from ..settings import AgentSettings

SOON_SECONDS = 10.0
LATER_SECONDS = 6 * 3600.0
_KEPT = "terminal.crt"

_log = logger("link")


def with_kept_certificate(settings: AgentSettings) -> AgentSettings:
    """The settings with the certificate that is kept beside the outbox, where a newer one may be written. Blocks.

    It begins as the one of enrolment, and again when the key is another one than before.
    """
    enrolled, key_file = settings.central.certificate_file, settings.central.key_file
    kept = settings.outbox.file.with_name(_KEPT)
    try:
        if not _fits(kept, key_file):
            _write(kept, key_file, enrolled.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        _log.warning("certificate-not-kept", error=type(error).__name__)
        return settings
    return replace(settings, central=replace(settings.central, certificate_file=kept))


class Asker(Protocol):
    """The part of the questions that this needs."""

    async def ask(self, body: Question) -> Answer | None:
        """Central's answer within 2 s, or None."""


class Renewal:
    """Asks some times a day; the next connect comes with the newest certificate. The key stays the same."""

    def __init__(
        self,
        asker: Asker,
        certificate_file: Path,
        key_file: Path,
        *,
        soon_seconds: float = SOON_SECONDS,
        later_seconds: float = LATER_SECONDS,
    ) -> None:
        self._asker = asker
        self._certificate_file = certificate_file
        self._key_file = key_file
        self._soon_seconds = soon_seconds
        self._later_seconds = later_seconds

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            is_soon = await self.look()
            await asyncio.sleep(self._soon_seconds if is_soon else self._later_seconds)

    async def look(self) -> bool:
        """Ask once and take what is newer. True: ask again soon."""
        try:
            held = await asyncio.to_thread(_digest, self._certificate_file)
        except (OSError, ValueError) as error:
            _log.warning("certificate-not-read", error=type(error).__name__)
            return False
        answer = await self._asker.ask(AskCertificate(held=held))
        if answer is None:
            return True
        if not isinstance(answer, CertificateHeld):
            return False
        if answer.newest:
            await self._take(answer)
        return answer.is_coming

    async def _take(self, answer: CertificateHeld) -> None:
        try:
            await asyncio.to_thread(_replace, self._certificate_file, self._key_file, answer.newest)
        except (OSError, ValueError) as error:
            _log.warning("certificate-not-kept", error=type(error).__name__)
        else:
            _log.info("certificate-renewed", ends=answer.ends)


def _digest(file: Path) -> str:
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(file.read_text(encoding="ascii"))).hexdigest()


def _replace(file: Path, key_file: Path, content: str) -> None:
    _write(file, key_file, ssl.DER_cert_to_PEM_cert(base64.b64decode(content, validate=True)))


def _fits(file: Path, key_file: Path) -> bool:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(file, key_file)
    except OSError:
        return False
    return True


def _write(file: Path, key_file: Path, pem: str) -> None:
    """The old certificate or the new one lies there, never half; one of another key is refused (SSLError)."""
    fresh = file.with_name(f".{file.name}.new")
    with fresh.open("w", encoding="ascii") as stream:
        stream.write(pem)
        stream.flush()
        os.fsync(stream.fileno())
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(fresh, key_file)
    fresh.replace(file)
    descriptor = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
