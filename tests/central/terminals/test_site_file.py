"""A site is registered from one file, again and again without harm."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from central.db.connection import Database
from central.errors import BadSiteFile
from central.link.queries import BrokerView
from central.terminals.queries import Station, device_keys, opening_hours, station, terminal_views
from central.terminals.site_file import device_certificate, read_site_file
from central.terminals.use_cases.register_site import register_site
from protocol.village.opening import JAPAN
from provisioning import authority
from tests.central.clock import TestClock

DOSHI = Path(__file__).parents[3] / "provisioning" / "site" / "doshi.toml"


async def test_doshi_is_registered_and_its_keys_come_with_enrolment(database: Database, tmp_path: Path) -> None:
    site = read_site_file(DOSHI)
    await register_site(site, {})
    assert [(view.id, view.number) for view in await terminal_views(BrokerView(True, None))] == [("counter-1", 1)]
    assert await device_keys() == {}
    authority.create_site(tmp_path / "site", TestClock().now())
    authority.issue_terminal(tmp_path / "site", "counter-1")
    assert device_certificate(None, "counter-1") is None
    enrolled = device_certificate(tmp_path / "site", "counter-1")
    assert enrolled is not None
    for keys in ({"counter-1": enrolled.key}, {}, {"counter-1": bytes(32)}):
        await register_site(site, keys)
        assert {id_: key.public_bytes_raw() for id_, key in (await device_keys()).items()} == {
            "counter-1": enrolled.key
        }


async def test_a_terminal_may_stand_at_a_sections_counter(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    for line, section in (('place = "honcho"\nsection = "福祉課"', "福祉課"), ('place = "honcho"', "")):
        file.write_text(DOSHI.read_text(encoding="utf-8").replace('place = "honcho"', line), encoding="utf-8")
        await register_site(read_site_file(file), {})
        assert (await station("counter-1")).section == section
    assert await station("nobody-1") == Station("nobody-1", "", "")


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 4, 1, 8, 29, tzinfo=JAPAN), False),
        (datetime(2026, 4, 1, 8, 30, tzinfo=JAPAN), True),
        (datetime(2026, 4, 1, 17, 14, tzinfo=JAPAN), True),
        (datetime(2026, 4, 1, 17, 15, tzinfo=JAPAN), False),
        (datetime(2026, 4, 4, 10, 0, tzinfo=JAPAN), False),
        (datetime(2026, 4, 29, 10, 0, tzinfo=JAPAN), False),
    ],
)  # fmt: skip
async def test_the_town_hall_is_open_when_the_file_says_so(database: Database, moment: datetime, is_open: bool) -> None:
    await register_site(read_site_file(DOSHI), {})
    hours = await opening_hours("honcho")
    assert hours is not None
    assert hours.is_open(moment) is is_open


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('place = "honcho"', 'place = "nowhere"'),
        ("number = 1", "number = 0"),
        ('id = "counter-1"', 'id = "Counter/1"'),
        ('["08:30", "17:15"]', '["17:15", "08:30"]'),
        ("mon =", "getsu ="),
        ("2026-01-01", "2026-13-01"),
        ("[[terminals]]", "[[terminals]]\ncolour = 'red'"),
    ],
)
def test_a_mistake_in_the_file_is_refused(tmp_path: Path, good: str, bad: str) -> None:
    file = tmp_path / "site.toml"
    file.write_text(DOSHI.read_text(encoding="utf-8").replace(good, bad), encoding="utf-8")
    with pytest.raises(BadSiteFile):
        read_site_file(file)


def test_a_certificate_of_another_terminal_is_refused(tmp_path: Path) -> None:
    authority.create_site(tmp_path / "site", TestClock().now())
    issued = authority.issue_terminal(tmp_path / "site", "counter-1")
    issued.rename(issued.with_name("counter-2"))
    with pytest.raises(BadSiteFile):
        device_certificate(tmp_path / "site", "counter-2")
