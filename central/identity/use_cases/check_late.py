"""Check late: judge the proof of a visit that went on while nobody could, and write down the true cause."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from protocol.village.stops import Stop
from protocol.wire.card_proof import card_digest
from protocol.wire.messages.identity import CardProof, Outcome

from ...audit.entry import AuditEntry, AuditKind
from ...audit.use_cases.record import record
from ..card_check import Claim, Finding
from ..causes import IDENTITY_CHECKED, NOT_GENUINE, Flaw
from .prove_identity import Bench
from .use_challenge import LateUse, use_challenge_late


class Verdict(StrEnum):
    """What is known now. UNKNOWN: ask again; HELD: the proof did not hold, whatever the reason."""

    CONFIRMED = "confirmed"
    REVOKED = "revoked"
    HELD = "held"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class LateProof:
    """A proof and the application it came with. `visited_at` is None where the counter's clock cannot be believed.

    `shown` is the digest of what was signed on paper: a proof with a context must have been given for it.
    """

    application: str
    terminal: str
    visit: str
    visited_at: datetime | None
    received_at: datetime
    life_event: str
    shown: str
    proof: CardProof = field(repr=False)


@dataclass(frozen=True)
class LateFinding:
    """The verdict, and whose card it was (宛名番号) where it is confirmed or protected, else ""."""

    verdict: Verdict
    atena_no: str = field(default="", repr=False)
    is_protected: bool = False


async def check_late(bench: Bench, late: LateProof) -> LateFinding:
    """Judge as often as it is asked for the same application; authorities and 住基 take up to some seconds."""
    finding = await _finding(bench, late)
    verdict = _verdict(bench, late, finding)
    await record(_entry(bench.clock.now(), late, verdict, finding))
    is_protected = finding.stop is Stop.WITHHELD
    is_told = is_protected or verdict is Verdict.CONFIRMED
    return LateFinding(verdict, finding.atena_no if is_told else "", is_protected)


async def _finding(bench: Bench, late: LateProof) -> Finding:
    proof, now = late.proof, bench.clock.now()
    if proof.context and proof.context != late.shown:
        return Finding(flaw=Flaw.CONTEXT)
    use = LateUse(late.terminal, late.visit, late.application, late.visited_at)
    nonce = await use_challenge_late(proof.challenge, use, now)
    if nonce is None:
        return Finding(flaw=Flaw.CHALLENGE)
    try:
        certificate = base64.b64decode(proof.certificate, validate=True)
        signature = base64.b64decode(proof.signature, validate=True)
    except (binascii.Error, ValueError):
        return Finding(flaw=Flaw.UNREADABLE)
    digest = card_digest(
        terminal=late.terminal, visit=late.visit, challenge=proof.challenge, nonce=nonce, context=proof.context
    )
    return await bench.cards.judge(Claim(digest, certificate, signature, late.visited_at or late.received_at))


def _verdict(bench: Bench, late: LateProof, finding: Finding) -> Verdict:
    if finding.flaw is not None or not bench.admissions.knows([late.life_event]):
        return Verdict.HELD
    if finding.stop is Stop.CERTIFICATE_REVOKED:
        return Verdict.REVOKED
    if finding.stop is Stop.NOT_CHECKED:
        return Verdict.UNKNOWN
    is_identified = bench.admissions.outcome(finding.stop, [late.life_event]) is Outcome.IDENTIFIED
    return Verdict.CONFIRMED if is_identified else Verdict.HELD


def _entry(now: datetime, late: LateProof, verdict: Verdict, finding: Finding) -> AuditEntry:
    code = NOT_GENUINE if finding.flaw is not None else (finding.stop or "")
    detail = {"visit": late.visit, "events": late.life_event, "application": late.application}
    return AuditEntry(
        at=now,
        actor="central",
        action=IDENTITY_CHECKED,
        kind=AuditKind.EVENT,
        result=verdict.value,
        code=str(code),
        terminal=late.terminal,
        function="late-check",
        subjects=(finding.atena_no,) if finding.atena_no else (),
        detail=detail | ({"flaw": finding.flaw.value} if finding.flaw else {}),
    )
