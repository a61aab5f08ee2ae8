"""Scan a code at a clerk's browser."""

from __future__ import annotations

from protocol.codes import CodeFault, read_code
from protocol.identifiers import new_id

from ...clock import Clock
from ...db.transaction import transaction
from ...staff.user import User
from ..models import Case, CaseCode
from ..rights import receives, sees_some
from ..scanning import CaseClosed, NoCode, Opened, Reading, ScanOutcome, Settled, UnknownCode, digest_of
from .hold import hold_case, hold_codes
from .keep_waiting import keep_waiting
from .record_act import Actor, record_act
from .settle_code import settle_code


async def scan_code(text: str, user: User, address: str, *, clock: Clock, despite_section: bool = False) -> ScanOutcome:
    """What the code meant and did. It counts for the clerk's section; `despite_section`: for the code's own."""
    code = read_code(text)
    if isinstance(code, CodeFault):
        return NoCode(code)
    if not sees_some(user):
        return UnknownCode()
    now = clock.now()
    reading = Reading(user.section, user.name, now, crosses=despite_section, receives=receives(user))
    async with transaction():
        await hold_codes()
        known = await CaseCode.get_or_none(digest=digest_of(code))
        case = await hold_case(known.case_id) if known else None
        if known is None or case is None:
            await keep_waiting(code, new_id(), reading, received_at=now)
            return UnknownCode()
        outcome = await settle_code(case, known.section, reading)
        await _record(case, outcome, Actor(user, address, now))
    return outcome


async def _record(case: Case, outcome: Settled, actor: Actor) -> None:
    section = "" if isinstance(outcome, Opened | CaseClosed) else outcome.section
    await record_act(case, "code-scanned", actor, outcome=type(outcome).__name__, section=section)
