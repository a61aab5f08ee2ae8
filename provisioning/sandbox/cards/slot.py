"""One slot of the virtual reader: a card that lies on it is served to vpcd over TCP."""

from __future__ import annotations

import asyncio
import contextlib
import socket

from .box import HeldCard
from .journal import Journal
from .misbehaviour import Fault, Misbehaviour, garbled

_LENGTH = 2
_POWER = {b"\x00", b"\x01", b"\x02"}
_ASK_ATR = b"\x04"
_NO_ATR = b"\x00"
_AGAIN_SECONDS = 0.1
# pcscd looks every 400 ms; what is swapped faster than that, it takes for one card and talks to nobody.
_UNSEEN_SECONDS = 0.6


class _Gone(Exception):
    """The command gets no answer."""


class Slot:
    """`run()` serves whatever lies on the slot; a card stays on it when the reader goes away and comes back."""

    def __init__(self, port: int, journal: Journal) -> None:
        self._address = ("127.0.0.1", port)
        self._journal = journal
        self._card: HeldCard | None = None
        self._misbehaviour: Misbehaviour | None = None
        self._socket: socket.socket | None = None
        self._rests_until = 0.0
        self._lying = asyncio.Event()
        self._gone = asyncio.Event()
        self._seen = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def card(self) -> HeldCard | None:
        """What lies on it."""
        return self._card

    @property
    def misbehaviour(self) -> Misbehaviour | None:
        """What it is about to do wrong."""
        return self._misbehaviour

    async def insert(self, card: HeldCard, misbehaviour: Misbehaviour | None = None, *, seconds: float = 2.0) -> bool:
        """Put a card on the empty slot; whether the reader took it in time. It lies there in any case."""
        await self._idle.wait()
        self._card, self._misbehaviour = card, misbehaviour
        self._gone.clear()
        self._lying.set()
        try:
            async with asyncio.timeout(seconds):
                await self._seen.wait()
        except TimeoutError:
            return False
        return True

    async def remove(self) -> None:
        """Take the card off, whatever it is doing; returns when nothing of it is left."""
        self._lift()
        await self._idle.wait()

    def misbehave(self, misbehaviour: Misbehaviour | None) -> None:
        """From now on; None: behave."""
        self._misbehaviour = misbehaviour

    async def run(self) -> None:
        """Serve cards until cancelled."""
        while True:
            await self._lying.wait()
            card = self._card
            if card is None:
                continue
            self._idle.clear()
            try:
                await self._serve(card)
            except (OSError, EOFError, _Gone):
                if self._card is card:
                    await self._pause(_AGAIN_SECONDS)
            finally:
                self._idle.set()

    async def _serve(self, card: HeldCard) -> None:
        loop = asyncio.get_running_loop()
        await self._pause(self._rests_until - loop.time())
        with socket.socket() as line:
            line.setblocking(False)
            await loop.sock_connect(line, self._address)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket = line
            card.reset()
            self._seen.set()
            try:
                while self._card is card:
                    await self._exchange(line, card)
            finally:
                self._seen.clear()
                self._socket = None
                self._rests_until = loop.time() + _UNSEEN_SECONDS

    async def _exchange(self, line: socket.socket, card: HeldCard) -> None:
        size = int.from_bytes(await _receive(line, _LENGTH), "big")
        message = await _receive(line, size)
        if message in _POWER:
            card.reset()
            return
        answer = self._atr(card) if message == _ASK_ATR else await self._answer(card, message)
        await asyncio.get_running_loop().sock_sendall(line, len(answer).to_bytes(_LENGTH, "big") + answer)

    def _atr(self, card: HeldCard) -> bytes:
        unresponsive = self._misbehaviour is not None and self._misbehaviour.fault is Fault.UNRESPONSIVE
        return _NO_ATR if unresponsive else card.atr

    async def _answer(self, card: HeldCard, command: bytes) -> bytes:
        wrong = self._due()
        if wrong is None:
            return await asyncio.to_thread(self._execute, card, command)
        if wrong.fault is Fault.PULLED:
            raise self._pulled()
        if wrong.fault is Fault.MUTE:
            await self._pause(wrong.seconds)
            raise _Gone  # the reader gives up on the card and powers it up anew
        answer = await asyncio.to_thread(self._execute, card, command)
        if wrong.fault is Fault.LOST:
            raise self._pulled()
        if wrong.fault is Fault.SLOW:
            await self._pause(wrong.seconds)
        return garbled(answer) if wrong.fault is Fault.GARBLED else answer

    def _due(self) -> Misbehaviour | None:
        """What goes wrong with this command; the ones before it are counted down."""
        wrong = self._misbehaviour
        if wrong is None or wrong.fault is Fault.UNRESPONSIVE:
            return None
        if wrong.after:
            self._misbehaviour = Misbehaviour(wrong.fault, wrong.after - 1, wrong.seconds)
            return None
        return wrong

    def _execute(self, card: HeldCard, command: bytes) -> bytes:
        answer = card.transmit(command)
        self._journal.note(card.name, command, answer)
        return answer

    def _pulled(self) -> _Gone:
        self._lift()
        return _Gone()

    def _lift(self) -> None:
        self._card = self._misbehaviour = None
        self._lying.clear()
        self._gone.set()
        if self._socket is not None:
            with contextlib.suppress(OSError):  # the reader may be gone already
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket = None

    async def _pause(self, seconds: float) -> None:
        """Wait, or less when the card is taken off meanwhile."""
        try:
            async with asyncio.timeout(seconds):
                await self._gone.wait()
        except TimeoutError:
            return


async def _receive(line: socket.socket, size: int) -> bytes:
    """Exactly `size` bytes. Raises EOFError when the other end is gone."""
    loop = asyncio.get_running_loop()
    received = b""
    while len(received) < size:
        # vpcd sends length and body apart, and would otherwise wait 40 ms for a delayed acknowledgement
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        chunk = await loop.sock_recv(line, size - len(received))
        if not chunk:
            raise EOFError
        received += chunk
    return received
