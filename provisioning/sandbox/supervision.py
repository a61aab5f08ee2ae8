"""What systemd does at a real site: a program that ends by itself is started again."""

from __future__ import annotations

import asyncio

from .errors import SandboxError
from .program import Program

_PAUSE_SECONDS = 1.0


async def keep_running(program: Program) -> None:
    """Start the program again whenever it ends; until cancelled. Raises SandboxError when it does not come back."""
    while True:
        code = await program.ended()
        print(
            f"{program.name} が止まったので、もう一度動かします (ended with {code}, starting again): {program.log}",
            flush=True,
        )
        await asyncio.sleep(_PAUSE_SECONDS)
        try:
            await program.start()
        except SandboxError:
            print(f"{program.name} が動きません (does not start): {program.log}", flush=True)
            raise
