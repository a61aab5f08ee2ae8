"""Other people's programs at the reader: OpenSC's tools, and a few lines of pyscard in a process of their own."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from provisioning.sandbox.card_service import CardService
from provisioning.sandbox.cards.misbehaviour import Misbehaviour

_NO_CACHE = "app default { framework pkcs15 { use_file_caching = no; } }\n"

# Prints one line for each command: the answer, or how it failed.
_PYSCARD = """
import sys
from smartcard.System import readers
from smartcard.Exceptions import CardConnectionException, NoCardException
connection = readers()[int(sys.argv[1])].createConnection()
try:
    connection.connect()
    for command in sys.argv[2:]:
        content, sw1, sw2 = connection.transmit(list(bytes.fromhex(command)))
        print(bytes([*content, sw1, sw2]).hex().upper(), flush=True)
except NoCardException:
    print("no card")
except CardConnectionException:
    print("broken")
"""


@dataclass(frozen=True)
class Run:
    """How a tool ended and what it said."""

    code: int
    out: str
    said: str


class Reader:
    """Slot 0 and 1 of the virtual reader."""

    def __init__(self, service: CardService, directory: Path) -> None:
        self._service = service
        self._directory = directory
        (directory / "opensc.conf").write_text(_NO_CACHE)

    async def insert(self, card: str, slot: int = 0, misbehaviour: Misbehaviour | None = None) -> None:
        """Put a card on and wait until pcscd has seen it."""
        assert await self._service.hand.insert(card, slot, misbehaviour) == "done"
        await self.until(card_is_there=True, slot=slot)

    async def until(self, *, card_is_there: bool, slot: int = 0) -> None:
        """Wait until pcscd says so."""
        wanted = "Yes" if card_is_there else "No"
        for _ in range(100):
            listed = (await self.run("opensc-tool", "-l")).out
            if any(line.split()[:2] == [str(slot), wanted] for line in listed.splitlines()):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(listed)

    async def run(self, *command: str) -> Run:
        """Run a tool to its end."""
        extra = {"OPENSC_CONF": str(self._directory / "opensc.conf"), **self._service.environment}
        process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env={**os.environ, **extra}
        )
        async with asyncio.timeout(20):
            out, said = await process.communicate()
        return Run(process.returncode or 0, out.decode(errors="replace"), said.decode(errors="replace"))

    async def send(self, *commands: str, slot: int = 0) -> list[str]:
        """The answers to commands, in a connection of their own; the last one may say how it failed."""
        return (await self.run(sys.executable, "-c", _PYSCARD, str(slot), *commands)).out.splitlines()
