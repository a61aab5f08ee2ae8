"""What a card is asked while it is recorded: what it says to everybody, so that there is something to hear."""

from __future__ import annotations

from ..cards.my_number import MyNumberCard
from ..cards.recognition import CardKind, recognise
from ..cards.transport import Gone
from ..devices.card.port import CardInserted, CardReader, Unavailable
from ..errors import CardRefused
from ..log import logger

_WITH_CERTIFICATE = {CardKind.MY_NUMBER, CardKind.FACE_ONLY}

_log = logger("recording")


async def ask_card(reader: CardReader, card: CardInserted) -> None:
    """Its kind, and its longest file that needs no PIN; no try is spent, and nothing is kept here."""
    session = await reader.begin(card)
    if isinstance(session, Gone | Unavailable):
        return
    try:
        if await recognise(session) in _WITH_CERTIFICATE:
            await MyNumberCard(session).read_certificate()
    except CardRefused as refused:
        _log.info("card-refused", status=str(refused))
    finally:
        await session.end()
