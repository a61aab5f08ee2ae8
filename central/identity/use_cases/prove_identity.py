"""Prove identity: use the challenge, judge the card, then note the visit with the true cause.

The network is asked between the two transactions: what ends there has used its challenge and noted nothing.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from protocol.wire.card_proof import card_digest
from protocol.wire.messages.identity import CardProof, Outcome, ProveIdentity

from ...audit.entry import AuditEntry, AuditKind
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.transaction import transaction
from ...link.asked import Asked
from ...operations.use_cases.raise_alarm import raise_alarm
from ..admissions import Admissions
from ..card_check import CardCheck, Claim, Finding
from ..causes import IDENTITY_CHECKED, NOT_GENUINE, Flaw
from ..counters import IDENTITY_CHECKS
from ..limits import Limits
from .count_check import count_check
from .note_visit import Assurance, Noted, note_visit
from .use_challenge import use_challenge

TOO_MANY = "too-many"
UNKNOWN_EVENT = "unknown-life-event"
NO_VISIT = "no-visit"
_GOES_ON = frozenset({Outcome.IDENTIFIED, Outcome.PENDING})


@dataclass(frozen=True)
class NotJudged:
    """The proof was not looked at; `code` tells nothing about a person."""

    code: str


@dataclass(frozen=True)
class Bench:
    """What judging takes."""

    cards: CardCheck
    admissions: Admissions
    limits: Limits
    clock: Clock


async def prove_identity(bench: Bench, asked: Asked, question: ProveIdentity) -> Outcome | NotJudged:
    """What the terminal may know of whoever holds this card."""
    if not asked.visit:
        return NotJudged(NO_VISIT)
    if not bench.admissions.knows(question.life_events):
        return NotJudged(UNKNOWN_EVENT)
    async with transaction():
        now = bench.clock.now()
        if not await count_check(asked.terminal, bench.limits.checks_per_hour, now):
            return await _refuse(bench, asked)
        nonce = await use_challenge(question.proof.challenge, asked.terminal, asked.visit, now)
    IDENTITY_CHECKS.inc()
    finding = await _finding(bench, asked, question.proof, nonce)
    outcome = _outcome(bench.admissions, finding, question)
    await _note(bench, asked, outcome, finding, question)
    return outcome


async def _note(bench: Bench, asked: Asked, outcome: Outcome, finding: Finding, question: ProveIdentity) -> None:
    known = finding.atena_no if outcome in _GOES_ON else ""
    async with transaction():
        await note_visit(Noted(asked.terminal, asked.visit, known, Assurance.CARD, outcome), bench.clock.now())
        await record(_entry(bench, asked, outcome, finding, question))


async def _finding(bench: Bench, asked: Asked, proof: CardProof, nonce: bytes | None) -> Finding:
    if nonce is None:
        return Finding(flaw=Flaw.CHALLENGE)
    try:
        certificate = base64.b64decode(proof.certificate, validate=True)
        signature = base64.b64decode(proof.signature, validate=True)
    except (binascii.Error, ValueError):
        return Finding(flaw=Flaw.UNREADABLE)
    digest = card_digest(
        terminal=asked.terminal, visit=asked.visit, challenge=proof.challenge, nonce=nonce, context=proof.context
    )
    return await bench.cards.judge(Claim(digest, certificate, signature))


def _outcome(admissions: Admissions, finding: Finding, question: ProveIdentity) -> Outcome:
    if finding.flaw is not None:
        return Outcome.NEUTRAL
    return admissions.outcome(finding.stop, question.life_events)


def _entry(bench: Bench, asked: Asked, outcome: Outcome, finding: Finding, question: ProveIdentity) -> AuditEntry:
    code = NOT_GENUINE if finding.flaw is not None else (finding.stop or "")
    detail = {"visit": asked.visit, "events": " ".join(question.life_events)}
    return AuditEntry(
        at=bench.clock.now(),
        actor=asked.terminal,
        action=IDENTITY_CHECKED,
        kind=AuditKind.EVENT,
        result=outcome.value,
        code=str(code),
        terminal=asked.terminal,
        function="kiosk",
        subjects=(finding.atena_no,) if finding.atena_no else (),
        detail=detail | ({"flaw": finding.flaw.value} if finding.flaw else {}),
    )


async def _refuse(bench: Bench, asked: Asked) -> NotJudged:
    now = bench.clock.now()
    await raise_alarm("too-many-identity-checks", asked.terminal, now)
    await record(
        AuditEntry(
            at=now,
            actor=asked.terminal,
            action=IDENTITY_CHECKED,
            kind=AuditKind.EVENT,
            result="refused",
            code=TOO_MANY,
            terminal=asked.terminal,
            function="kiosk",
            detail={"visit": asked.visit},
        )
    )
    return NotJudged(TOO_MANY)
