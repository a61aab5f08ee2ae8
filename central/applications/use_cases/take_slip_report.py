"""Take a slip report in: the slip of a case was printed, was not, or nobody can say."""

from __future__ import annotations

from protocol.wire.messages.applications import SlipReported

from ...db.changes import changed
from ...link.received import Received
from ..channels import CASES
from ..happened import Happened
from ..models import Case, CaseHappening
from .note import note

_SAID = {"printed": Happened.SLIP_PRINTED, "failed": Happened.SLIP_FAILED}
_PRINT = "print"
_MOST = 100


async def take_slip_report(received: Received, body: SlipReported) -> None:
    """Note it once for each print and state; runs in the dispatcher's transaction. A case unknown here has no page.

    A terminal that never stops reporting fills nobody's timeline.
    """
    case = await Case.get_or_none(id=body.application, terminal=received.terminal)
    if case is None:
        return
    at = received.occurred_at if received.clock_trusted else received.received_at
    what = _SAID.get(body.state, Happened.SLIP_UNKNOWN)
    said = await CaseHappening.filter(case_id=case.id, what=what.value).limit(_MOST)
    if len(said) == _MOST or any(entry.detail.get(_PRINT) == body.print_id for entry in said):
        return
    await note(case, at, what, case.terminal_name, **{_PRINT: body.print_id, "fault": body.fault})
    await changed(CASES, case.id)
