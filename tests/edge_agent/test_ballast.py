"""An agent that has started has loaded nothing that only others need."""

from __future__ import annotations

import subprocess
import sys

DRAWING = ("PIL", "barcode", "barcode.writer", "escpos.image", "qrcode", "xml", "yaml")
UNWANTED = (
    "rich",
    "pygments",
    "greenlet",
    "numpy",
    "textual",
    "escpos",
    "usb",
    "zxingcpp",
    "cryptography.x509",
    "sqlite_utils",
    *DRAWING,
)
BEGINNING = """
import sys
from edge_agent.ballast import leave_ballast
leave_ballast()
"""
LOADED = "print([name for name in {names!r} if getattr(sys.modules.get(name), '__file__', None)])"
PRINTING = """
import socket
from edge_agent.devices.receipt_printer.escpos_wire import NetworkWire, UsbWire
with socket.create_server(("127.0.0.1", 0)) as server:
    wire = NetworkWire(*server.getsockname())
    with server.accept()[0] as printer:
        wire.write(b"slip")
        printer.sendall(printer.recv(4) + b" taken")
        print(wire.read())
        wire.close()
"""


def _said(program: str) -> list[str]:
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    return ended.stdout.splitlines()


def test_the_agent_loads_neither_the_technicians_screen_nor_a_printer_it_may_not_have() -> None:
    assert _said(BEGINNING + "import edge_agent.app\n" + LOADED.format(names=UNWANTED)) == ["[]"]


def test_a_printer_carries_bytes_without_what_its_library_would_draw_with() -> None:
    assert _said(BEGINNING + PRINTING + LOADED.format(names=DRAWING)) == ["b'slip taken'", "[]"]


def test_without_ballast_left_out_the_printers_library_loads_all_of_it() -> None:
    loaded = _said("import sys\n" + PRINTING + LOADED.format(names=DRAWING))
    assert loaded == ["b'slip taken'", str(list(DRAWING))]
