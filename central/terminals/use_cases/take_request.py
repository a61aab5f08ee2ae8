"""Take a terminal's request for a certificate: is its code right, and has a person confirmed it?"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from protocol.enrolment import EnrolmentRequest, is_same_proof, terminal_proof

from ...audit.use_cases.record import record
from ...db.changes import changed
from ...db.transaction import transaction
from ..channels import ENROLMENTS
from ..enrolment import LIVE, STILL_ANSWERED, WRONG_TRIES, EnrolmentState
from ..models import Enrolment, Terminal, TerminalCertificate
from ..queries import TERMINALS
from ..site_authority import Certifier, requested_key
from ..traces import by_device
from .keep_certificate import keep_certificate


@dataclass(frozen=True)
class Denied:
    """Nothing more is said to whoever asked."""


@dataclass(frozen=True)
class Waits:
    """Right code; a person has not confirmed yet. `key` proves the answer."""

    key: bytes = field(repr=False)


@dataclass(frozen=True)
class Certified:
    """The certificate (DER) and whose it is."""

    key: bytes = field(repr=False)
    terminal: str
    number: int
    certificate: bytes


async def take_request(request: EnrolmentRequest, certifier: Certifier, now: datetime) -> Denied | Waits | Certified:
    """The first right request is the one of this code; another one is denied, and so is everything after five tries."""
    async with transaction():
        found = await _answered(now)
        if found is None:
            return Denied()
        if not is_same_proof(terminal_proof(bytes(found.key), request.csr, certifier.certificate), request.proof):
            await _count_wrong(found, now)
            return Denied()
        public_key = requested_key(request.csr)
        if public_key is None or (found.request and bytes(found.request) != request.csr):
            await record(by_device(now, "enrolment-request", found.terminal, result="denied"))
            return Denied()
        return await _go_on(found, request.csr, public_key, certifier, now)


async def _answered(now: datetime) -> Enrolment | None:
    live = await Enrolment.filter(state__in=LIVE, ends_at__gt=now).select_for_update().first()
    granted = Enrolment.filter(state=EnrolmentState.GRANTED, granted_at__gt=now - STILL_ANSWERED)
    return live or await granted.order_by("-granted_at").select_for_update().first()


async def _count_wrong(found: Enrolment, now: datetime) -> None:
    """After the right request has come nobody else can win anything, so nobody else can end it."""
    if found.state != EnrolmentState.OPEN:
        return
    found.wrong_tries += 1
    is_dead = found.wrong_tries >= WRONG_TRIES
    if is_dead:
        found.state, found.key = EnrolmentState.DEAD, b""
    await found.save(update_fields=["wrong_tries", "state", "key"])
    await changed(ENROLMENTS, found.id)
    action = "enrolment-dead" if is_dead else "enrolment-request"
    await record(by_device(now, action, found.terminal, result="denied", tries=found.wrong_tries))


async def _go_on(
    found: Enrolment, csr: bytes, public_key: bytes, certifier: Certifier, now: datetime
) -> Waits | Certified:
    key = bytes(found.key)
    if found.state == EnrolmentState.GRANTED:
        issued = await TerminalCertificate.get(serial=found.certificate)
        return Certified(key, found.terminal, found.number, bytes(issued.content))
    if found.state == EnrolmentState.CONFIRMED:
        certificate = await asyncio.to_thread(certifier.certify, found.terminal, public_key, now)
        await _enrol(found, public_key, certificate, now)
        return Certified(key, found.terminal, found.number, certificate)
    if found.state == EnrolmentState.OPEN:
        found.state, found.request = EnrolmentState.CAME, csr
        await found.save(update_fields=["state", "request"])
        await changed(ENROLMENTS, found.id)
        await record(by_device(now, "enrolment-request", found.terminal))
    return Waits(key)


async def _enrol(found: Enrolment, public_key: bytes, certificate: bytes, now: datetime) -> None:
    values: dict[str, object] = {
        "number": found.number, "name": found.name, "place_id": found.place, "section": found.section,
        "public_key": public_key, "retired_at": None, "retired_by": "", "retired_for": "", "session_ended_at": None,
        "renewal_asked_at": None,
    }  # fmt: skip
    await Terminal.update_or_create(defaults=values, id=found.terminal)
    found.certificate = await keep_certificate(found.terminal, certificate, now)
    found.state, found.granted_at = EnrolmentState.GRANTED, now
    await found.save(update_fields=["certificate", "state", "granted_at"])
    await changed(TERMINALS, found.terminal)
    await changed(ENROLMENTS, found.id)
    await record(by_device(now, "terminal-enrolled", found.terminal, serial=found.certificate))
