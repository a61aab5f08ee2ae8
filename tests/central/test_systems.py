"""A system that the village has switched off has no menu, no page, no job and no handler; the others keep theirs."""

from __future__ import annotations

import itertools

import pytest

from central.app import ROOMS
from central.applications import pages as applications
from central.applications.inbox_handlers import HANDLERS
from central.applications.use_cases.take_application import CHECK_IDENTITY
from central.console.room import live_of, menu_of
from central.console.settings import ConsoleSettings
from central.db.connection import Database
from central.db.transaction import transaction
from central.guidance import pages as guidance
from central.inbox.application import Application, Stored
from central.notifications import pages as notifications
from central.systems import PARTS, handlers_of, jobs_of, queues_of, rooms_of
from protocol.codes import CodeKind, new_code
from protocol.village.systems import System, Systems
from protocol.wire.codec import encode
from protocol.wire.messages.applications import CodeScanned
from tests.central.clock import TestClock
from tests.central.console.village import open_village
from tests.central.database import PrivatePostgres
from tests.central.terminal import OPENER, BareTerminal, register

SWITCHES = [Systems(*each) for each in itertools.product((True, False), repeat=3)]
EVERY_SWITCH = pytest.mark.parametrize(
    "systems", SWITCHES, ids=["+".join(s for s in System if each.has(s)) or "nothing" for each in SWITCHES]
)
COMMON = {item.href for item in menu_of(ROOMS)}


def menu(systems: Systems) -> set[str]:
    """Where the sidebar leads."""
    return {item.href for item in menu_of(rooms_of(ROOMS, systems))}


@EVERY_SWITCH
def test_the_menu_has_the_rooms_of_the_systems_that_are_on(systems: Systems) -> None:
    assert menu(systems) == COMMON | ({applications.PATH, guidance.PATH} if systems.guidance else set())


@EVERY_SWITCH
def test_jobs_handlers_queues_and_live_slots_are_those_of_the_systems_that_are_on(systems: Systems) -> None:
    assert (CHECK_IDENTITY in jobs_of(systems, None, TestClock())) == systems.guidance
    handlers = handlers_of(systems)
    assert [handlers[kind] is HANDLERS[kind] for kind in HANDLERS] == [systems.guidance] * len(HANDLERS)
    assert set(queues_of(systems)) == {system for system in System if systems.has(system)}
    slots = {slot.slot for slots in live_of(rooms_of(ROOMS, systems)).values() for slot in slots}
    assert ("cases-count" in slots) == systems.guidance


async def test_what_arrives_for_a_system_that_is_off_is_kept_aside_until_it_is_on(
    database: Database,
) -> None:
    terminal, clock = BareTerminal(), TestClock()
    await register(terminal)
    sent = terminal.event(CodeScanned(new_code(CodeKind.CASE).text))
    stored = Stored(sent.id, terminal.id, encode(sent), clock.now())
    off, on = (Application(OPENER, handlers_of(Systems(guidance=is_on)), clock) for is_on in (False, True))
    async with transaction():
        assert (await off.apply(stored)).reason == "system-off"
        assert (await on.apply(stored)).reason == ""


def test_every_system_says_what_it_hangs_in() -> None:
    assert set(PARTS) == set(System)


@pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])
async def test_the_pages_of_a_system_that_is_off_do_not_exist(postgres: PrivatePostgres, is_on: bool) -> None:
    rooms = rooms_of(ROOMS, Systems(guidance=is_on))
    async with open_village(await postgres.fresh(), ConsoleSettings(practice=True), rooms) as village:
        browser = village.browser()
        await browser.sign_in("aone")
        assert (await browser.get(applications.PATH))[0] == (200 if is_on else 404)
        assert (await browser.get(guidance.PATH))[0] == (403 if is_on else 404)
        status, page, _ = await browser.get(notifications.PATH)
        assert status == 200
        assert (f'href="{applications.PATH}"' in page) == is_on
