"""Starts central with the practice clock, and makes the practice sign-ins: what no installed central can do."""

from __future__ import annotations

import sys
from pathlib import Path

from central.app import run
from central.db.connection import Database
from central.db.transaction import transaction
from central.settings import CentralSettings, load_settings
from central.staff.errors import LoginTaken
from central.staff.use_cases.create_account import create_account

from .accounts import practice_accounts
from .clock import PracticeClock
from .ending import run_until_ended


async def make_accounts(settings: CentralSettings, clock: PracticeClock, file: Path) -> None:
    """Create every practice account that is not there yet."""
    async with Database(settings.database.url):
        for account in practice_accounts(file):
            person = account.person
            try:
                async with transaction():
                    await create_account(
                        person.login,
                        account.password,
                        name=person.name,
                        section=person.section,
                        roles=[person.role],
                        clock=clock,
                        practice=True,
                    )
            except LoginTaken:
                continue


def main() -> None:
    """`serve SETTINGS CLOCK` or `accounts SETTINGS CLOCK ACCOUNTS`."""
    verb, settings_file, clock_file, *rest = sys.argv[1:]
    settings = load_settings(Path(settings_file))
    with PracticeClock(Path(clock_file)) as clock:
        if verb == "serve":
            run_until_ended(run(settings, clock=clock))
        else:
            run_until_ended(make_accounts(settings, clock, Path(rest[0])))


if __name__ == "__main__":
    main()
