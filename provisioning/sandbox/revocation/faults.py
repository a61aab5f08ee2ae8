"""The ways in which the revocation service fails, and the hand that lets it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import aiohttp
import msgspec

_FAILING = "http://revocation/failing"


class Fault(StrEnum):
    """What goes wrong with every answer."""

    SLOW = "slow"
    """It takes `seconds` longer."""
    ERROR = "error"
    """The server fails with 500."""
    TRY_LATER = "try-later"
    """OCSP says tryLater; lists fail with 503."""
    REFUSE = "refuse"
    """Nobody listens."""


@dataclass(frozen=True)
class Failing:
    """From now on, until it is told otherwise."""

    fault: Fault
    seconds: float = 10.0


class RevocationHand:
    """What the panel and tests hold: the control socket of the program."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    async def failing(self) -> Failing | None:
        """How the service fails now. Raises aiohttp.ClientError when nobody is there."""
        async with self._session() as session, session.get(_FAILING) as answer:
            answer.raise_for_status()
            return msgspec.json.decode(await answer.read(), type=Failing | None)

    async def fail(self, failing: Failing | None) -> None:
        """Let the service fail; None: work. Returns when it does. Raises aiohttp.ClientError when nobody is there."""
        content = msgspec.json.encode(failing)
        async with self._session() as session, session.put(_FAILING, data=content) as answer:
            answer.raise_for_status()

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(self._socket)))
