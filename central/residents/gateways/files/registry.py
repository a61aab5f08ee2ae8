"""住基 by files as the port: answers from what the extracts made, as long as that is young enough."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ....clock import Clock
from ....db.outage import DATABASE_AWAY
from ....db.rows import rows
from ....log import logger
from ....residents_settings import FileResidentsSettings
from ...link_state import RegistryLink
from ...linking import linked_person
from ...numbers import is_registry_number
from ...record import Block, HouseholdRecord, PersonRecord, ResidentRecord
from ...registry import Cause, CertificateKey, LinkedPerson, NoHousehold, NotLinked, RegistryDown

_log = logger("residents")

# One statement each: an extract that is taken meanwhile is seen wholly or not at all.
_AS_OF = "SELECT as_of FROM residents_register"
_PERSON = """
SELECT register.as_of,
    ARRAY(
        SELECT each.content FROM residents_register_row AS each
        JOIN residents_register_certificate AS held ON held.atena_no = each.atena_no
        WHERE held.ca_key_id = $1 AND held.serial = $2 ORDER BY each.id
    ) AS people
FROM residents_register AS register
"""
_HOUSEHOLD = """
WITH asked AS (
    SELECT household_no FROM residents_register_row
    WHERE atena_no = $1 AND NOT is_provisional ORDER BY history_no DESC LIMIT 1
), people AS (
    SELECT DISTINCT each.atena_no FROM residents_register_row AS each JOIN asked USING (household_no)
)
SELECT register.as_of,
    (SELECT household_no FROM asked) AS household_no,
    ARRAY(
        SELECT each.content FROM residents_register_row AS each JOIN people USING (atena_no) ORDER BY each.id
    ) AS people,
    ARRAY(
        SELECT each.content FROM residents_register_block AS each
        WHERE each.atena_no IN (SELECT atena_no FROM people) OR each.household_no = (SELECT household_no FROM asked)
        ORDER BY each.id
    ) AS blocks
FROM residents_register AS register
"""


class FileRegistry:
    """Reads central's own tables; what 住基 said longer than `oldest_minutes` ago is no answer."""

    def __init__(self, settings: FileResidentsSettings, link: RegistryLink, clock: Clock) -> None:
        self._settings = settings
        self._link = link
        self._clock = clock
        self._oldest = timedelta(minutes=settings.oldest_minutes)

    async def run(self) -> None:
        """Keep the link's state fresh while nobody asks, until cancelled."""
        await self._link.watch(self.probe, self._settings.probe_seconds)

    async def probe(self) -> None:
        """Look whether extracts still come, and note it."""
        await self._answer(_AS_OF)

    async def person(self, key: CertificateKey) -> LinkedPerson | NotLinked | RegistryDown:
        """Whose authentication certificate this is."""
        found = await self._answer(_PERSON, key.ca_key_id, str(key.serial))
        if isinstance(found, RegistryDown):
            return found
        if not found["people"]:
            return NotLinked()
        record = PersonRecord(found["as_of"], _residents(found["people"]))
        return linked_person(record) or self._down(Cause.UNREADABLE)

    async def household(self, atena_no: str) -> HouseholdRecord | NoHousehold | RegistryDown:
        """The household of the person with this number, blocks included."""
        if not is_registry_number(atena_no):
            return NoHousehold()
        found = await self._answer(_HOUSEHOLD, atena_no)
        if isinstance(found, RegistryDown):
            return found
        if found["household_no"] is None:
            return NoHousehold()
        blocks = tuple(msgspec.json.decode(each, type=Block) for each in found["blocks"])
        return HouseholdRecord(found["as_of"], found["household_no"], _residents(found["people"]), blocks)

    async def _answer(self, sql: str, *parameters: str) -> dict[str, Any] | RegistryDown:
        try:
            async with asyncio.timeout(self._settings.deadline_seconds):
                found = await rows(sql, parameters)
        except TimeoutError:
            return self._down(Cause.DEADLINE)
        except DATABASE_AWAY:
            return self._down(Cause.UNREACHABLE)
        if not found or self._is_stale(found[0]["as_of"]):
            return self._down(Cause.STALE)
        self._link.note(is_up=True)
        return found[0]

    def _is_stale(self, as_of: datetime) -> bool:
        return self._clock.now() - as_of > self._oldest

    def _down(self, cause: Cause) -> RegistryDown:
        self._link.note(is_up=False)
        _log.warning("juki-gave-no-answer", cause=cause)
        return RegistryDown(cause)


def _residents(contents: Sequence[str]) -> tuple[ResidentRecord, ...]:
    return tuple(msgspec.json.decode(each, type=ResidentRecord) for each in contents)
