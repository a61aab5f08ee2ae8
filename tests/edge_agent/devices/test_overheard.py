"""A catalog with an ear: the same names and drivers, and the keys of a reader that types are heard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing

import pytest

from edge_agent.devices.catalog import REAL_DEVICES
from edge_agent.devices.code_reader import reader as typing_reader
from edge_agent.devices.code_reader.assembly import Key, Press
from edge_agent.devices.ear import Ear
from edge_agent.devices.overheard import OverheardCardReader, OverheardDriver, overheard
from edge_agent.settings import CardReaderSettings, CodeReaderSettings, PenSettings
from protocol.signals import KeySeen, KeyShape

from ..counter import HandClock


def test_every_driver_that_reports_something_is_heard_and_the_others_stay_as_they_are() -> None:
    catalog = overheard(REAL_DEVICES, Ear(HandClock()))
    assert isinstance(catalog.card_reader(CardReaderSettings()), OverheardCardReader)
    assert catalog.card_reader(CardReaderSettings(), "staff").name == "staff"
    for driver in REAL_DEVICES.code_readers:
        assert isinstance(catalog.code_reader(CodeReaderSettings(driver=driver, match="x")), OverheardDriver)
    assert isinstance(catalog.pen(PenSettings(driver="evdev", match="x")), OverheardDriver)
    assert catalog.code_reader(CodeReaderSettings()) is None
    assert (catalog.receipt_printers, catalog.signal_lamps) == (
        REAL_DEVICES.receipt_printers,
        REAL_DEVICES.signal_lamps,
    )


async def test_the_keys_of_a_reader_that_types_reach_the_ear(monkeypatch: pytest.MonkeyPatch) -> None:
    hears: list[Callable[[Press], None]] = []
    monkeypatch.setattr(typing_reader, "first_keyboard", lambda _match, hear: hears.append(hear))
    ear = Ear(HandClock())
    reader = overheard(REAL_DEVICES, ear).code_reader(CodeReaderSettings(driver="evdev", match="x"))
    assert reader is not None
    await reader.open()
    async with aclosing(ear.follow()) as following:
        first = asyncio.ensure_future(anext(following))
        await asyncio.sleep(0)
        hears[0](Key(5, is_down=True))
        heard = await first
    await reader.close()
    assert (heard.device, heard.what) == ("code-reader", KeySeen(KeyShape.DIGIT, is_down=True))
