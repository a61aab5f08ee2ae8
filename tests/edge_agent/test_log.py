"""A stack in the log says where it broke, never what was in the variables."""

from __future__ import annotations

import pytest
import structlog

from edge_agent.log import configure_log, logger


def _break(pin: str) -> None:
    raise ValueError(f"{len(pin)} digits")


def test_a_stack_in_the_log_carries_no_values(capsys: pytest.CaptureFixture[str]) -> None:
    configure_log()
    try:
        _break("8241")
    except ValueError:
        logger("test").error("broken", exc_info=True)
    finally:
        structlog.reset_defaults()
    written = capsys.readouterr().err
    assert "_break" in written
    assert "8241" not in written
