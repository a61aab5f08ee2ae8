"""The revocation service as a program of its own."""

from __future__ import annotations

from pathlib import Path

from provisioning.sandbox.program import Program, answers_on, python

from ..holders import hierarchy_in
from .conftest import free_port


async def test_it_starts_listens_and_ends(tmp_path: Path) -> None:
    hierarchy_in(tmp_path / "jpki")
    port = free_port()
    words = {"hierarchy": tmp_path / "jpki", "register": tmp_path / "revoked", "clock": tmp_path / "clock",
             "port": port, "control": tmp_path / "hand.sock"}  # fmt: skip
    options = [word for name, value in words.items() for word in (f"--{name}", str(value))]
    command = python("provisioning.sandbox.revocation", *options)
    program = Program("revocation", command, log=tmp_path / "log", ready=answers_on(port))
    await program.start()
    await program.stop()
    assert await program.ended() == 0, program.tail()
