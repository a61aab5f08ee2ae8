"""The one thread that speaks with a receipt printer: looks how it stands, and in between prints."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from protocol.devices import DeviceState, FaultCode

from ...errors import DeviceError
from ..base import Standing
from .port import Band, HowFar, NotPrinted, Outcome
from .talk import Talk, Wire

POLL_SECONDS = 3.0


@dataclass(frozen=True)
class Ended:
    """The thread's last word: what ended it, None when it was asked to stop."""

    error: BaseException | None


Report = Standing | Ended


@dataclass(frozen=True)
class Job:
    """Something to print, and who wants to know what became of it; `answer` is called on the thread."""

    bands: Iterable[Band]
    answer: Callable[[Outcome], object]


@dataclass(frozen=True)
class Look:
    """How does it stand? `answer` is called on the thread."""

    answer: Callable[[FaultCode | None], object]


@dataclass(frozen=True)
class Stop:
    """Nothing more is printed."""


class Spool:
    """`report` is called on the thread and must not block: the first standing, each change of it, and the end."""

    def __init__(
        self, connect: Callable[[], Wire], report: Callable[[Report], None], *, poll_seconds: float = POLL_SECONDS
    ) -> None:
        self._connect = connect
        self._report = report
        self._poll_seconds = poll_seconds
        self._jobs: queue.SimpleQueue[Job | Look | Stop] = queue.SimpleQueue()
        self._standing: Standing | None = None

    def add(self, job: Job | Look) -> None:
        """Print this, or look, after what was added before."""
        self._jobs.put(job)

    def stop(self) -> None:
        """End the thread after what it does now; what waits behind is not begun."""
        self._jobs.put(Stop())

    def run(self) -> None:
        """The life of the thread."""
        ended: BaseException | None = None
        try:
            wire = self._connect()
            try:
                self._serve(Talk(wire))
            finally:
                wire.close()
        except DeviceError as error:
            ended = error
        except BaseException as error:
            ended = error
            raise
        finally:
            self._report(Ended(ended))

    def _serve(self, talk: Talk) -> None:
        self._look(talk)
        while not isinstance(job := self._next(), Stop):
            if isinstance(job, Job):
                self._print(talk, job)
            fault = self._look(talk)
            if isinstance(job, Look):
                job.answer(fault)

    def _next(self) -> Job | Look | Stop | None:
        """None when nothing came for a while."""
        try:
            return self._jobs.get(timeout=self._poll_seconds)
        except queue.Empty:
            return None

    def _print(self, talk: Talk, job: Job) -> None:
        self._note(Standing(DeviceState.BUSY))
        outcome: Outcome = NotPrinted(FaultCode.OFFLINE, HowFar.UNKNOWN)
        try:
            outcome = talk.print(job.bands)
        finally:
            job.answer(outcome)
        if talk.broken is not None:
            raise talk.broken

    def _look(self, talk: Talk) -> FaultCode | None:
        fault = talk.fault()
        self._note(Standing(DeviceState.READY) if fault is None else Standing(DeviceState.FAULT, fault))
        return fault

    def _note(self, standing: Standing) -> None:
        if standing != self._standing:
            self._standing = standing
            self._report(standing)
