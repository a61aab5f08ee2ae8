"""住基 over REST (docs/juki-rest.md): idempotent GETs to one address with our own certificate, each with a deadline."""

from __future__ import annotations

import asyncio
import ssl
from types import TracebackType
from typing import TypeVar
from urllib.parse import quote

import msgspec
from aiohttp import ClientError, ClientResponse, ClientSession, TCPConnector

from ...errors import BadSettings
from ...log import logger
from ...residents_settings import RestResidentsSettings
from ..household import in_force
from ..link_state import RegistryLink
from ..linking import linked_person
from ..numbers import is_registry_number
from ..record import AwareTime, HouseholdRecord, PersonRecord
from ..registry import Cause, CertificateKey, LinkedPerson, NoHousehold, NotLinked, RegistryDown

_log = logger("residents")
_LARGEST = 1 << 20
_CONNECTIONS = 16


class Health(msgspec.Struct, frozen=True):
    """住基's word that it works, and its time."""

    as_of: AwareTime


class _Nothing(msgspec.Struct, frozen=True):
    """Why there is no such thing."""

    code: str


_NOT_LINKED, _UNKNOWN_RESIDENT = "not-linked", "unknown-resident"
_Record = TypeVar("_Record", PersonRecord, HouseholdRecord, Health)


class RestRegistry:
    """Speaks to the address in the settings and to no other; redirects are not followed."""

    def __init__(self, settings: RestResidentsSettings, link: RegistryLink) -> None:
        self._settings = settings
        self._base = f"{settings.url.rstrip('/')}/v1"
        self._link = link
        self._session: ClientSession | None = None

    async def __aenter__(self) -> RestRegistry:
        context = await asyncio.to_thread(_tls, self._settings)
        self._session = ClientSession(connector=TCPConnector(ssl=context, limit=_CONNECTIONS), trust_env=False)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def run(self) -> None:
        """Keep the link's state fresh while nobody asks, until cancelled."""
        await self._link.watch(self.probe, self._settings.probe_seconds)

    async def probe(self) -> None:
        """Ask 住基 whether it works, and note it."""
        await self._get(Health, "health")

    async def person(self, key: CertificateKey) -> LinkedPerson | NotLinked | RegistryDown:
        """Whose authentication certificate this is."""
        answer = await self._get(PersonRecord, "certificates", key.ca_key_id, str(key.serial), absent=_NOT_LINKED)
        return answer if isinstance(answer, RegistryDown) else self._linked(answer)

    async def household(self, atena_no: str) -> HouseholdRecord | NoHousehold | RegistryDown:
        """The household of the person with this number, blocks included."""
        if not is_registry_number(atena_no):
            return NoHousehold()
        answer = await self._get(HouseholdRecord, "residents", atena_no, "household", absent=_UNKNOWN_RESIDENT)
        if isinstance(answer, RegistryDown):
            return answer
        if answer is None:
            return NoHousehold()
        asked = in_force(answer.records).get(atena_no)
        is_theirs = asked is not None and asked.household_no == answer.household_no
        return answer if is_theirs else self._down(Cause.UNREADABLE)

    def _linked(self, answer: PersonRecord | None) -> LinkedPerson | NotLinked | RegistryDown:
        if answer is None:
            return NotLinked()
        return linked_person(answer) or self._down(Cause.UNREADABLE)

    async def _get(self, kind: type[_Record], *path: str, absent: str = "") -> _Record | RegistryDown | None:
        """The record; None when 住基 says `absent`, in our own words and not only with a 404."""
        try:
            async with asyncio.timeout(self._settings.deadline_seconds):
                status, body = await self._fetch(path)
            return self._read(kind, status, body, absent)
        except TimeoutError:
            return self._down(Cause.DEADLINE)
        except (ClientError, OSError):
            return self._down(Cause.UNREACHABLE)

    async def _fetch(self, path: tuple[str, ...]) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the registry is not open")
        url = "/".join((self._base, *(quote(part, safe="") for part in path)))
        async with self._session.get(url, allow_redirects=False) as response:
            return response.status, await _limited(response)

    def _read(self, kind: type[_Record], status: int, body: bytes, absent: str) -> _Record | RegistryDown | None:
        try:
            if status == 200:
                record = msgspec.json.decode(body, type=kind)
                self._link.note(is_up=True)
                return record
            if status == 404 and absent and msgspec.json.decode(body, type=_Nothing).code == absent:
                self._link.note(is_up=True)
                return None
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return self._down(Cause.UNREADABLE)
        return self._down(Cause.REFUSED)

    def _down(self, cause: Cause) -> RegistryDown:
        self._link.note(is_up=False)
        _log.warning("juki-gave-no-answer", cause=cause)
        return RegistryDown(cause)


async def _limited(response: ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > _LARGEST:
            response.close()
            return b""
    return bytes(body)


def _tls(settings: RestResidentsSettings) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=settings.ca_file)
        context.load_cert_chain(settings.certificate_file, settings.key_file)
    except OSError as error:
        raise BadSettings(f"residents: {error.strerror or type(error).__name__}") from error
    return context
