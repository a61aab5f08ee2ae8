"""What libraries load only because it is installed beside them: it stays outside the agent, which must be small."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from types import ModuleType

# structlog would load what draws the technician's screen, 3 MB; sqlite-utils loads numpy, 14 MB, where it is there.
_BALLAST = ("rich", "greenlet", "numpy")

# python-escpos only carries bytes here. What it would draw with, and read its one printer model with, is 6 MB.
_STANDING_IN: Mapping[str, Mapping[str, object]] = {
    "barcode": {"PROVIDED_BARCODES": ()},
    "barcode.writer": {"ImageWriter": None},
    "escpos.image": {"EscposImage": None},
    "qrcode": {},
    "yaml": {"safe_load": json.load},
}


def leave_ballast() -> None:
    """From now on this process loads none of these; comes before the first import of a library."""
    for name in _BALLAST:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None is how the import system is told so
    for name, content in _STANDING_IN.items():
        module = ModuleType(name)
        vars(module).update(content)
        sys.modules.setdefault(name, module)
