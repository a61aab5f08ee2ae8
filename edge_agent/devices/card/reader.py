"""The driver of a PC/SC reader: the event loop's side of the thread in `watch`."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

from protocol.devices import DeviceKind, DeviceState

from ...cards.apdu import Command, Response
from ...cards.recognition import CardKind, recognise
from ...cards.transport import Gone
from ...errors import DeviceError, DeviceGone
from ...log import logger
from ..base import ABSENT, Standing
from .pcsc import Connection, Pcsc
from .port import CardEvent, CardInserted, CardRemoved, CardSession, Unavailable
from .presence import SETTLE_SECONDS, Left, Presence, Presented
from .watch import Ended, Opened, Report, Watch

T = TypeVar("T")

_TRY_AGAIN_SECONDS = 0.5
_STUCK_SECONDS = 5.0

_log = logger("devices")


class PcscReader:
    """All readers of this machine whose name has `match` in it, as one. Outlives readers, not the service."""

    kind = DeviceKind.CARD_READER

    def __init__(self, *, name: str, match: str = "", settle_seconds: float = SETTLE_SECONDS) -> None:
        self.name = name
        self._match = match
        self._settle_seconds = settle_seconds
        self._status = ABSENT
        self._watch: Watch | None = None
        self._here: Presented | None = None
        self._unanswered: set[Callable[[], None]] = set()

    @property
    def status(self) -> Standing:
        return self._status

    async def open(self) -> None:
        """Start the thread and reach the service. Raises DeviceError SERVICE_DOWN or NO_PERMISSION."""
        self._loop = asyncio.get_running_loop()
        self._reports: asyncio.Queue[Report | CardInserted] = asyncio.Queue()
        self._opened: asyncio.Future[None] = self._loop.create_future()
        self._ended = asyncio.Event()
        presence = Presence(settle_seconds=self._settle_seconds)
        self._watch = Watch(Pcsc(match=self._match), presence, self._post)
        self._thread = threading.Thread(target=self._watch.run, name=self.name, daemon=True)
        self._thread.start()
        await self._opened

    async def close(self) -> None:
        """End the session if there is one, and the thread."""
        watch, self._watch = self._watch, None
        if watch is None:
            return
        watch.stop()
        try:
            async with asyncio.timeout(_STUCK_SECONDS):
                await self._ended.wait()
            self._thread.join()
        except TimeoutError:
            _log.error("card-reader-stuck", device=self.name)
        self._status = ABSENT

    async def events(self) -> AsyncIterator[CardEvent | Standing]:
        """Cards and standings as they come; a card is reported as soon as it has said what it is."""
        unknown: Presented | None = None
        is_reported = False
        while not isinstance(report := await self._next(has_unknown=unknown is not None), Ended):
            match report:
                case Standing():
                    yield report
                    continue
                case CardInserted() if self._is_here(report):
                    is_reported = True
                    yield report
                case Presented():
                    unknown = report
                case Left():
                    unknown = None
                    if is_reported:
                        is_reported = False
                        yield CardRemoved()
            if unknown is not None and await self._is_recognised(unknown):
                unknown = None
        if report.error is not None:
            raise report.error

    async def begin(self, card: CardInserted) -> CardSession | Gone | Unavailable:
        """Sole use of this presentation of a card."""
        presented = self._here
        return Gone() if presented is None or not self._is_here(card) else await self._begin(presented)

    async def _begin(self, presented: Presented) -> CardSession | Gone | Unavailable:
        watch = self._watch
        if watch is None:
            return Gone()
        made: list[Connection] = []
        try:
            connection = await self.on_thread(watch, lambda: watch.connect(presented, made))
        except asyncio.CancelledError:
            # Behind the connecting, before whatever is asked for next.
            watch.call(lambda: watch.disconnect(*made))
            raise
        return _Session(self, watch, connection) if isinstance(connection, Connection) else connection

    def on_thread(self, watch: Watch, work: Callable[[], T]) -> asyncio.Future[T | Gone]:
        """What `work` gave on the thread; Gone when that thread has ended. Work that was cancelled is not begun."""
        future: asyncio.Future[T | Gone] = self._loop.create_future()
        if watch is not self._watch or self._ended.is_set():
            future.set_result(Gone())
            return future

        def give_up() -> None:
            _settle(future, Gone())

        self._unanswered.add(give_up)
        future.add_done_callback(lambda _: self._unanswered.discard(give_up))
        watch.call(lambda: self._work(future, work))
        return future

    def _work(self, future: asyncio.Future[T | Gone], work: Callable[[], T]) -> None:
        if future.cancelled():
            return
        answer: T | Gone = Gone()
        try:
            answer = work()
        finally:
            self._loop.call_soon_threadsafe(_settle, future, answer)

    async def _is_recognised(self, presented: Presented) -> bool:
        """Report the card, behind what its recognition did to the standing."""
        session = await self._begin(presented)
        if isinstance(session, Gone | Unavailable):
            return False
        try:
            kind = await recognise(session)
        finally:
            await session.end()
        if isinstance(kind, CardKind):
            self._reports.put_nowait(CardInserted(kind, presented.number))
        return isinstance(kind, CardKind)

    def _is_here(self, card: CardInserted) -> bool:
        return self._here is not None and self._here.number == card.presentation

    async def _next(self, *, has_unknown: bool) -> Report | CardInserted | None:
        """The next report; None when a card that could not be recognised should be tried again."""
        try:
            async with asyncio.timeout(_TRY_AGAIN_SECONDS if has_unknown else None):
                return await self._reports.get()
        except TimeoutError:
            return None

    def _post(self, report: Report) -> None:
        # A thread that was stuck at `close` may speak when another has taken its place.
        if threading.current_thread() is self._thread:
            self._loop.call_soon_threadsafe(self._take, report)

    def _take(self, report: Report) -> None:
        match report:
            case Opened():
                _settle(self._opened, None)
                return
            case Standing():
                self._status = report
            case Presented():
                self._here = report
            case Left():
                self._here = None
            case Ended():
                self._end(report.error)
        self._reports.put_nowait(report)

    def _end(self, error: BaseException | None) -> None:
        self._ended.set()
        if isinstance(error, DeviceError):
            self._status = Standing(DeviceState.FAULT, error.fault)
        for give_up in tuple(self._unanswered):
            give_up()
        if not self._opened.done():
            self._opened.set_exception(error or DeviceGone())


class _Session:
    """One connection, through the thread that owns it."""

    def __init__(self, reader: PcscReader, watch: Watch, connection: Connection) -> None:
        self._reader = reader
        self._watch = watch
        self._connection = connection

    async def transmit(self, command: Command) -> Response | Gone:
        """Send one command; its bytes are wiped when they were sent, or when they will not be."""
        encoded = command.encoded()
        sent = self._reader.on_thread(self._watch, lambda: self._watch.transmit(self._connection, encoded))
        sent.add_done_callback(lambda _: encoded.__setitem__(slice(None), bytes(len(encoded))))
        answer = await sent
        if isinstance(answer, Gone) or len(answer) < 2:
            return Gone()
        return Response.decoded(answer)

    async def end(self) -> None:
        """Give the card back without its power, also when whoever waits for it is cancelled."""
        await asyncio.shield(self._reader.on_thread(self._watch, lambda: self._watch.disconnect(self._connection)))


def _settle(future: asyncio.Future[T], result: T) -> None:
    if not future.done():
        future.set_result(result)
