"""The technician's end of the local API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import TypeVar
from urllib.parse import quote

import aiohttp

from protocol.wire.codec import decode, encode

from .api import (
    OUTBOX_PATH,
    RECENT_PATH,
    RETRY_PATH,
    SELF_TEST_PATH,
    SELF_TEST_SECONDS,
    SELF_TESTS_PATH,
    SET_ASIDE_PATH,
    STATUS_PATH,
    RecentEvents,
    Repaired,
    Result,
    SelfTestNames,
    SelfTestReport,
    SetAside,
    Status,
    WaitingEvents,
)
from .enrolment import ENROLMENT_PATH, Enrol, EnrolmentStanding
from .measures import MEASURING_SECONDS, ROUND_TRIPS_PATH, RoundTripsMade
from .signals import SIGNALS_PATH, Signal
from .support import REPORT_PATH, SupportReport

M = TypeVar("M")

_SECONDS = 3.0


class Client:
    """Talks to the agent on its socket; `async with` opens and closes.

    An answer of an agent of another version raises Malformed.
    """

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    async def __aenter__(self) -> Client:
        self._http = aiohttp.ClientSession(
            base_url="http://agent",
            connector=aiohttp.UnixConnector(str(self._socket)),
            timeout=aiohttp.ClientTimeout(total=_SECONDS),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()

    async def status(self) -> Status | None:
        """The whole agent at a glance; None: it does not answer."""
        return await self._get(STATUS_PATH, Status)

    async def waiting(self) -> WaitingEvents | None:
        """The oldest waiting events; None: the agent does not answer."""
        return await self._get(OUTBOX_PATH, WaitingEvents)

    async def recent(self) -> RecentEvents | None:
        """What happened to the agent of late; None: it does not answer."""
        return await self._get(RECENT_PATH, RecentEvents)

    async def self_tests(self) -> SelfTestNames | None:
        """The devices that can be tested; None: it does not answer."""
        return await self._get(SELF_TESTS_PATH, SelfTestNames)

    async def self_test(self, name: str) -> Result | None:
        """Test a device now, which takes up to `SELF_TEST_SECONDS`; cancelled, the agent ends the test.

        None: the agent does not answer, or knows no test of such a device.
        """
        path = SELF_TEST_PATH.format(name=quote(name, safe=""))
        timeout = aiohttp.ClientTimeout(total=SELF_TEST_SECONDS + _SECONDS)
        report = await self._said(self._http.post(path, timeout=timeout), SelfTestReport)
        return None if report is None else report.result

    async def retry(self) -> Repaired | None:
        """Send what needs attention again, now; None: the agent does not answer."""
        return await self._said(self._http.post(RETRY_PATH), Repaired)

    async def set_aside(self, wanted: SetAside) -> Repaired | None:
        """Keep one event that needs attention without sending it; None: the agent does not answer, or not to this."""
        return await self._said(self._http.post(SET_ASIDE_PATH, data=encode(wanted)), Repaired)

    async def round_trips(self) -> RoundTripsMade | None:
        """A round trip to everything, now, which takes up to `MEASURING_SECONDS`; None: the agent does not answer."""
        timeout = aiohttp.ClientTimeout(total=MEASURING_SECONDS + _SECONDS)
        return await self._said(self._http.post(ROUND_TRIPS_PATH, timeout=timeout), RoundTripsMade)

    async def report(self) -> SupportReport | None:
        """The report for support, with a round trip to everything; None: the agent does not answer."""
        timeout = aiohttp.ClientTimeout(total=MEASURING_SECONDS + _SECONDS)
        return await self._said(self._http.post(REPORT_PATH, timeout=timeout), SupportReport)

    async def signals(self) -> AsyncIterator[Signal]:
        """What happens on the devices, as it happens; the agent listens as long as this is followed.

        Ends when the agent ends, and at once when it does not answer. Raises Malformed.
        """
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=_SECONDS)
        with suppress(aiohttp.ClientError, TimeoutError):
            async with self._http.post(SIGNALS_PATH, timeout=timeout) as response:
                response.raise_for_status()
                async for line in response.content:
                    yield decode(line, Signal)

    async def enrolment(self) -> EnrolmentStanding | None:
        """How far the enrolment is; None: the agent does not answer, or is enrolled."""
        return await self._get(ENROLMENT_PATH, EnrolmentStanding)

    async def enrol(self, wanted: Enrol) -> Repaired | None:
        """Begin the enrolment; None: the agent does not answer, or is enrolled, or not to this."""
        return await self._said(self._http.post(ENROLMENT_PATH, data=encode(wanted)), Repaired)

    async def _get(self, path: str, kind: type[M]) -> M | None:
        return await self._said(self._http.get(path), kind)

    async def _said(self, asked: AbstractAsyncContextManager[aiohttp.ClientResponse], kind: type[M]) -> M | None:
        try:
            async with asked as response:
                response.raise_for_status()
                return decode(await response.read(), kind)
        except (aiohttp.ClientError, TimeoutError):
            return None
