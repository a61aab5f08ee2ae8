"""What every way to 住基 promises, numbered as in the linkage acceptance list."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from central.residents.blocks import is_withheld
from central.residents.household import members
from central.residents.record import HouseholdRecord, Level, Process, Standing
from central.residents.registry import CertificateKey, LinkedPerson, NoHousehold, NotLinked, RegistryDown
from central.residents_settings import MOST_MINUTES_BEHIND
from protocol.wire.messages.answers import LinkState
from provisioning.sandbox.juki.faults import Fault
from tests.central.clock import TestClock
from tests.central.database import PrivatePostgres
from tests.provisioning.sandbox.juki.village import TODAY, VILLAGE, atena_no, make_site, serial

from .resident_registries import DEADLINE, WAYS, Ends


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("village") / "site", TestClock())


@pytest.fixture(params=WAYS)
async def ends(
    request: pytest.FixtureRequest, site: Path, tmp_path: Path, postgres: PrivatePostgres
) -> AsyncIterator[Ends]:
    async with WAYS[request.param](site, tmp_path, postgres) as opened:
        yield opened


async def test_1_a_person_is_found_by_authority_and_serial(ends: Ends) -> None:
    found = await ends.person("hanako")
    assert isinstance(found, LinkedPerson)
    assert found.atena_no == atena_no("hanako")
    assert found.standing is Standing.RESIDENT
    assert found.as_of == datetime(2026, 4, 1, tzinfo=UTC)


async def test_1_the_same_serial_of_another_authority_is_nobody(ends: Ends) -> None:
    assert await ends.registry.person(CertificateKey("00" * 20, serial("hanako"))) == NotLinked()


async def test_1_who_came_today_is_not_linked_until_the_registry_learns_of_the_card(ends: Ends) -> None:
    assert await ends.person("sho") == NotLinked()
    ends.register.set_linked(atena_no("sho"), True)
    await ends.arrives()
    assert isinstance(await ends.person("sho"), LinkedPerson)


async def test_2_a_household_comes_in_legal_order(ends: Ends) -> None:
    assert await ends.names("hanako") == ["道志　太郎", "道志　花子", "道志　大輝", "道志　結衣"]


async def test_3_a_protected_person_withholds_the_household_of_everybody_in_it(ends: Ends) -> None:
    assert is_withheld(await ends.household("mayumi"), TODAY)
    assert is_withheld(await ends.household("sora"), TODAY)


async def test_4_a_provisional_row_is_invisible_until_it_is_committed(ends: Ends) -> None:
    shown = members(await ends.household("satoshi"))
    assert {each.address.lot for each in shown} == {"８９番地"}
    found = await ends.person("satoshi")
    assert isinstance(found, LinkedPerson)
    assert found.is_being_changed
    ends.register.commit_change(atena_no("satoshi"))
    await ends.arrives()
    assert members(await ends.household("satoshi"))[0].address.lot == "９９番地"


async def test_4_a_provisional_row_that_is_given_up_leaves_no_trace(ends: Ends) -> None:
    ends.register.cancel_change(atena_no("satoshi"))
    await ends.arrives()
    found = await ends.person("satoshi")
    assert isinstance(found, LinkedPerson)
    assert not found.is_being_changed


async def test_5_a_block_is_effective_within_ten_minutes_and_so_is_its_end(ends: Ends) -> None:
    assert not is_withheld(await ends.household("taro"), TODAY)
    set_at = ends.clock.now()
    ends.register.block(atena_no("yui"), Process.INQUIRY, Level.ERROR, TODAY, is_protection=False)
    await ends.arrives()
    assert is_withheld(await ends.household("taro"), TODAY)
    assert (ends.clock.now() - set_at).total_seconds() <= MOST_MINUTES_BEHIND * 60
    ends.register.lift(ends.register.contents.blocks[-1].id)
    await ends.arrives()
    assert not is_withheld(await ends.household("taro"), TODAY)


async def test_6_a_planned_move_is_visible(ends: Ends) -> None:
    found = await ends.person("akira")
    assert isinstance(found, LinkedPerson)
    assert found.is_moving_out
    assert [each.moves_out_on is not None for each in members(await ends.household("akira"))] == [True, False]


async def test_7_who_comes_back_is_found_under_the_old_number(ends: Ends) -> None:
    left = await ends.person("takumi")
    assert isinstance(left, LinkedPerson)
    assert left.standing is Standing.MOVED_OUT
    assert await ends.names("isamu") == ["出羽　勇", "出羽　幸"]
    ends.register.set_standing(atena_no("takumi"), Standing.RESIDENT)
    await ends.arrives()
    back = await ends.person("takumi")
    assert isinstance(back, LinkedPerson)
    assert (back.atena_no, back.standing) == (left.atena_no, Standing.RESIDENT)
    assert await ends.names("isamu") == ["出羽　勇", "出羽　幸", "出羽　匠"]


async def test_8_a_date_that_is_not_known_exactly_comes_as_text(ends: Ends) -> None:
    born = members(await ends.household("kiyo"))[0].birth
    assert (born.unknown, born.text, born.iso) == (True, "昭和20年3月頃", "1945-03-01")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("yuko", "葛\U000e0100城\u3000祐\U000e0101子"),
        ("yoshio", "\U00020bb7田\u3000髙志"),
        ("sakiko", "\U00020bb7田\u3000﨑子"),
        ("shizuka", "渡邉\U000e01ef\u3000静"),
    ],
)
async def test_9_a_name_comes_byte_by_byte_as_it_is_kept(ends: Ends, key: str, name: str) -> None:
    assert name.encode() in [each.encode() for each in await ends.names(key)]


async def test_10_a_household_of_eight_in_three_generations(ends: Ends) -> None:
    shown = [each.relation.text for each in members(await ends.household("himari"))]
    assert shown == ["世帯主", "妻", "子", "子", "子の妻", "子の子", "子の子", "母"]
    assert (await ends.names("himari"))[2:4] == ["佐藤　美緒", "佐藤　翔太"]


async def test_11_a_household_without_a_head(ends: Ends) -> None:
    assert await ends.names("masako") == ["太田　正子", "太田　直樹"]


async def test_a_deceased_member_is_left_out(ends: Ends) -> None:
    assert await ends.names("osamu") == ["小沢　修"]


async def test_a_number_that_is_nobodys_or_is_none_has_no_household(ends: Ends) -> None:
    assert await ends.registry.household("980000010") == NoHousehold()
    assert await ends.registry.household("12") == NoHousehold()


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.SLOW, Fault.ERROR])
async def test_12_a_line_that_fails_is_down_within_the_deadline_and_up_again_with_nothing_lost_or_twice(
    ends: Ends, fault: Fault
) -> None:
    ends.juki.faults.current = fault
    ends.register.block(atena_no("yui"), Process.ISSUE, Level.ERROR, TODAY, is_protection=False)
    await ends.arrives()
    ends.register.set_standing(atena_no("takumi"), Standing.RESIDENT)
    await ends.arrives()
    began, down = asyncio.get_running_loop().time(), RegistryDown(ends.causes[fault])
    assert (await ends.person("hanako"), await ends.registry.household(atena_no("hanako"))) == (down, down)
    assert asyncio.get_running_loop().time() - began < 2 * DEADLINE + 0.5
    assert ends.link.state() is LinkState.DOWN
    ends.juki.faults.current = Fault.NONE
    await ends.arrives()
    assert isinstance(await ends.person("hanako"), LinkedPerson)
    assert ends.link.state() is LinkState.UP
    assert len((await ends.household("taro")).blocks) == 1
    assert await ends.names("isamu") == ["出羽　勇", "出羽　幸", "出羽　匠"]


async def test_12_many_questions_at_once_each_get_their_own_answer(ends: Ends) -> None:
    keys = [person.key for house in VILLAGE.households for person in house.members] * 5
    found = await asyncio.gather(*(ends.registry.household(atena_no(key)) for key in keys))
    for key, record in zip(keys, found, strict=True):
        assert isinstance(record, HouseholdRecord)
        assert atena_no(key) in {row.atena_no for row in record.records}


async def test_13_what_is_answered_is_everything_that_is_held_whatever_happened_before(ends: Ends) -> None:
    for key, standing in (("takumi", Standing.RESIDENT), ("taro", Standing.MOVED_OUT)):
        ends.register.set_standing(atena_no(key), standing)
        ends.register.block(atena_no("yui"), Process.ISSUE, Level.ERROR, TODAY, is_protection=False)
        await ends.arrives()
    ends.register.lift(ends.register.contents.blocks[-1].id)
    ends.register.cancel_change(atena_no("satoshi"))
    await ends.arrives()
    for person in (person for house in VILLAGE.households for person in house.members):
        kept = ends.register.household(person.atena_no, ends.clock.now())
        found = await ends.registry.household(person.atena_no)
        assert kept is not None
        assert isinstance(found, HouseholdRecord)
        assert {(each.atena_no, each.history_no): each for each in found.records} == {
            (each.atena_no, each.history_no): each for each in kept.records
        }
        assert {each.id: each for each in found.blocks} == {each.id: each for each in kept.blocks}


async def test_13_the_nightly_comparison_finds_counts_and_hashes_equal(ends: Ends) -> None:
    ends.register.begin_change(atena_no("taro"), "１番地")
    ends.register.block(atena_no("yui"), Process.ISSUE, Level.ERROR, TODAY, is_protection=False)
    await ends.arrives()
    theirs, ours = await ends.compared_at_night()
    assert ours == theirs
    assert theirs.count == len(ends.register.contents.records)
