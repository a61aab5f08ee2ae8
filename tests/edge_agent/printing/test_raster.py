"""How a slip looks: judged by where its ink is and what a code reader reads, not by single dots."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from edge_agent.devices.receipt_printer.port import WIDTH_BYTES, WIDTH_DOTS, Band
from edge_agent.errors import BadSettings
from edge_agent.printing.blocks import Banner, Size, SlipLayout, Words
from edge_agent.printing.raster import Pen, SlipRaster
from edge_agent.settings import ReceiptPrinterSettings
from edge_agent.texts.catalogue import read_texts

from .slips import ACCEPTED, slip

SETTINGS = ReceiptPrinterSettings(driver="network")


def raster(*, is_practice: bool = False) -> SlipRaster:
    """A raster that is loaded."""
    made = SlipRaster(SETTINGS, village="道志村", is_practice=is_practice)
    made.load()
    return made


def picture(bands: Iterable[Band]) -> Image.Image:
    """The whole paper, black on white."""
    rows = b"".join(band.rows for band in bands)
    return Image.frombytes("1", (WIDTH_DOTS, len(rows) // WIDTH_BYTES), bytes(byte ^ 0xFF for byte in rows))


def ink(band: Band) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is black."""
    found = Image.frombytes("1", (WIDTH_DOTS, band.lines), band.rows).getbbox()
    assert found is not None
    return found


def words(*, is_practice: bool = False) -> SlipLayout:
    """The layout in the words of the catalogue."""
    return SlipLayout(read_texts(), village="道志村", is_practice=is_practice)


def said(layout: SlipLayout, **changes: object) -> str:
    """Every word of a slip."""
    blocks = layout.slip(replace(slip(), **changes))  # type: ignore[arg-type]
    return "\n".join(block.text for block in blocks if isinstance(block, Words | Banner))


@pytest.mark.parametrize("is_offline", [False, True])
def test_every_code_is_read_back_in_its_order(is_offline: bool) -> None:
    printed = slip(is_offline=is_offline)
    found = zxingcpp.read_barcodes(picture(raster().slip(printed)).convert("L"))
    texts = [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]
    assert texts == [code.text for code in printed.codes]


def test_a_code_has_modules_of_four_dots_at_least_and_a_quiet_zone() -> None:
    printed = slip()
    for code in zxingcpp.read_barcodes(picture(raster().slip(printed)).convert("L")):
        side = code.position.top_right.x - code.position.top_left.x
        assert side / 29 >= 4
        assert code.position.top_left.x >= 4 * 4


@pytest.mark.parametrize("number", ["1-012", "1-1000", "12-012", "999-1000"])
def test_the_number_is_whole_huge_and_in_the_middle(number: str) -> None:
    (band,) = Pen(SETTINGS).drawn([Words(number, Size.NUMBER, is_bold=True, shrinks=True)])
    left, top, right, bottom = ink(band)
    assert left >= 8
    assert right <= WIDTH_DOTS - 8
    assert abs((left + right) / 2 - WIDTH_DOTS / 2) < 24
    assert top > 0
    assert bottom < band.lines
    assert bottom - top > (130 if len(number) == 5 else 70)


def test_no_ink_touches_the_edges_of_the_paper() -> None:
    left, _, right, _ = ink(Band(b"".join(band.rows for band in raster().slip(slip(is_offline=True)))))
    assert left >= 4
    assert right <= WIDTH_DOTS - 4


def test_every_sign_of_the_slip_is_in_its_font() -> None:
    from PIL.ImageFont import truetype

    font = truetype(str(SETTINGS.font), 40)
    missing = font.getmask("\U0010ffff").getbbox(), bytes(font.getmask("\U0010ffff"))
    for sign in set(said(words(is_practice=True), is_offline=True)) - set(" 　\n"):
        assert (font.getmask(sign).getbbox(), bytes(font.getmask(sign))) != missing


def test_it_says_number_time_place_event_sections_and_that_no_name_is_on_it() -> None:
    text = said(words())
    for part in (
        "道志村　かんたん窓口", "1-012", "令和8年11月23日（月）\n10:20", "端末1", "村の中で引っ越した", "職員用",
        "住民課", "1階 1番窓口", "手続き　4つ", "手続き　12件", "この紙に、お名前はのっていません。",
    ):  # fmt: skip
        assert part in text
    assert "通信" not in text
    assert "練習" not in text


def test_an_offline_slip_says_that_nothing_has_to_be_done_again() -> None:
    text = said(words(), is_offline=True).replace("\n", "")
    assert "受け付けました。通信が直りしだい、自動で役場に届きます。お手続きのやり直しはいりません。" in text


def test_every_practice_slip_says_practice() -> None:
    layout = words(is_practice=True)
    assert said(layout).startswith("練習\n")
    assert next(iter(layout.trial(ACCEPTED))) == Banner("練習")


def test_an_event_without_words_is_left_out() -> None:
    assert "NO_SUCH" not in said(words(), life_event="NO_SUCH")


def test_a_trial_slip_has_the_date_and_no_number() -> None:
    text = "\n".join(block.text for block in words().trial(ACCEPTED) if isinstance(block, Words))
    assert "令和8年11月23日" in text
    assert "受付番号" not in text
    assert not zxingcpp.read_barcodes(picture(raster().trial(ACCEPTED)).convert("L"))


def test_long_words_are_wrapped_and_no_line_begins_with_a_full_stop() -> None:
    bands = list(Pen(SETTINGS).drawn([Words("あ" * 16 + "。")]))
    assert len(bands) == 2
    assert ink(bands[1])[2] - ink(bands[1])[0] > 34


def test_a_slip_of_two_metres_never_lies_in_memory_whole() -> None:
    bands = raster().slip(slip(sections=40))
    lines = next(bands).lines
    tracemalloc.start()
    for band in bands:
        lines += band.lines
        assert band.lines <= 400
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lines > 16_000
    assert most < 400_000


def test_a_font_that_is_not_there_is_refused_at_the_start(tmp_path: Path) -> None:
    settings = ReceiptPrinterSettings(driver="usb", font=tmp_path / "none.ttf")
    with pytest.raises(BadSettings, match="no font"):
        SlipRaster(settings, village="道志村", is_practice=False).load()
