"""The local API of a terminal that is not enrolled yet: a code goes in, a fingerprint comes out, keys stay here."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from aiohttp import web
from aiohttp.typedefs import Handler

from protocol.errors import Malformed
from protocol.wire.codec import decode, encode
from provisioning.enrol import Endpoint, enrol
from provisioning.errors import ProvisioningError

from ..log import logger
from .api import Repaired
from .callers import Callers
from .enrolment import ENROLMENT_PATH, Enrol, EnrolmentStanding, EnrolmentStep
from .unix_socket import opened_on

_RUNNING = {EnrolmentStep.ASKING, EnrolmentStep.COMPARING, EnrolmentStep.DONE}
_NOT_WRITTEN = "not-written"

_log = logger("enrolment")


class Enrolling:
    """One enrolment at a time, on a thread that ends with the program; `done` is set when `folder` is filled."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.standing = EnrolmentStanding(EnrolmentStep.OPEN)
        self.done = asyncio.Event()

    def begin(self, wanted: Enrol) -> bool:
        """Begin. False: that is being done, or was."""
        if self.standing.step in _RUNNING:
            return False
        self.standing = EnrolmentStanding(EnrolmentStep.ASKING)
        loop = asyncio.get_running_loop()

        def stand(standing: EnrolmentStanding) -> None:
            loop.call_soon_threadsafe(self._stand, standing)

        threading.Thread(target=_enrolled, args=(wanted, self._folder, stand), name="enrolment", daemon=True).start()
        return True

    def _stand(self, standing: EnrolmentStanding) -> None:
        self.standing = standing
        _log.info("enrolment-stands", step=standing.step, failure=standing.failure)
        if standing.step is EnrolmentStep.DONE:
            self.done.set()


def _enrolled(wanted: Enrol, folder: Path, stand: Callable[[EnrolmentStanding], None]) -> None:
    """Runs on the thread."""

    def show(fingerprint: str) -> None:
        stand(EnrolmentStanding(EnrolmentStep.COMPARING, fingerprint=fingerprint))

    try:
        terminal = enrol(Endpoint(wanted.host, wanted.port), wanted.code, folder, show=show)
    except ProvisioningError as error:
        stand(EnrolmentStanding(EnrolmentStep.FAILED, failure=error.code))
    except OSError:
        stand(EnrolmentStanding(EnrolmentStep.FAILED, failure=_NOT_WRITTEN))
    else:
        stand(EnrolmentStanding(EnrolmentStep.DONE, terminal=terminal))


class EnrolmentDoor:
    """Serves nothing but the enrolment, on the socket of the local API; `async with` opens and closes."""

    def __init__(self, socket: Path, enrolling: Enrolling) -> None:
        self._socket = socket
        self._enrolling = enrolling
        self._callers = Callers()

    async def __aenter__(self) -> EnrolmentDoor:
        application = web.Application(middlewares=[self._note_caller])
        application.router.add_get(ENROLMENT_PATH, self._get)
        application.router.add_post(ENROLMENT_PATH, self._post)
        self._runner = await opened_on(self._socket, application)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @web.middleware
    async def _note_caller(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self._callers.note(request)
        return await handler(request)

    async def _get(self, _request: web.Request) -> web.Response:
        return _json(self._enrolling.standing)

    async def _post(self, request: web.Request) -> web.Response:
        try:
            wanted = decode(await request.read(), Enrol)
        except Malformed as error:
            raise web.HTTPBadRequest from error
        return _json(Repaired(self._enrolling.begin(wanted)))


def _json(message: object) -> web.Response:
    return web.Response(body=encode(message), content_type="application/json")
