"""Settings choose real drivers and nothing else."""

from __future__ import annotations

import pytest

from edge_agent.devices.catalog import REAL_DEVICES
from edge_agent.errors import BadSettings
from edge_agent.settings import CardReaderSettings
from protocol.devices import DeviceKind


def test_settings_without_a_word_mean_a_reader_of_pcsc() -> None:
    reader = REAL_DEVICES.card_reader(CardReaderSettings())
    assert (reader.kind, reader.name) == (DeviceKind.CARD_READER, "card-reader")


@pytest.mark.parametrize("driver", ["emulator", "none", "PCSC", ""])
def test_no_installed_terminal_can_choose_what_is_no_real_driver(driver: str) -> None:
    with pytest.raises(BadSettings, match="no driver"):
        REAL_DEVICES.card_reader(CardReaderSettings(driver=driver))
