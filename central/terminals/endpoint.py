"""Where new terminals come: an HTTPS port of its own that is open only while an enrolment is under way."""

from __future__ import annotations

import asyncio
import ssl
import tempfile
from pathlib import Path

from aiohttp import web

from protocol.enrolment import (
    AUTHORITY_PATH,
    LARGEST_REQUEST,
    REQUEST_PATH,
    Content,
    EnrolmentReply,
    EnrolmentRequest,
    Granted,
    Waiting,
    central_proof,
)
from protocol.errors import Malformed
from protocol.wire.codec import decode, encode
from provisioning.authority import issue_server

from ..clock import Clock
from ..db.changes import Listener
from ..db.outage import DATABASE_AWAY
from ..link.rounds import Rounds
from ..log import logger
from ..settings import EnrolmentSettings
from .register import awaited_enrolment
from .site_authority import SiteAuthority
from .use_cases.end_enrolments import end_enrolments, note_endpoint
from .use_cases.take_request import Certified, Denied, Waits, take_request

EVERY_SECONDS = 2.0
_NAME = "enrolment"

_log = logger("terminals")


class EnrolmentEndpoint:
    """Opens and shuts as enrolments begin and end; a certificate of its own is made at each opening."""

    def __init__(self, settings: EnrolmentSettings, authority: SiteAuthority, listener: Listener, clock: Clock) -> None:
        self._settings = settings
        self._authority = authority
        self._clock = clock
        self._runner: web.AppRunner | None = None
        self._rounds = Rounds("enrolment", self.go, every_seconds=EVERY_SECONDS, listener=listener)

    @property
    def port(self) -> int:
        """The port that is listened on; 0 while shut."""
        return int(self._runner.addresses[0][1]) if self._runner and self._runner.addresses else 0

    async def run(self) -> None:
        """Until cancelled; then it is shut."""
        try:
            await self._rounds.run()
        finally:
            await self._shut()

    async def go(self) -> None:
        """One round."""
        now = self._clock.now()
        await end_enrolments(now)
        awaited = await awaited_enrolment(now)
        if awaited is None:
            await self._shut()
            return
        if self._runner is None and not await self._open():
            return
        settings = self._settings
        await note_endpoint(awaited, f"{(*settings.names, settings.host)[0]}:{self.port}")

    async def _open(self) -> bool:
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=2)
        await runner.setup()
        tls = await asyncio.to_thread(_tls, self._settings)
        try:
            await web.TCPSite(runner, self._settings.host, self._settings.port, ssl_context=tls).start()
        except OSError as error:
            _log.error("enrolment-not-open", port=self._settings.port, error=type(error).__name__)
            await runner.cleanup()
            return False
        self._runner = runner
        _log.info("enrolment-open", port=self.port)
        return True

    async def _shut(self) -> None:
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()
            _log.info("enrolment-shut")

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST_REQUEST)
        application.add_routes([web.get(AUTHORITY_PATH, self._tell_authority), web.post(REQUEST_PATH, self._take)])
        return application

    async def _tell_authority(self, _: web.Request) -> web.Response:
        return web.Response(body=self._authority.certificate, content_type="application/pkix-cert")

    async def _take(self, request: web.Request) -> web.Response:
        try:
            asked = decode(await request.read(), EnrolmentRequest)
            outcome = await take_request(asked, self._authority, self._clock.now())
        except Malformed:
            raise web.HTTPBadRequest from None
        except DATABASE_AWAY as error:
            _log.warning("enrolment-waits", error=type(error).__name__)
            raise web.HTTPServiceUnavailable from None
        match outcome:
            case Denied():
                raise web.HTTPForbidden
            case Waits(key):
                return self._reply(key, asked.csr, Waiting())
            case Certified(key):
                return self._reply(key, asked.csr, self._granted(outcome))

    def _granted(self, certified: Certified) -> Granted:
        authority, settings = self._authority, self._settings
        return Granted(
            terminal=certified.terminal, number=certified.number, certificate=certified.certificate,
            signing_key=authority.signing_key, sealing_key=authority.sealing_key,
            broker_host=settings.broker_host, broker_port=settings.broker_port,
        )  # fmt: skip

    def _reply(self, key: bytes, csr: bytes, content: Content) -> web.Response:
        written = encode(content)
        proof = central_proof(key, csr, self._authority.certificate, written)
        return web.Response(body=encode(EnrolmentReply(content=written, proof=proof)), content_type="application/json")


def _tls(settings: EnrolmentSettings) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    with tempfile.TemporaryDirectory(prefix="enrolment-") as folder:
        issue_server(settings.authority, _NAME, settings.names, into=Path(folder))
        context.load_cert_chain(Path(folder, f"{_NAME}.crt"), Path(folder, f"{_NAME}.key"))
    return context
