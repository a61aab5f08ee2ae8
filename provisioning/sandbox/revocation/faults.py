"""The ways in which the revocation service fails, and the hand that lets it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..control_socket import ControlSocket, Verb


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


@dataclass(frozen=True)
class Conduct:
    """How the service works: None for well."""

    failing: Failing | None


CONDUCT = Verb("conduct", type(None), Conduct)
BEHAVE = Verb("behave", Conduct, type(None))


class RevocationHand:
    """What the panel and tests hold. Each raises aiohttp.ClientError when nobody is there."""

    def __init__(self, socket: Path) -> None:
        self._control = ControlSocket(socket)

    async def failing(self) -> Failing | None:
        """How the service fails now."""
        return (await self._control.ask(CONDUCT, None)).failing

    async def fail(self, failing: Failing | None) -> None:
        """Let the service fail; None: work. Returns when it does."""
        await self._control.ask(BEHAVE, Conduct(failing))
