"""What machines ask of central: is it healthy, and its numbers."""

from __future__ import annotations

from types import TracebackType

import msgspec
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from ..db.outage import DATABASE_AWAY
from ..db.rows import rows


class Health(msgspec.Struct, frozen=True):
    """`database` says whether a statement came back; `alarms` how many stand."""

    database: bool
    alarms: int


async def healthz(_: web.Request) -> web.Response:
    """200 while this process can work, 503 while it cannot."""
    health = await _health()
    return web.Response(
        body=msgspec.json.encode(health), content_type="application/json", status=200 if health.database else 503
    )


async def metrics(_: web.Request) -> web.Response:
    """The numbers in prometheus' text format."""
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


ROUTES = [web.get("/healthz", healthz), web.get("/metrics", metrics)]


class OperationsServer:
    """Answers machines on a port of its own, away from the console, between `async with`."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        application = web.Application()
        application.add_routes(ROUTES)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)

    async def __aenter__(self) -> OperationsServer:
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """The port that was really taken."""
        return int(self._runner.addresses[0][1])


async def _health() -> Health:
    try:
        row = (await rows("SELECT count(*) AS standing FROM operations_alarm WHERE cleared_at IS NULL"))[0]
    except DATABASE_AWAY:
        return Health(database=False, alarms=0)
    return Health(database=True, alarms=row["standing"])
