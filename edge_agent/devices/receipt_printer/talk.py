"""What is said to a printer, in order: how are you, this picture, cut, and is it done."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Protocol

from protocol.devices import FaultCode

from ...errors import DeviceError
from . import language
from .port import Band, HowFar, NotPrinted, Outcome, Printed

_ANSWER_SECONDS = 5.0
_DONE_SECONDS = 15.0


class Wire(Protocol):
    """One open connection. Everything blocks."""

    def write(self, content: bytes) -> None:
        """Returns when all of it was taken. Raises DeviceError."""

    def read(self) -> bytes:
        """What came, at the longest after a second; empty when nothing did. Raises DeviceError."""

    def close(self) -> None:
        """Give it back. Never raises."""


class Talk:
    """A conversation over one wire, on one thread. A printer that gave no answer is not spoken with again."""

    def __init__(
        self, wire: Wire, *, answer_seconds: float = _ANSWER_SECONDS, done_seconds: float = _DONE_SECONDS
    ) -> None:
        self._wire = wire
        self._answer_seconds = answer_seconds
        self._done_seconds = done_seconds
        self._has_remains = False
        self._is_done = False
        self.broken: DeviceError | None = None

    def fault(self) -> FaultCode | None:
        """Why it cannot print now. Raises DeviceError, UNRESPONSIVE when it does not answer."""
        printer, cause, paper = (
            self._asked(number) for number in (language.PRINTER, language.OFFLINE_CAUSE, language.PAPER)
        )
        return language.fault_in(printer, cause, paper)

    def print(self, bands: Iterable[Band]) -> Outcome:
        """Print and cut. After a DeviceError, which stands in `broken`, there is nothing more to say."""
        how_far = HowFar.NOTHING
        try:
            fault = self.fault()
            if fault is None:
                # Half a slip may hang out of the printer, and must not become the head of this one.
                beginning = language.INITIALIZE + (language.FEED_AND_CUT if self._has_remains else b"")
                self._has_remains, how_far = True, HowFar.UNKNOWN
                self._wire.write(beginning)
                fault = self._sent(bands) or self._done()
            if fault is None:
                self._has_remains = False
                return Printed()
            return self._given_up(fault, HowFar.SOMETHING if how_far is HowFar.UNKNOWN else how_far)
        except DeviceError as error:
            self.broken = error
            return NotPrinted(error.fault, how_far)

    def _sent(self, bands: Iterable[Band]) -> FaultCode | None:
        for band in bands:
            for chunk in language.chunks(band):
                self._wire.write(chunk)
                if (fault := self.fault()) is not None:
                    return fault
        self._is_done = False
        self._wire.write(language.FEED_AND_CUT + language.SAY_WHEN_DONE)
        return None

    def _done(self) -> FaultCode | None:
        """Wait until it says that all of it is on paper. Raises DeviceError UNRESPONSIVE when it never does."""
        ends = time.monotonic() + self._done_seconds
        while time.monotonic() < ends:
            came = self._heard()
            if self._is_done:
                return self.fault()
            if not came and (fault := self.fault()) is not None:
                return fault
        raise DeviceError(FaultCode.UNRESPONSIVE)

    def _given_up(self, fault: FaultCode, how_far: HowFar) -> NotPrinted:
        if how_far is not HowFar.NOTHING:
            self._wire.write(language.FORGET)
        return NotPrinted(fault, how_far)

    def _asked(self, number: int) -> int:
        self._wire.write(language.ask(number))
        ends = time.monotonic() + self._answer_seconds
        while time.monotonic() < ends:
            answers = [byte for byte in self._heard() if language.is_status(byte)]
            if answers:
                return answers[-1]
        raise DeviceError(FaultCode.UNRESPONSIVE)

    def _heard(self) -> bytes:
        came = self._wire.read()
        self._is_done = self._is_done or any(language.is_done(byte) for byte in came)
        return came
