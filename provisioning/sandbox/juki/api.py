"""The stand-in's REST side (docs/juki-rest.md): mutual TLS, three GETs, faults in front of all of them."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler

from central.clock import Clock

from .faults import Fault, Faults
from .register import Register


class RegistryApi:
    """Answers from a register; only central is served."""

    def __init__(self, register: Register, faults: Faults, clock: Clock) -> None:
        self._register = register
        self._faults = faults
        self._clock = clock

    def application(self) -> web.Application:
        """The routes of docs/juki-rest.md."""
        application = web.Application(middlewares=[self._misbehave, _only_central])
        application.router.add_get("/v1/health", self._health)
        application.router.add_get("/v1/certificates/{ca_key_id}/{serial:[0-9]+}", self._person)
        application.router.add_get("/v1/residents/{atena_no:[0-9]+}/household", self._household)
        return application

    @web.middleware
    async def _misbehave(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        match self._faults.current:
            case Fault.DOWN:
                if request.transport is not None:
                    request.transport.abort()
                return web.Response(status=503)
            case Fault.SLOW:
                await asyncio.sleep(self._faults.slow_seconds)
            case Fault.ERROR:
                return _json({"code": "internal-error"}, 500)
            case _:
                pass
        return await handler(request)

    async def _health(self, _: web.Request) -> web.Response:
        return _json({"as_of": self._clock.now()})

    async def _person(self, request: web.Request) -> web.Response:
        asked = request.match_info
        found = self._register.person(asked["ca_key_id"], int(asked["serial"]), self._clock.now())
        return _json({"code": "not-linked"}, 404) if found is None else _json(found)

    async def _household(self, request: web.Request) -> web.Response:
        found = self._register.household(request.match_info["atena_no"], self._clock.now())
        return _json({"code": "unknown-resident"}, 404) if found is None else _json(found)


@web.middleware
async def _only_central(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A terminal has a certificate of the same authority, and no business here."""
    shown = request.get_extra_info("peercert") or {}
    names = [value for part in shown.get("subject", ()) for kind, value in part if kind == "commonName"]
    return await handler(request) if names == ["central"] else _json({"code": "not-allowed"}, 403)


def server_tls(site: Path, name: str) -> ssl.SSLContext:
    """TLS with the site's certificate `name`; clients must show one of the site's. Blocks."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=site / "ca.crt")
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(site / f"{name}.crt", site / f"{name}.key")
    return context


def _json(body: object, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(body), status=status, content_type="application/json")
