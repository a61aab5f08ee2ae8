"""What the network gives a printer's driver: answers at once, also while the printer draws."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from provisioning.sandbox.receipt.mechanism import Mechanism
from provisioning.sandbox.receipt.paper import Roll
from provisioning.sandbox.receipt.server import ReceiptServer
from tests.provisioning.broker import free_port

from .test_mechanism import ASK, CUT, black


async def test_how_it_stands_is_told_while_a_picture_is_drawn_and_done_only_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws, may_end, draw = threading.Event(), threading.Event(), Roll.draw

    def slowly(roll: Roll, rows: bytes) -> None:
        draws.set()
        assert may_end.wait(10)
        draw(roll, rows)

    monkeypatch.setattr(Roll, "draw", slowly)
    port = free_port()
    async with ReceiptServer(Mechanism(tmp_path), port=port), asyncio.timeout(10):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(black(30) + CUT + b"\x1dr\x01")
        assert await asyncio.to_thread(draws.wait, 5)
        for each in ASK:
            writer.write(each)
            assert await reader.readexactly(1) == b"\x12"
        may_end.set()
        assert await reader.readexactly(1) == b"\x00"
        writer.close()
        await writer.wait_closed()
