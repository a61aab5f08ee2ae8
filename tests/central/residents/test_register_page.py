"""住基のファイル連携: what arrived, what was set aside and why, what differs; 抑止 is for one role only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from central.audit.models import AuditRecord
from central.console.room import Room
from central.console.server import ConsoleServer
from central.console.settings import ConsoleSettings
from central.db.connection import Database
from central.residents import pages
from central.residents.models import RegisterBlock, RegisterRow
from central.staff.roles import Role
from tests.central.accounts import account
from tests.provisioning.sandbox.juki.village import atena_no

from ..console.village import PASSWORD, Browser
from ..console.village import ROOMS as OTHER_ROOMS
from .extracts import Folder, filled

ROOMS = (*OTHER_ROOMS, Room("residents", pages.ROUTES, pages.MENU, pages.LIVE))
PEOPLE = {"unyo": Role.OPERATOR, "mimori": Role.PROTECTION, "aone": Role.CLERK}


@pytest.fixture
async def folder(tmp_path: Path, database: Database) -> Folder:
    """One extract was set aside; in the night a resident and a block differ."""
    opened = await filled(tmp_path)
    (tmp_path / f"{await opened.write()}-blocks.csv").write_bytes(b"")
    await opened.take()
    await opened.write(full=True)
    await opened.take()
    row = await RegisterRow.get(atena_no=atena_no("daiki"))
    row.content = row.content.replace("大輝", "大樹")
    await row.save()
    await RegisterBlock.all().delete()
    await opened.write(full=True)
    await opened.take()
    return opened


@pytest.fixture
async def console(folder: Folder) -> AsyncIterator[str]:
    """A console with somebody of each kind."""
    for login, role in PEOPLE.items():
        await account(login, PASSWORD, name=login, section="本庁", roles={role}, clock=folder.clock)
    async with ConsoleServer(ConsoleSettings(practice=True), folder.clock, ROOMS) as server:
        yield f"http://127.0.0.1:{server.port}"


async def page(base: str, login: str) -> tuple[int, str]:
    """Status and text of the page."""
    browser = Browser(base)
    await browser.sign_in(login)
    status, text, _ = await browser.get("/register")
    await browser.close()
    return status, text


async def test_an_operator_reads_as_of_when_what_was_set_aside_and_which_rows_differ(console: str) -> None:
    status, text = await page(console, "unyo")
    assert status == 200
    assert "住基情報 4月1日（水）9:04 現在" in text
    assert "ファイルの内容がokファイルの値と合いません" in text
    assert "difference-00000002-blocks.csv" in text
    assert f"{atena_no('daiki')}-1" in text
    assert "大樹" not in text


async def test_only_the_one_role_reads_counts_and_rows_of_blocks(console: str) -> None:
    _, operators = await page(console, "unyo")
    _, theirs = await page(console, "mimori")
    assert "支援措置責任者だけが見られます" in operators
    assert "全件だけにあった" not in operators
    assert "全件だけにあった" in theirs


async def test_nobody_else_reaches_it(console: str) -> None:
    assert (await page(console, "aone"))[0] == 403


async def test_whoever_read_of_people_stands_in_the_audit_log(console: str) -> None:
    await page(console, "unyo")
    record = await AuditRecord.get(action="register-differences-viewed")
    assert record.actor == "unyo"
    assert atena_no("daiki") in str(record.subjects)


async def test_a_village_without_files_has_an_empty_page(tmp_path: Path, database: Database) -> None:
    folder = Folder(tmp_path)
    await account("unyo", PASSWORD, name="unyo", section="本庁", roles={Role.OPERATOR}, clock=folder.clock)
    async with ConsoleServer(ConsoleSettings(practice=True), folder.clock, ROOMS) as server:
        status, text = await page(f"http://127.0.0.1:{server.port}", "unyo")
    assert status == 200
    assert "住基のファイルはまだ届いていません" in text
