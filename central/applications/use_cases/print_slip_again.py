"""Print the slip of a case again, at the terminal where it was handed in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from protocol.wire.messages.commands import PrintSlip

from ...audit.entry import Print
from ...clock import Clock, rfc3339
from ...db.transaction import transaction
from ...link.use_cases.send_command import send_command
from ...staff.user import User
from ..happened import Happened
from ..models import Case, CaseProcedure
from ..rights import may_decide
from ..views import application_in
from .hold import hold_case
from .note import note
from .record_act import Actor, record_act

_TITLE = "slip"


@dataclass(frozen=True)
class PrintingAgain:
    """The terminal of this name is being told."""

    terminal_name: str


@dataclass(frozen=True)
class NotAllowed:
    """Not by this person, or not without a reason."""


@dataclass(frozen=True)
class NoSuchCase:
    """There is none."""


async def print_slip_again(
    case: str, reason: str, user: User, address: str, *, clock: Clock
) -> PrintingAgain | NotAllowed | NoSuchCase:
    """The same number and the same codes; it no longer says that it waits for the line."""
    now, reason = clock.now(), reason.strip()
    if not reason or not may_decide(user):
        return NotAllowed()
    async with transaction():
        held = await hold_case(case)
        if held is None:
            return NoSuchCase()
        await send_command(held.terminal, await _slip(held))
        await note(held, now, Happened.PRINTED_AGAIN, user.name, reason=reason)
        printed = Print(printer=held.terminal, title=_TITLE, issue_number=held.number)
        await record_act(held, "slip-printed-again", Actor(user, address, now), printed=printed)
    return PrintingAgain(held.terminal_name)


async def _slip(held: Case) -> PrintSlip:
    listed = await CaseProcedure.filter(case_id=held.id).order_by("position")
    return PrintSlip(
        application=held.id,
        number=held.number,
        life_event=held.life_event,
        accepted_at=rfc3339(held.since),
        offline=False,
        codes=application_in(held).codes,
        procedures=dict(Counter(procedure.section for procedure in listed)),
    )
