"""A town hall with alarms: one person for each role that may be told, and the console with the page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from central.console.room import Room
from central.console.settings import ConsoleSettings
from central.operations import pages
from central.staff.roles import Role
from tests.central.accounts import account

from ..console.village import PASSWORD, Village, open_village
from ..console.village import ROOMS as OTHER_ROOMS

ROOMS = (*OTHER_ROOMS, Room("operations", pages.ROUTES, pages.MENU, pages.LIVE, strips=pages.STRIPS))
PEOPLE = {
    "unyo": ("神地 わたる", Role.OPERATOR),
    "settei": ("板橋 さやか", Role.SETTINGS),
    "fukushi": ("池原 あおい", Role.SECTION),
}


@asynccontextmanager
async def open_hall(url: str) -> AsyncIterator[Village]:
    """The village with an operator, somebody of the settings and one of a section besides its clerks."""
    async with open_village(url, ConsoleSettings(practice=True), ROOMS) as village:
        for login, (name, role) in PEOPLE.items():
            await account(login, PASSWORD, name=name, section="総務課", roles=[role], clock=village.clock)
        yield village
