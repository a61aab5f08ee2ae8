"""Settings choose real drivers and nothing else."""

from __future__ import annotations

import pytest

from edge_agent.devices.catalog import REAL_DEVICES
from edge_agent.errors import BadSettings
from edge_agent.settings import (
    CardReaderSettings,
    CodeReaderSettings,
    DevicesSettings,
    PenSettings,
    ReceiptPrinterSettings,
    SignalLampSettings,
)
from protocol.devices import DeviceKind


def test_settings_without_a_word_mean_a_reader_of_pcsc() -> None:
    reader = REAL_DEVICES.card_reader(CardReaderSettings())
    assert (reader.kind, reader.name) == (DeviceKind.CARD_READER, "card-reader")


@pytest.mark.parametrize("driver", ["emulator", "none", "PCSC", ""])
def test_no_installed_terminal_can_choose_what_is_no_real_driver(driver: str) -> None:
    with pytest.raises(BadSettings, match="no driver"):
        REAL_DEVICES.card_reader(CardReaderSettings(driver=driver))


@pytest.mark.parametrize("driver", ["evdev", "serial"])
def test_a_counter_has_a_code_reader_only_where_the_settings_say_so(driver: str) -> None:
    assert REAL_DEVICES.code_reader(CodeReaderSettings()) is None
    reader = REAL_DEVICES.code_reader(CodeReaderSettings(driver=driver, match="1eab:0022"))
    assert reader is not None
    assert (reader.kind, reader.name) == (DeviceKind.CODE_READER, "code-reader")


def test_a_code_reader_of_an_unknown_driver_is_refused() -> None:
    with pytest.raises(BadSettings, match="no driver"):
        REAL_DEVICES.code_reader(CodeReaderSettings(driver="emulator", match="x"))


def test_a_reader_that_types_must_be_told_apart_from_other_keyboards() -> None:
    with pytest.raises(ValueError, match="match"):
        CodeReaderSettings(driver="evdev")


@pytest.mark.parametrize("driver", ["usb", "network"])
def test_a_counter_has_a_receipt_printer_only_where_the_settings_say_so(driver: str) -> None:
    assert REAL_DEVICES.receipt_printer(ReceiptPrinterSettings()) is None
    printer = REAL_DEVICES.receipt_printer(ReceiptPrinterSettings(driver=driver, host="printer.example"))
    assert printer is not None
    assert (printer.kind, printer.name) == (DeviceKind.RECEIPT_PRINTER, "receipt-printer")


def test_a_receipt_printer_of_an_unknown_driver_is_refused() -> None:
    with pytest.raises(BadSettings, match="no driver"):
        REAL_DEVICES.receipt_printer(ReceiptPrinterSettings(driver="emulator"))


def test_a_counter_has_a_pen_and_a_lamp_only_where_the_settings_say_so() -> None:
    assert REAL_DEVICES.pen(PenSettings()) is None
    assert REAL_DEVICES.signal_lamp(SignalLampSettings()) is None
    pen = REAL_DEVICES.pen(PenSettings(driver="evdev", match="056a:00a8"))
    lamp = REAL_DEVICES.signal_lamp(SignalLampSettings(driver="ne-usb"))
    assert pen is not None
    assert lamp is not None
    assert (pen.kind, pen.name) == (DeviceKind.PEN, "pen")
    assert (lamp.kind, lamp.name) == (DeviceKind.SIGNAL_LAMP, "signal-lamp")


def test_a_pen_or_lamp_of_an_unknown_driver_is_refused() -> None:
    with pytest.raises(BadSettings, match=r"devices\.pen\.driver"):
        REAL_DEVICES.pen(PenSettings(driver="emulator", match="x"))
    with pytest.raises(BadSettings, match=r"devices\.signal_lamp\.driver"):
        REAL_DEVICES.signal_lamp(SignalLampSettings(driver="practice"))


def test_a_tablet_must_be_told_apart_from_other_input_devices() -> None:
    with pytest.raises(ValueError, match="match"):
        PenSettings(driver="evdev")


def test_the_staffs_card_reader_is_another_one_than_that_of_the_visits() -> None:
    staffs = CardReaderSettings(match="(0002)")
    DevicesSettings(card_reader=CardReaderSettings(match="(0001)"), staff_card_reader=staffs)
    for visits in ("", "(0002)", "CL (0002)", "0002"):
        with pytest.raises(ValueError, match="which reader is whose"):
            DevicesSettings(card_reader=CardReaderSettings(match=visits), staff_card_reader=staffs)
    assert REAL_DEVICES.staff_card_reader(CardReaderSettings(driver="none"), "staff") is None
    reader = REAL_DEVICES.staff_card_reader(staffs, "staff")
    assert reader is not None
    assert reader.name == "staff"
