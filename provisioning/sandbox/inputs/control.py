"""The control socket of the program that emulates the reader: the panel and tests are at the other end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import aiohttp
import msgspec
from aiohttp import web

from .requests import Ended, Outcome, Plug, Scan, Situation
from .scanner import Scanner

_Request = TypeVar("_Request")
_PATHS: dict[type, str] = {Plug: "/plug", Scan: "/scan"}
_SITUATION = "/situation"


@asynccontextmanager
async def listening(scanner: Scanner, socket: Path) -> AsyncIterator[None]:
    """Answer requests on a unix socket that only its owner may use."""
    application = web.Application()
    application.add_routes([_route(Plug, scanner.plug), _route(Scan, scanner.scan), _situation_route(scanner)])
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.UnixSite(runner, str(socket)).start()
        _close_to_others(socket)
        yield
    finally:
        await runner.cleanup()


class ScannerHand:
    """The hand that holds codes before the reader. Each raises aiohttp.ClientError when nobody listens."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    async def plug_in(self) -> None:
        """Plug the reader in, if it is not."""
        await self._ask(Plug(True))

    async def pull_out(self) -> None:
        """Pull it out, whatever it is doing."""
        await self._ask(Plug(False))

    async def scan(self, text: str, *, is_whole: bool = True, pace: float = 0.002) -> Outcome:
        """Hold a code before it."""
        return await self._ask(Scan(text, is_whole, pace))

    async def situation(self) -> Situation:
        """Whether it is plugged in."""
        async with self._session() as session, session.get(f"http://inputs{_SITUATION}") as answer:
            return msgspec.json.decode(await answer.read(), type=Situation)

    async def is_there(self) -> bool:
        """Whether the program listens."""
        try:
            await self.situation()
        except (aiohttp.ClientError, OSError):
            return False
        return True

    async def _ask(self, request: Plug | Scan) -> Outcome:
        content, path = msgspec.json.encode(request), _PATHS[type(request)]
        async with self._session() as session, session.post(f"http://inputs{path}", data=content) as answer:
            answer.raise_for_status()
            return msgspec.json.decode(await answer.read(), type=Ended).outcome

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(self._socket)))


def _route(kind: type[_Request], act: Callable[[_Request], Awaitable[Outcome]]) -> web.RouteDef:
    async def handle(request: web.Request) -> web.Response:
        try:
            asked = msgspec.json.decode(await request.read(), type=kind)
        except msgspec.DecodeError:
            raise web.HTTPBadRequest from None
        return web.Response(body=msgspec.json.encode(Ended(await act(asked))), content_type="application/json")

    return web.post(_PATHS[kind], handle)


def _situation_route(scanner: Scanner) -> web.RouteDef:
    async def tell(_: web.Request) -> web.Response:
        return web.Response(body=msgspec.json.encode(await scanner.situation()), content_type="application/json")

    return web.get(_SITUATION, tell)


def _close_to_others(socket: Path) -> None:
    socket.chmod(0o600)
