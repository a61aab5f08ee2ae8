"""A real pcscd with a virtual reader, in namespaces of its own, and the program that serves cards to it."""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType

from .cards.box import CardBox
from .cards.control import CardHand
from .program import Program, Ready, python

FIRST_PORT = 0x8C7B
SLOTS = 2
_DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
_READER = f"""FRIENDLYNAME "Virtual PCD"
DEVICENAME /dev/null:0x{FIRST_PORT:X}
LIBPATH {_DRIVER}
CHANNELID 0x{FIRST_PORT:X}
"""
# vpcd listens on every address, so the namespace has none but loopback. The system's own pcscd is not touched:
# here /run is another one, and in it pcscd's directory is ours.
_MAKE_ROOM = (
    "ip link set lo up && mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind . /run/pcscd"
    " && touch ready && exec sleep infinity"
)


class CardService:
    """`async with CardService(...)`: everything runs inside; each program can be killed and started alone.

    Clients in other processes find the reader with `environment`. `run` must be short: a unix socket lies in it.
    """

    def __init__(self, box: Path, run: Path, *, logs: Path, journal: Path | None = None) -> None:
        self._run = run
        self._sockets = run / "pcscd"
        self.box = CardBox(box)
        self.hand = CardHand(run / "cards.sock")
        self._box, self._journal, self._logs = box, journal, logs
        self._room = Program(
            "card room",
            (
                "unshare",
                *_as_root(),
                "--net",
                "--mount",
                *_dies_with_us(),
                "sh",
                "-c",
                f"cd {self._sockets} && {_MAKE_ROOM}",
            ),
            log=logs / "card-room.log",
            ready=_exists(self._sockets / "ready"),
        )
        self._programs: tuple[Program, ...] = ()
        self._open = AsyncExitStack()

    @property
    def environment(self) -> dict[str, str]:
        """What a client of PC/SC needs in its environment."""
        return {"PCSCLITE_CSOCK_NAME": str(self._sockets / "pcscd.comm")}

    @property
    def pcscd(self) -> Program:
        """The reader service."""
        return self._programs[0]

    @property
    def cards(self) -> Program:
        """The program that serves the cards."""
        return self._programs[1]

    async def __aenter__(self) -> CardService:
        self._prepare()
        async with AsyncExitStack() as opening:
            opening.push_async_callback(self._room.stop)
            await self._room.start()
            self._programs = (self._pcscd(), self._card_program())
            for program in self._programs:
                opening.push_async_callback(program.stop)
                await program.start()
            self._open = opening.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    def _prepare(self) -> None:
        self._sockets.mkdir(parents=True, exist_ok=True)
        for stale in ("ready", "pcscd.comm", "pcscd.pid"):
            (self._sockets / stale).unlink(missing_ok=True)
        (self._run / "reader.conf").write_text(_READER, encoding="ascii")

    def _pcscd(self) -> Program:
        return Program(
            "pcscd",
            (*self._enter("--mount"), "/usr/sbin/pcscd", "--foreground", "--config", str(self._run / "reader.conf")),
            log=self._logs / "pcscd.log",
            ready=_accepts(self._sockets / "pcscd.comm"),
        )

    def _card_program(self) -> Program:
        ports = (word for slot in range(SLOTS) for word in ("--port", str(FIRST_PORT + slot)))
        journal = ("--journal", str(self._journal)) if self._journal else ()
        control = ("--control", str(self._run / "cards.sock"))
        return Program(
            "cards",
            (*self._enter(), *python(f"{__package__}.cards", "--box", str(self._box), *control, *ports, *journal)),
            log=self._logs / "cards.log",
            ready=self.hand.is_there,
        )

    def _enter(self, *namespaces: str) -> tuple[str, ...]:
        user = ("--user", "--preserve-credentials") if _as_root() else ()
        return ("nsenter", "--target", str(self._room.pid), *user, "--net", *namespaces, *_dies_with_us(), "--")


def _as_root() -> tuple[str, ...]:
    """Who is not root becomes it in a user namespace."""
    return () if os.geteuid() == 0 else ("--map-root-user",)


def _dies_with_us() -> tuple[str, ...]:
    """Becoming root in a namespace forgets that the program ends with its parent."""
    return ("setpriv", "--pdeathsig", "TERM")


def _exists(file: Path) -> Ready:
    async def ready() -> bool:
        return await asyncio.to_thread(file.exists)

    return ready


def _accepts(socket: Path) -> Ready:
    async def ready() -> bool:
        try:
            _, writer = await asyncio.open_unix_connection(str(socket))
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True

    return ready
