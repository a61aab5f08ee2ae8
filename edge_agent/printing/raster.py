"""Draws what stands on a slip as dots, one block after the other, so that a long slip never lies in memory whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from protocol.village.papers import Slip

from ..devices.receipt_printer.port import WIDTH_BYTES, WIDTH_DOTS, Band
from ..errors import BadSettings
from ..settings import ReceiptPrinterSettings
from ..texts.catalogue import read_texts
from .blocks import Banner, Bar, Block, Gap, Qr, Rule, Size, SlipLayout, Words

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_MARGIN = 12
_INK = 255
_QUIET_MODULES = 4
_RULE_LINES = 28
_BAR_LINES = 40
_NO_LINE_BEGINS_WITH = "。、）」』・ー々っゃゅょ"


class SlipRaster:
    """Slips and trial slips as bands of dots. `load` comes first and blocks; drawing happens while bands are taken."""

    def __init__(self, settings: ReceiptPrinterSettings, *, village: str, is_practice: bool) -> None:
        self._settings = settings
        self._village = village
        self._is_practice = is_practice

    def load(self) -> None:
        """Read the words and look for the fonts. Raises BadSettings when a font is not there."""
        for font in (self._settings.font, self._settings.bold_font):
            if not font.is_file():
                raise BadSettings(f"devices.receipt_printer: no font {font}")
        self._layout = SlipLayout(read_texts(), village=self._village, is_practice=self._is_practice)

    def slip(self, slip: Slip) -> Iterator[Band]:
        """The 受付票."""
        return self._pen.drawn(self._layout.slip(slip))

    def trial(self, at: datetime) -> Iterator[Band]:
        """The slip of a test of the printer."""
        return self._pen.drawn(self._layout.trial(at))

    @cached_property
    def _pen(self) -> Pen:
        return Pen(self._settings)


class Pen:
    """Blocks to dots."""

    def __init__(self, settings: ReceiptPrinterSettings) -> None:
        self._files = {False: settings.font, True: settings.bold_font}

    def drawn(self, blocks: Iterable[Block]) -> Iterator[Band]:
        """Each block, drawn when it is asked for."""
        for block in blocks:
            match block:
                case Words():
                    yield from self._words(block)
                case Banner(text):
                    yield self._banner(text)
                case Qr(text, dots):
                    yield _code(text, dots)
                case Rule():
                    yield _rule()
                case Bar():
                    yield Band(b"\xff" * (_BAR_LINES * WIDTH_BYTES))
                case Gap(lines):
                    yield Band(bytes(lines * WIDTH_BYTES))

    def _words(self, words: Words) -> Iterator[Band]:
        size: float = words.size
        font = self._font(size, is_bold=words.is_bold)
        if words.shrinks:
            widest = max(font.getlength(line) for line in words.text.splitlines())
            font = self._font(min(size, size * (WIDTH_DOTS - 2 * _MARGIN) / widest), is_bold=words.is_bold)
        for line in (part for whole in words.text.splitlines() for part in _wrapped(whole, font)):
            yield _line(line, font, ink=_INK)

    def _banner(self, text: str) -> Band:
        return _line(text, self._font(Size.HEAD, is_bold=True), ink=0)

    def _font(self, size: float, *, is_bold: bool) -> FreeTypeFont:
        from PIL.ImageFont import Layout, truetype

        return truetype(str(self._files[is_bold]), size, layout_engine=Layout.RAQM)


def _line(text: str, font: FreeTypeFont, *, ink: int) -> Band:
    """One line in the middle; `ink` 0 is white on black."""
    from PIL import ImageDraw

    ascent, descent = font.getmetrics()
    paper = _paper(round((ascent + descent) * 1.15), _INK - ink)
    ImageDraw.Draw(paper).text((WIDTH_DOTS / 2, paper.height / 2), text, fill=ink, font=font, anchor="mm")
    return _band(paper)


def _wrapped(text: str, font: FreeTypeFont) -> Iterator[str]:
    line = ""
    for sign in text:
        if line and font.getlength(line + sign) > WIDTH_DOTS - 2 * _MARGIN:
            kept = len(line) - 1 if sign in _NO_LINE_BEGINS_WITH and len(line) > 1 else len(line)
            yield line[:kept]
            line = line[kept:]
        line += sign
    yield line


def _rule() -> Band:
    dashes = bytes(0xFC if at % 2 else 0x0F for at in range(WIDTH_BYTES - 2))
    blank = bytes(WIDTH_BYTES * (_RULE_LINES // 2 - 1))
    return Band(blank + 2 * (b"\0" + dashes + b"\0") + blank)


def _code(text: str, dots: int) -> Band:
    """A QR with error correction M and a quiet zone, in the middle."""
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = Image.fromarray(code.to_image(scale=1, add_quiet_zones=False))
    side, quiet = modules.width * dots, _QUIET_MODULES * dots
    paper = _paper(side + 2 * quiet, 0)
    large = modules.resize((side, side), Image.Resampling.NEAREST).point(lambda value: _INK - value)
    paper.paste(large, ((WIDTH_DOTS - side) // 2, quiet))
    return _band(paper)


def _paper(lines: int, colour: int) -> Image:
    from PIL import Image

    return Image.new("L", (WIDTH_DOTS, lines), colour)


def _band(paper: Image) -> Band:
    from PIL.Image import Dither

    return Band(paper.convert("1", dither=Dither.NONE).tobytes())
