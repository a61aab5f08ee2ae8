"""Check the identity behind a case that came while nobody could say whether the card was revoked."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from protocol.village.systems import System
from protocol.wire.messages.applications import ApplicationMade

from ...clock import Clock
from ...db.defer import defer
from ...db.transaction import transaction
from ...identity.use_cases.check_late import LateFinding, LateProof, Verdict, check_late
from ...identity.use_cases.prove_identity import Bench
from ...operations.use_cases.clear_alarm import clear_alarm
from ...operations.use_cases.raise_alarm import raise_alarm
from ...residents.use_cases.note_protection import note_case, note_withheld
from ..case import IdentityState
from ..models import Case
from .note_identity import note_identity
from .take_application import CHECK_IDENTITY

NEVER_CHECKED = "identity-never-checked"

_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
_A_DAY = len(_WAITS) + 22
_HELD = LateFinding(Verdict.HELD)
_decoder = msgspec.json.Decoder(ApplicationMade)


async def check_identity(case_id: str, attempt: int, *, bench: Bench | None, clock: Clock) -> None:
    """Ask once and note what was found; while nobody knows, try again later and, after a day, let an alarm stand.

    A case without a proof, or a village without authorities (`bench` None), is held for staff.
    """
    case = await Case.get_or_none(id=case_id)
    if case is None or case.identity != IdentityState.PENDING:
        return
    late = _late(case)
    found = _HELD if bench is None or late is None else await check_late(bench, late)
    async with transaction():
        if found.verdict is Verdict.UNKNOWN:
            await _try_again(case_id, attempt, clock)
        else:
            state = IdentityState(found.verdict.value)
            await note_identity(case_id, state, clock.now(), atena_no=found.atena_no)
            if found.is_protected and found.atena_no:
                await note_withheld(case.terminal, case.visit, found.atena_no, clock.now())
                await note_case(case.terminal, case.visit, case=case.id, number=case.number)
            await clear_alarm(NEVER_CHECKED, case_id, clock.now())


async def _try_again(case_id: str, attempt: int, clock: Clock) -> None:
    wait = _WAITS[min(attempt, len(_WAITS) - 1)]
    await defer(CHECK_IDENTITY, queue=System.GUIDANCE, after=wait, case=case_id, attempt=attempt + 1)
    if attempt == _A_DAY:
        await raise_alarm(NEVER_CHECKED, case_id, clock.now())


def _late(case: Case) -> LateProof | None:
    body = _decoder.decode(case.application)
    if body.identity.proof is None:
        return None
    return LateProof(
        application=case.id,
        terminal=case.terminal,
        visit=case.visit,
        visited_at=case.occurred_at if case.clock_trusted else None,
        received_at=case.received_at,
        life_event=case.life_event,
        shown=body.shown,
        proof=body.identity.proof,
    )
