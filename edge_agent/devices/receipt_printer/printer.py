"""The driver of an ESC/POS printer: the event loop's side of the thread in `spool`."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from typing import TypeVar

from protocol.devices import DeviceKind, DeviceState, FaultCode

from ...errors import DeviceError, DeviceGone
from ...log import logger
from ..base import ABSENT, Standing
from .port import Band, HowFar, NotPrinted, Outcome
from .spool import POLL_SECONDS, Ended, Job, Look, Report, Spool
from .talk import Wire

T = TypeVar("T")

# The longest a thread may take to end: a cut that is never confirmed, then an answer that does not come.
_STUCK_SECONDS = 25.0

_log = logger("devices")


class EscposPrinter:
    """One printer behind `connect`, which opens the wire, blocks and raises DeviceError."""

    kind = DeviceKind.RECEIPT_PRINTER

    def __init__(self, *, name: str, connect: Callable[[], Wire], poll_seconds: float = POLL_SECONDS) -> None:
        self.name = name
        self._connect = connect
        self._poll_seconds = poll_seconds
        self._status = ABSENT
        self._spool: Spool | None = None
        self._unanswered: set[asyncio.Future[Outcome]] = set()
        self._asked: set[asyncio.Future[FaultCode | None]] = set()

    @property
    def status(self) -> Standing:
        return self._status

    async def open(self) -> None:
        """Start the thread and ask the printer how it stands. Raises DeviceError."""
        self._loop = asyncio.get_running_loop()
        self._reports: asyncio.Queue[Report] = asyncio.Queue()
        self._opened: asyncio.Future[None] = self._loop.create_future()
        self._ended = asyncio.Event()
        self._spool = Spool(self._connect, self._post, poll_seconds=self._poll_seconds)
        self._thread = threading.Thread(target=self._spool.run, name=self.name, daemon=True)
        self._thread.start()
        await self._opened

    async def close(self) -> None:
        """Let the printer end what it prints, and the thread."""
        spool, self._spool = self._spool, None
        if spool is None:
            return
        spool.stop()
        try:
            async with asyncio.timeout(_STUCK_SECONDS):
                await self._ended.wait()
            self._thread.join()
        except TimeoutError:
            _log.error("receipt-printer-stuck", device=self.name)
        self._status = ABSENT

    async def events(self) -> AsyncIterator[Standing]:
        """Each change of its standing."""
        while not isinstance(report := await self._reports.get(), Ended):
            yield report
        if report.error is not None:
            raise report.error

    async def print(self, bands: Iterable[Band]) -> Outcome:
        """Print on the thread, after what was asked for before."""
        if self._spool is None or self._ended.is_set():
            return NotPrinted(FaultCode.OFFLINE, HowFar.NOTHING)
        printed: asyncio.Future[Outcome] = self._loop.create_future()
        self._unanswered.add(printed)
        printed.add_done_callback(self._unanswered.discard)
        loop = self._loop
        self._spool.add(Job(bands, lambda outcome: loop.call_soon_threadsafe(_settle, printed, outcome)))
        return await printed

    async def ask(self) -> FaultCode | None:
        """Why it cannot print, asked of the printer now, behind what it prints; OFFLINE when it is not there."""
        if self._spool is None or self._ended.is_set():
            return FaultCode.OFFLINE
        answered: asyncio.Future[FaultCode | None] = self._loop.create_future()
        self._asked.add(answered)
        answered.add_done_callback(self._asked.discard)
        loop = self._loop
        self._spool.add(Look(lambda fault: loop.call_soon_threadsafe(_settle, answered, fault)))
        return await answered

    def _post(self, report: Report) -> None:
        # A thread that was stuck at `close` may speak when another has taken its place.
        if threading.current_thread() is self._thread:
            self._loop.call_soon_threadsafe(self._take, report)

    def _take(self, report: Report) -> None:
        if isinstance(report, Standing):
            self._status = report
            if not self._opened.done():
                self._opened.set_result(None)
        else:
            self._end(report.error)
        self._reports.put_nowait(report)

    def _end(self, error: BaseException | None) -> None:
        self._ended.set()
        self._status = Standing(DeviceState.FAULT, error.fault) if isinstance(error, DeviceError) else ABSENT
        for waiting in tuple(self._unanswered):
            _settle(waiting, NotPrinted(FaultCode.OFFLINE, HowFar.NOTHING))
        for asked in tuple(self._asked):
            _settle(asked, FaultCode.OFFLINE)
        if not self._opened.done():
            self._opened.set_exception(error or DeviceGone())


def _settle(waiting: asyncio.Future[T], answer: T) -> None:
    if not waiting.done():
        waiting.set_result(answer)
