"""A village does without a system: nothing of it is left to see, to run or to hear, and the others work on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from msgspec.structs import replace
from playwright.async_api import expect

from protocol.village.systems import System
from protocol.wire import topics
from provisioning.sandbox.inputs.requests import Outcome
from provisioning.sandbox.settings_files import EVERY_SYSTEM
from provisioning.sandbox.village import Village

from . import switches
from .browser import Chromium, picture
from .case_desk import CaseDesk
from .conftest import village_of
from .console import Console
from .family import Relative
from .kiosk import Kiosk
from .mover import Mover
from .slip import newest_name, newest_slip
from .stream import everything_arrived

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]

_HANAKO = "道志　花子"
_EVENTS = {
    "ほかの市町村から引っ越してきた", "村の中で引っ越した", "村の外へ引っ越す", "世帯を分ける・一緒にする",
    "子どもが生まれた", "家族が亡くなった", "結婚した", "名前が変わった",
    "会社をやめた・入った（保険・年金）", "マイナンバーカード", "介護・障害のこと",
}  # fmt: skip
_TILES = {System.GUIDANCE: _EVENTS, System.CERTIFICATES: {"証明書がほしい"}, System.SUBMISSIONS: set[str]()}
_A_QUEUE_IS_LOOKED_AT = 6.0


@dataclass(frozen=True)
class Smaller:
    """A village without one system."""

    village: Village
    off: System
    jobs: dict[System, int]

    @property
    def on(self) -> set[System]:
        """What it has."""
        return set(System) - {self.off}


@pytest_asyncio.fixture(loop_scope="session", params=list(System), ids=[system.value for system in System])
async def smaller(request: pytest.FixtureRequest) -> AsyncIterator[Smaller]:
    """The village, with a job in the queue of every system."""
    off = System(request.param)
    systems = replace(EVERY_SYSTEM, **{off.value: False})
    async with village_of(f"logs-without-{off}", systems=systems) as village:
        jobs = {system: await switches.defer_to(village, system) for system in System}
        yield Smaller(village, off, jobs)


async def test_what_is_off_is_gone_and_the_rest_works(smaller: Smaller, browser: Chromium) -> None:
    village = smaller.village
    kiosk = await Kiosk.open(village, browser)
    clerk = await Console.open(village, browser, "madoguchi1")
    await _no_tile(smaller, kiosk)
    await _no_menu(smaller, browser, clerk)
    await _somebody_comes(kiosk, clerk)
    has_guidance = System.GUIDANCE in smaller.on
    assert await switches.broker_knows(village, topics.CATALOGUE) == has_guidance
    assert await switches.has_code_reader(village) == has_guidance
    if has_guidance:
        await kiosk.page.close()
        await _one_is_guided(village, browser, clerk)
    await asyncio.sleep(_A_QUEUE_IS_LOOKED_AT)
    waiting = {system for system, job in smaller.jobs.items() if await switches.waits(village, job)}
    assert waiting == {smaller.off}
    await everything_arrived(village)
    assert await switches.set_aside_reasons(village) == []


async def _no_tile(smaller: Smaller, kiosk: Kiosk) -> None:
    await picture(kiosk.page, f"without-{smaller.off}-attract")
    await kiosk.begin()
    await picture(kiosk.page, f"without-{smaller.off}-tiles")
    assert await switches.tiles(kiosk) == {name for system in smaller.on for name in _TILES[system]}
    other = kiosk.page.get_by_role("button", name="見つからないとき")
    await expect(other).to_have_count(1 if System.GUIDANCE in smaller.on else 0)
    await kiosk.leave()
    await kiosk.expect_waiting()


async def _no_menu(smaller: Smaller, browser: Chromium, clerk: Console) -> None:
    settings = await Console.open(smaller.village, browser, "settei")
    seen = await switches.menu(clerk) | await switches.menu(settings)
    gone = switches.menu_of_systems({smaller.off})
    assert seen.isdisjoint(gone)
    assert seen >= switches.menu_of_systems(smaller.on)
    for path in gone:
        assert [await switches.status_of(person, path) for person in (clerk, settings)] == [404, 404]
    await picture(settings.page, f"without-{smaller.off}-console")
    await settings.page.close()


async def _somebody_comes(kiosk: Kiosk, clerk: Console) -> None:
    await kiosk.call()
    await expect(clerk.band).to_be_visible(timeout=5_000)
    await clerk.acknowledge()
    await expect(kiosk.says_they_come).to_be_visible(timeout=5_000)


async def _one_is_guided(village: Village, browser: Chromium, clerk: Console) -> None:
    """会社をやめた, from the tile to the slip, and to the case on the clerk's screen."""
    before = await newest_name(village)
    leaver = await Relative.at(village, browser, "会社をやめた・入った")
    await leaver.prove_here("hanako", "この中で、手続きをするのはだれですか")
    await leaver.choose(_HANAKO)
    await leaver.day("保険が変わった日はいつですか", leaver.today)
    await leaver.guided(answer="はい")
    await leaver.check()
    number = await leaver.apply()
    assert (await newest_slip(village, after=before)).sections
    await CaseDesk(clerk).open(number)
    await leaver.holder.leave()


async def test_what_arrives_while_a_system_is_off_is_taken_when_it_is_on_again(
    own_village: Village, browser: Chromium
) -> None:
    village = own_village
    before = await newest_name(village)
    mover = await Mover.arrive(village, browser)
    number = await mover.hand_in("hanako", [_HANAKO])
    slip = await newest_slip(village, after=before)
    await mover.holder.leave()
    await everything_arrived(village)
    await (await Console.open(village, browser, "madoguchi1")).acknowledge_all()

    await switches.switch_central(village, System.GUIDANCE, is_on=False)
    clerk = await Console.open(village, browser, "madoguchi1")
    assert await switches.status_of(clerk, "/cases") == 404
    assert await village.inputs.hand.scan(slip.sections[0]) is Outcome.DONE
    await expect(mover.kiosk.page.get_by_text("読み取りました。")).to_be_visible(timeout=10_000)
    await _somebody_comes(mover.kiosk, clerk)
    await everything_arrived(village)
    assert await switches.set_aside_reasons(village) == ["system-off"]

    await switches.switch_central(village, System.GUIDANCE, is_on=True)
    desk = CaseDesk(await Console.open(village, browser, "madoguchi1"))
    await desk.open(number)
    await expect(desk.ticks).not_to_have_count(0, timeout=10_000)
    assert await switches.set_aside_reasons(village) == []
