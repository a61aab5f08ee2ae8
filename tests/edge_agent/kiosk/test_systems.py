"""A system that the village has switched off has no tile and no word at the kiosk; the others go on."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from edge_agent.visit.happenings import Action
from edge_agent.visit.life_events import CERTIFICATE, CODES, MORE
from edge_agent.visit.offers import Offers, system_of
from edge_agent.visit.state import Screen
from protocol.village.systems import System, Systems

from .served import Served, make

SWITCHES = [Systems(*each) for each in itertools.product((True, False), repeat=3)]
EVERY_SWITCH = pytest.mark.parametrize(
    "systems", SWITCHES, ids=["+".join(s for s in System if each.has(s)) or "nothing" for each in SWITCHES]
)


def kiosk_with(folder: Path, systems: Systems) -> Served:
    """A kiosk in a village with these switches."""
    kiosk = make(folder, offers=Offers(systems))
    kiosk.pages.load()
    return kiosk


async def touched(kiosk: Served, action: Action, value: str = "") -> Screen:
    """Where a touch on the newest page leads."""
    return (await kiosk.visit.act(action, kiosk.visit.state.revision, value)).screen


@EVERY_SWITCH
async def test_the_tiles_are_those_of_the_systems_that_are_on(tmp_path: Path, systems: Systems) -> None:
    kiosk = kiosk_with(tmp_path, systems)
    screen = await touched(kiosk, Action.START)
    assert (screen is Screen.EVENTS) == (systems.guidance or systems.certificates)
    if screen is Screen.EVENTS:
        page = kiosk.pages.screen("")
        assert ('value="TENKYO"' in page) == systems.guidance
        assert ('value="OTHER"' in page) == systems.guidance
        assert ("証明書の交付" in page or "証明書" in page) == (systems.guidance or systems.certificates)
        assert page.count('class="tile"') == 11 * systems.guidance + systems.certificates


@EVERY_SWITCH
@pytest.mark.parametrize("code", sorted(CODES))
async def test_a_touch_for_a_system_that_is_off_leads_nowhere(tmp_path: Path, systems: Systems, code: str) -> None:
    kiosk = kiosk_with(tmp_path, systems)
    began = await touched(kiosk, Action.START)
    went_on = await touched(kiosk, Action.CHOOSE_EVENT, code)
    if not systems.has(system_of(code)):
        assert went_on is began
    elif code == CERTIFICATE or code not in MORE:
        assert went_on is not Screen.EVENTS


@EVERY_SWITCH
async def test_the_first_screen_says_what_remains(tmp_path: Path, systems: Systems) -> None:
    page = kiosk_with(tmp_path, systems).pages.screen("")
    assert ("引っ越し・家族の届け出" in page) == systems.guidance
    assert ("印鑑登録証明書" in page) == systems.certificates
    is_open = systems.guidance or systems.certificates
    assert ("画面にさわってください" in page) == is_open
    assert ("職員にお声がけください" in page) == (not is_open)


@EVERY_SWITCH
async def test_staff_can_be_called_whatever_is_off(tmp_path: Path, systems: Systems) -> None:
    kiosk = kiosk_with(tmp_path, systems)
    await touched(kiosk, Action.CALL_STAFF)
    assert kiosk.visit.state.call.id
