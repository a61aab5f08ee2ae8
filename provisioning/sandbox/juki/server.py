"""The stand-in as one thing to open and close: register, REST side and page."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from ssl import SSLContext
from types import TracebackType

from aiohttp import web

from central.clock import Clock

from ..people.village import Village
from .api import RegistryApi, server_tls
from .extracts.writer import Encoding, ExtractWriter
from .faults import Faults
from .file import RegisterFile
from .links import read_links
from .page import RegistryPage
from .seed import first_contents

_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class ExtractSettings:
    """Into which folder extracts are written, and how."""

    folder: Path
    encoding: Encoding


@dataclass(frozen=True)
class JukiSettings:
    """`site` holds the authority's files and the pair `certificate`; `file` and `links_file` are the register's own.

    Ports are on loopback: `port` for REST with mutual TLS, `page_port` for the page. `extracts`: by files too.
    """

    site: Path
    file: Path
    links_file: Path
    port: int
    page_port: int
    certificate: str = "juki"
    extracts: ExtractSettings | None = None


class JukiServer:
    """Serves from entering to leaving."""

    def __init__(self, settings: JukiSettings, village: Village, clock: Clock, *, faults: Faults | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self._stories = {house.household_no: house.story for house in village.households}
        self._opened = AsyncExitStack()
        self.faults = faults or Faults()
        self.file = RegisterFile(settings.file, first_contents(village))
        self.extracts = self._writer(settings.extracts) if settings.extracts else None

    async def __aenter__(self) -> JukiServer:
        settings = self._settings
        await self.file.open()
        self.file.register.learn(await asyncio.to_thread(read_links, settings.links_file))
        await self.file.save()
        tls = await asyncio.to_thread(server_tls, settings.site, settings.certificate)
        api = RegistryApi(self.file.register, self.faults, self._clock)
        page = RegistryPage(self.file, self.faults, self._clock, self._stories)
        await self._serve(api.application(), settings.port, tls)
        await self._serve(page.application(), settings.page_port, None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._opened.aclose()

    async def run(self) -> None:
        """Write extracts, where the settings say so, until cancelled."""
        if self.extracts is not None:
            await self.extracts.run()
        await asyncio.Event().wait()

    def _writer(self, settings: ExtractSettings) -> ExtractWriter:
        return ExtractWriter(settings.folder, settings.encoding, self.file.register, self.faults, self._clock)

    async def _serve(self, application: web.Application, port: int, tls: SSLContext | None) -> None:
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        self._opened.push_async_callback(runner.cleanup)
        await runner.setup()
        await web.TCPSite(runner, _LOOPBACK, port, ssl_context=tls).start()
