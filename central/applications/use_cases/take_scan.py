"""Take a scan in: a slip's code was read at a counter's terminal."""

from __future__ import annotations

from protocol.codes import CodeFault, read_code
from protocol.wire.messages.applications import CodeScanned

from ...db.changes import changed
from ...link.received import Received
from ...log import logger
from ...terminals.queries import station
from ..channels import CASES
from ..happened import Happened
from ..models import Case, CaseCode, CaseHappening
from ..scanning import Reading, Settled, Ticked, WrongSection, digest_of
from .hold import hold_case, hold_codes
from .keep_waiting import keep_waiting
from .note import note
from .settle_code import settle_code

_log = logger("applications")


async def take_scan(received: Received, body: CodeScanned) -> None:
    """Tick, or wait for the case; the terminal's section counts, else all. Runs in the dispatcher's transaction."""
    code = read_code(body.text)
    if isinstance(code, CodeFault):
        _log.warning("scan-unreadable", terminal=received.terminal, id=received.event_id, fault=code.value)
        return
    where = await station(received.terminal)
    at = received.occurred_at if received.clock_trusted else received.received_at
    reading = Reading(where.section or None, where.name, at)
    await hold_codes()
    known = await CaseCode.get_or_none(digest=digest_of(code))
    case = await hold_case(known.case_id) if known else None
    if known is None or case is None:
        await keep_waiting(code, received.event_id, reading, received_at=received.received_at, offline=received.offline)
        return
    await note_reading(case, await settle_code(case, known.section, reading), reading)


async def note_reading(case: Case, outcome: Settled, reading: Reading) -> None:
    """Wake the pages; where nobody reads an answer, the timeline says once that the code was another section's."""
    if isinstance(outcome, WrongSection):
        words = {"section": outcome.section, "place": outcome.place}
        last = await CaseHappening.filter(case_id=case.id).order_by("-id").first()
        if last is None or (last.what, last.by, last.detail) != (Happened.CODE_ELSEWHERE, reading.by, words):
            await note(case, reading.at, Happened.CODE_ELSEWHERE, reading.by, **words)
    if isinstance(outcome, Ticked | WrongSection):
        await changed(CASES, case.id)
