"""Section 失効: which certificates their authority has revoked, and how its revocation service fails."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import aiohttp
from cryptography.x509 import ReasonFlags

from central.clock import Clock

from ..people.handing_out import Certified
from ..revocation.faults import Failing, Fault, RevocationHand
from ..revocation.register import Register, Revocation
from .section import Action, Section


class Service(StrEnum):
    """How the revocation service works."""

    WORKS = "works"
    SLOW = Fault.SLOW
    ERROR = Fault.ERROR
    TRY_LATER = Fault.TRY_LATER
    REFUSE = Fault.REFUSE


@dataclass(frozen=True)
class CertificateRow:
    """The certificate of one card."""

    key: str
    title: str
    is_revoked: bool


class Certificates(Section):
    """Revokes and withdraws in the register, which the service reads anew at every question."""

    key = "certificates"

    def __init__(self, certified: Sequence[Certified], register: Register, hand: RevocationHand, clock: Clock) -> None:
        self._certified = {each.card.key: each for each in certified}
        self._register = register
        self._hand = hand
        self._clock = clock

    @property
    def actions(self) -> Mapping[str, Action]:
        return {"revoke": self._revoke, "withdraw": self._withdraw, "fail": self._fail}

    async def view(self) -> Mapping[str, object]:
        try:
            failing = await self._hand.failing()
        except (aiohttp.ClientError, OSError):
            return {"service": None, "services": (), "rows": ()}
        service = Service.WORKS if failing is None else Service(failing.fault)
        return {"service": service, "services": tuple(Service), "rows": await asyncio.to_thread(self._rows)}

    def _rows(self) -> list[CertificateRow]:
        revoked = {
            (each.authority, each.serial)
            for authority in {each.authority for each in self._certified.values()}
            for each in self._register.revoked(authority)
        }
        return [
            CertificateRow(key, each.card.title, (each.authority, each.serial) in revoked)
            for key, each in self._certified.items()
        ]

    async def _revoke(self, form: Mapping[str, str]) -> None:
        each = self._certified[form["card"]]
        revocation = Revocation(each.authority, each.serial, self._clock.now(), ReasonFlags.certificate_hold)
        await asyncio.to_thread(self._register.revoke, revocation)

    async def _withdraw(self, form: Mapping[str, str]) -> None:
        each = self._certified[form["card"]]
        await asyncio.to_thread(self._register.withdraw, each.authority, each.serial)

    async def _fail(self, form: Mapping[str, str]) -> None:
        service = Service(form["service"])
        await self._hand.fail(None if service is Service.WORKS else Failing(Fault(service)))
