"""The loopback server: OCSP and lists on a port, its control on a unix socket."""

from __future__ import annotations

import asyncio
import base64
import binascii
from pathlib import Path
from types import TracebackType

from aiohttp import web
from cryptography.x509.ocsp import OCSPResponseStatus

from central.clock import Clock

from ..control_socket import listening
from ..jpki.hierarchy import Hierarchy
from .faults import BEHAVE, CONDUCT, Conduct, Failing, Fault
from .lists import revocation_list
from .register import Register
from .responder import Responder, refusal

_OCSP_TYPE = "application/ocsp-response"
_LIST_TYPE = "application/pkix-crl"


class RevocationServer:
    """`POST /ocsp`, `GET /ocsp/<base64>`, `GET /crl/<authority>.crl` on 127.0.0.1; `async with` opens and closes it."""

    def __init__(self, hierarchy: Hierarchy, register: Register, clock: Clock, *, port: int, control: Path) -> None:
        self._hierarchy, self._register, self._clock = hierarchy, register, clock
        self._responder = Responder(hierarchy, register, clock)
        self._port = port
        self._failing: Failing | None = None
        self._site: web.TCPSite | None = None
        self._public = _runner(
            web.post("/ocsp", self._posted),
            web.get("/ocsp/{request:.+}", self._in_address),
            web.get("/crl/{authority}.crl", self._list),
        )
        self._private = listening(control, BEHAVE.done_by(self._behave), CONDUCT.told_by(self._conduct))

    async def __aenter__(self) -> RevocationServer:
        await self._public.setup()
        await self._listen(True)
        await self._private.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._private.__aexit__(kind, error, trace)
        await self._public.cleanup()

    async def _listen(self, wanted: bool) -> None:
        if self._site is not None and not wanted:
            await self._site.stop()
            self._site = None
        elif self._site is None and wanted:
            self._site = web.TCPSite(self._public, "127.0.0.1", self._port, reuse_address=True)
            await self._site.start()

    async def _behave(self, conduct: Conduct) -> None:
        self._failing = conduct.failing
        await self._listen(self._failing is None or self._failing.fault is not Fault.REFUSE)

    async def _conduct(self) -> Conduct:
        return Conduct(self._failing)

    async def _posted(self, request: web.Request) -> web.Response:
        return await self._answer(await request.read())

    async def _in_address(self, request: web.Request) -> web.Response:
        try:
            asked = base64.b64decode(request.match_info["request"], validate=True)
        except binascii.Error:
            raise web.HTTPBadRequest from None
        return await self._answer(asked)

    async def _answer(self, asked: bytes) -> web.Response:
        if await self._fails() is Fault.TRY_LATER:
            return web.Response(body=refusal(OCSPResponseStatus.TRY_LATER), content_type=_OCSP_TYPE)
        answer = await asyncio.to_thread(self._responder.answer, asked)
        return web.Response(body=answer, content_type=_OCSP_TYPE)

    async def _list(self, request: web.Request) -> web.Response:
        authority = self._hierarchy.named(request.match_info["authority"])
        if authority is None:
            raise web.HTTPNotFound
        if await self._fails() is Fault.TRY_LATER:
            raise web.HTTPServiceUnavailable
        content = await asyncio.to_thread(revocation_list, authority, self._register, self._clock)
        return web.Response(body=content, content_type=_LIST_TYPE)

    async def _fails(self) -> Fault | None:
        failing = self._failing
        if failing is None:
            return None
        if failing.fault is Fault.ERROR:
            raise web.HTTPInternalServerError
        if failing.fault is Fault.SLOW:
            await asyncio.sleep(failing.seconds)
        return failing.fault


def _runner(*routes: web.RouteDef) -> web.AppRunner:
    application = web.Application()
    application.add_routes(routes)
    return web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
