"""Ports of a village, and what is said when they are taken."""

from __future__ import annotations

import os
import socket
from dataclasses import astuple, replace

from provisioning.sandbox.ports import Ports
from provisioning.sandbox.welcome import taken


def test_unused_ports_are_free_and_all_different() -> None:
    ports = Ports.unused()
    assert ports.taken() == ()
    assert len(set(astuple(ports))) == len(astuple(ports))


def test_a_port_in_use_is_named_with_its_holder_and_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        ports = replace(Ports.unused(), console=port)
        assert ports.taken() == (port,)
        said = taken(ports.taken())
    assert f"ポート {port} は" in said
    assert f"pid {os.getpid()}" in said
    assert "PORTS=auto" in said
