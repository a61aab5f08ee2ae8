"""What keeps happening is said the first time, and then once a minute."""

from __future__ import annotations

from protocol.rarely import Rarely


def test_the_first_time_is_said_and_then_one_a_minute() -> None:
    complaint = Rarely()
    said = [second for second in range(200) if complaint.is_due(1000.0 + second)]
    assert said == [0, 60, 120, 180]
