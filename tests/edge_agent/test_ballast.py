"""An agent that has started has loaded nothing that only others need."""

from __future__ import annotations

import subprocess
import sys

UNWANTED = (
    "rich",
    "pygments",
    "greenlet",
    "textual",
    "escpos",
    "usb",
    "PIL",
    "zxingcpp",
    "cryptography.x509",
    "sqlite_utils",
)
PROGRAM = f"""
import sys
from edge_agent.ballast import leave_ballast
leave_ballast()
import edge_agent.app
print([name for name in {UNWANTED!r} if sys.modules.get(name)])
"""


def test_the_agent_loads_neither_the_technicians_screen_nor_a_printer_it_may_not_have() -> None:
    loaded = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True, text=True).stdout
    assert loaded.strip() == "[]"
