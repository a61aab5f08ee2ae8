"""An IC driver's licence: told from other cards, never read."""

from __future__ import annotations

from .apdu import OK
from .files import Application, select_application
from .transport import Gone, Transport, in_turn


async def is_drivers_licence(transport: Transport) -> bool | Gone:
    """Whether the card has the licence's application."""
    answer = await in_turn(transport, select_application(Application.DRIVERS_LICENCE))
    return answer if isinstance(answer, Gone) else answer.sw == OK
