"""Font files, read for what they can draw; a file is mapped, so that only the touched pages take memory."""

from __future__ import annotations

from pathlib import Path

from uharfbuzz import Blob, Face, Font, HarfBuzzError

from ..errors import NoFont


class FontFile:
    """What one font can draw, variation sequences included (cmap formats 4, 12 and 14)."""

    def __init__(self, name: str, font: Font) -> None:
        self.name = name
        self._font = font

    @classmethod
    def open(cls, name: str, file: Path) -> FontFile:
        """Map a TrueType or OpenType file. Blocks. Raises NoFont."""
        try:
            face = Face(Blob.from_file_path(str(file)))
        except HarfBuzzError as error:
            raise NoFont(str(file)) from error
        if not face.glyph_count:
            raise NoFont(str(file))
        return cls(name, Font(face))

    def has(self, base: int, selector: int | None) -> bool:
        """Whether the font has this code point, or this very pair of a code point and its variation selector."""
        if selector is None:
            return self._font.get_nominal_glyph(base) is not None
        return self._font.get_variation_glyph(base, selector) is not None
