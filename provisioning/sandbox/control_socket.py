"""The control socket of a program of the village: typed requests, on a unix socket that only its owner may use."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import aiohttp
import msgspec
from aiohttp import web

_Asked = TypeVar("_Asked")
_Said = TypeVar("_Said")
_NOTHING_SAID = 204
_PATIENCE_SECONDS = 0.5


@dataclass(frozen=True)
class Verb(Generic[_Asked, _Said]):
    """Something that may be asked of a program: what is sent and what comes back, both as JSON of that type."""

    name: str
    asked: type[_Asked]
    said: type[_Said]

    def done_by(self, act: Callable[[_Asked], Awaitable[_Said]]) -> web.RouteDef:
        """The route of a program that does it; what cannot be read is refused with 400."""

        async def handle(request: web.Request) -> web.Response:
            try:
                asked = msgspec.json.decode(await request.read(), type=self.asked)
            except msgspec.DecodeError:
                raise web.HTTPBadRequest from None
            return web.Response(body=msgspec.json.encode(await act(asked)), content_type="application/json")

        return web.post(f"/{self.name}", handle)

    def told_by(self, tell: Callable[[], Awaitable[_Said]]) -> web.RouteDef:
        """The route of a program that has it to tell, for a verb that asks None."""
        return self.done_by(lambda _: tell())


class ControlSocket:
    """The asker's end. Nothing stays open between two requests."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def ask(self, verb: Verb[_Asked, _Said], asked: _Asked) -> _Said:
        """What the program says. Raises aiohttp.ClientError when nobody listens, or when it cannot read that."""
        content = msgspec.json.encode(asked)
        async with self._session() as session, session.post(f"/{verb.name}", data=content) as answer:
            answer.raise_for_status()
            return msgspec.json.decode(await answer.read(), type=verb.said)

    async def is_there(self) -> bool:
        """Whether the program listens."""
        try:
            async with self._session() as session, session.get("/") as answer:
                return answer.status == _NOTHING_SAID
        except (aiohttp.ClientError, OSError):
            return False

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession("http://control", connector=aiohttp.UnixConnector(str(self._path)))


@asynccontextmanager
async def listening(path: Path, *routes: web.RouteDef) -> AsyncIterator[None]:
    """The program's end; takes the place of a socket that an earlier one left."""
    application = web.Application()
    application.add_routes([web.get("/", _here), *routes])
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=_PATIENCE_SECONDS)
    await runner.setup()
    try:
        await web.SockSite(runner, _bound(path)).start()
        yield
    finally:
        await runner.cleanup()


async def _here(_: web.Request) -> web.Response:
    return web.Response(status=_NOTHING_SAID)


def _bound(path: Path) -> socket.socket:
    """Closed to others before anybody can connect."""
    path.unlink(missing_ok=True)
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    bound.bind(str(path))
    path.chmod(0o600)
    return bound
