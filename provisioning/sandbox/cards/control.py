"""The control socket of the program that serves the cards: the panel and tests are at the other end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import aiohttp
import msgspec
from aiohttp import web

from .counter import Counter
from .misbehaviour import Misbehaviour
from .requests import Ended, Insert, Misbehave, Outcome, Remove, Situation, Unlock

_Request = TypeVar("_Request")
_PATHS: dict[type, str] = {Insert: "/insert", Remove: "/remove", Misbehave: "/misbehave", Unlock: "/unlock"}
_SITUATION = "/situation"


@asynccontextmanager
async def listening(counter: Counter, socket: Path) -> AsyncIterator[None]:
    """Answer requests on a unix socket that only its owner may use."""
    application = web.Application()
    application.add_routes(
        [
            _route(Insert, counter.insert),
            _route(Remove, counter.remove),
            _route(Misbehave, counter.misbehave),
            _route(Unlock, counter.unlock),
            _situation_route(counter),
        ]
    )
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.UnixSite(runner, str(socket)).start()
        _close_to_others(socket)
        yield
    finally:
        await runner.cleanup()


class CardHand:
    """The hand at the counter: what the panel and tests hold. Nothing stays open between two requests."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    async def insert(self, card: str, slot: int = 0, misbehaviour: Misbehaviour | None = None) -> Outcome:
        """Put a card on a slot."""
        return await self._ask(Insert(card, slot, misbehaviour))

    async def remove(self, slot: int = 0) -> Outcome:
        """Take a card off."""
        return await self._ask(Remove(slot))

    async def misbehave(self, misbehaviour: Misbehaviour | None, slot: int = 0) -> Outcome:
        """Let the card on a slot go wrong; None: behave."""
        return await self._ask(Misbehave(misbehaviour, slot))

    async def unlock(self, card: str) -> Outcome:
        """Give a card its tries back."""
        return await self._ask(Unlock(card))

    async def situation(self) -> Situation:
        """What lies where, and which cards there are. Raises aiohttp.ClientError when nobody listens."""
        async with self._session() as session, session.get(f"http://cards{_SITUATION}") as answer:
            return msgspec.json.decode(await answer.read(), type=Situation)

    async def is_there(self) -> bool:
        """Whether the program listens."""
        try:
            await self.situation()
        except (aiohttp.ClientError, OSError):
            return False
        return True

    async def _ask(self, request: Insert | Remove | Misbehave | Unlock) -> Outcome:
        content, path = msgspec.json.encode(request), _PATHS[type(request)]
        async with self._session() as session, session.post(f"http://cards{path}", data=content) as answer:
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


def _close_to_others(socket: Path) -> None:
    socket.chmod(0o600)


def _situation_route(counter: Counter) -> web.RouteDef:
    async def tell(_: web.Request) -> web.Response:
        return web.Response(body=msgspec.json.encode(await counter.situation()), content_type="application/json")

    return web.get(_SITUATION, tell)
