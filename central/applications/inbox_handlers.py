"""What arrives from terminals for applications."""

from __future__ import annotations

from protocol.wire.messages.applications import ApplicationMade, CodeScanned, SlipReported

from ..link.received import Handlers, Received
from .use_cases.take_application import take_application
from .use_cases.take_scan import take_scan
from .use_cases.take_slip_report import take_slip_report


async def _application_made(received: Received) -> None:
    if isinstance(received.body, ApplicationMade):
        await take_application(received, received.body)


async def _code_scanned(received: Received) -> None:
    if isinstance(received.body, CodeScanned):
        await take_scan(received, received.body)


async def _slip_reported(received: Received) -> None:
    if isinstance(received.body, SlipReported):
        await take_slip_report(received, received.body)


HANDLERS: Handlers = {
    ApplicationMade: _application_made,
    CodeScanned: _code_scanned,
    SlipReported: _slip_reported,
}
