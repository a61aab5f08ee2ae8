"""Every way to 住基 with the practice village's 住基 behind it, as the contract suite sees them."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from central.db.connection import Database
from central.residents.gateways.files.folder import ExtractFolder
from central.residents.gateways.files.registry import FileRegistry
from central.residents.gateways.rest import RestRegistry
from central.residents.household import members
from central.residents.link_state import RegistryLink
from central.residents.queries import comparisons
from central.residents.record import HouseholdRecord, ResidentRecord
from central.residents.registry import (
    Cause,
    CertificateKey,
    LinkedPerson,
    NotLinked,
    RegistryDown,
    ResidentRegistry,
)
from central.residents.use_cases.take_extracts import take_extracts
from central.residents_settings import FileResidentsSettings
from provisioning.sandbox.juki.extracts.writer import Encoding
from provisioning.sandbox.juki.faults import Fault
from provisioning.sandbox.juki.register import Register
from provisioning.sandbox.juki.server import JukiServer
from tests.central.clock import TestClock
from tests.central.database import PrivatePostgres
from tests.provisioning.sandbox.juki.village import (
    CA,
    VILLAGE,
    atena_no,
    juki_settings,
    residents_settings,
    running_juki,
    serial,
)

DEADLINE = 0.5


@dataclass(frozen=True)
class Side:
    """One side of the nightly comparison: how many rows, and the hash of all of them."""

    count: int
    hash: str


class Ends(ABC):
    """The registry under test, what stands behind it, and what it knows of the line."""

    causes: Mapping[Fault, Cause]
    """What the registry says under each fault of 住基."""

    def __init__(self, registry: ResidentRegistry, juki: JukiServer, link: RegistryLink, clock: TestClock) -> None:
        self.registry, self.juki, self.link, self.clock = registry, juki, link, clock

    @property
    def register(self) -> Register:
        """Where a clerk of 住基 changes something; `arrives` afterwards."""
        return self.juki.file.register

    @abstractmethod
    async def arrives(self) -> None:
        """Everything happens that happens by itself within ten minutes of a change in 住基."""

    @abstractmethod
    async def compared_at_night(self) -> tuple[Side, Side]:
        """The rows of all residents as 住基 has them, and as the registry answers."""

    async def household(self, key: str) -> HouseholdRecord:
        """The household of an invented person, which must be there."""
        found = await self.registry.household(atena_no(key))
        assert isinstance(found, HouseholdRecord)
        return found

    async def names(self, key: str) -> list[str]:
        """Who is shown of it."""
        return [each.names.registered or each.names.roman for each in members(await self.household(key))]

    async def person(self, key: str) -> LinkedPerson | NotLinked | RegistryDown:
        """Whose the certificate of an invented person is."""
        return await self.registry.person(CertificateKey(CA, serial(key)))


class RestEnds(Ends):
    """Asked at every question."""

    causes: Mapping[Fault, Cause] = {
        Fault.DOWN: Cause.UNREACHABLE,
        Fault.SLOW: Cause.DEADLINE,
        Fault.ERROR: Cause.REFUSED,
    }

    async def arrives(self) -> None:
        """Nothing has to travel."""
        self.clock.go_on(10 * 60)

    async def compared_at_night(self) -> tuple[Side, Side]:
        """Nothing is kept that could differ: every household is asked for."""
        answered: dict[tuple[str, int], ResidentRecord] = {}
        for house in VILLAGE.households:
            record = await self.household(house.members[0].key)
            answered.update({(each.atena_no, each.history_no): each for each in record.records})
        return _side(self.register.contents.records), _side(answered.values())


class FileEnds(Ends):
    """Told by extracts: five minutes until 住基 writes one, five until it is taken, and no second more."""

    causes: Mapping[Fault, Cause] = dict.fromkeys((Fault.DOWN, Fault.SLOW, Fault.ERROR), Cause.STALE)

    def __init__(
        self, registry: ResidentRegistry, juki: JukiServer, link: RegistryLink, clock: TestClock, folder: ExtractFolder
    ) -> None:
        super().__init__(registry, juki, link, clock)
        self._folder = folder

    async def arrives(self) -> None:
        """An extract is written and taken."""
        await self.export()
        self.clock.go_on(5 * 60)
        await self.take()

    async def compared_at_night(self) -> tuple[Side, Side]:
        """The first extract of the next day is a full one."""
        self.clock.go_on(24 * 60 * 60)
        await self.arrives()
        residents = (await comparisons())[0].parts[0]
        return Side(residents.their_count, residents.their_hash), Side(residents.our_count, residents.our_hash)

    async def export(self) -> None:
        """住基 writes what changed, five minutes later."""
        assert self.juki.extracts is not None
        self.clock.go_on(5 * 60)
        await self.juki.extracts.write()

    async def take(self) -> None:
        """The job runs once."""
        await take_extracts(self._folder, clock=self.clock)


def _side(records: Collection[ResidentRecord]) -> Side:
    ordered = sorted(records, key=lambda each: (each.atena_no, each.history_no))
    return Side(len(ordered), hashlib.sha256(msgspec.json.encode(ordered)).hexdigest())


Opening = Callable[[Path, Path, PrivatePostgres], AbstractAsyncContextManager[Ends]]
"""Site, a folder of its own and a server for databases → the registry at work."""


@asynccontextmanager
async def by_rest(site: Path, folder: Path, _: PrivatePostgres) -> AsyncIterator[Ends]:
    """住基 that is online."""
    clock = TestClock()
    settings, link = juki_settings(site, folder), RegistryLink(clock)
    async with (
        running_juki(settings, clock) as juki,
        RestRegistry(residents_settings(site, settings.port, DEADLINE), link) as registry,
    ):
        yield RestEnds(registry, juki, link, clock)


@asynccontextmanager
async def by_files(encoding: Encoding, site: Path, folder: Path, postgres: PrivatePostgres) -> AsyncIterator[FileEnds]:
    """住基 that writes extracts; the first full one is taken."""
    clock, extracts = TestClock(), folder / "extracts"
    extracts.mkdir()
    settings, link = juki_settings(site, folder, extracts=extracts, encoding=encoding), RegistryLink(clock)
    mine = FileResidentsSettings(folder=extracts, deadline_seconds=DEADLINE)
    async with Database(await postgres.fresh(), connections=4), running_juki(settings, clock) as juki:
        ends = FileEnds(FileRegistry(mine, link, clock), juki, link, clock, ExtractFolder(extracts))
        assert juki.extracts is not None
        await juki.extracts.write()
        await ends.take()
        yield ends


WAYS: Mapping[str, Opening] = {
    "rest": by_rest,
    "files-utf-8": partial(by_files, Encoding.UTF_8),
    "files-cp932": partial(by_files, Encoding.CP932),
}
