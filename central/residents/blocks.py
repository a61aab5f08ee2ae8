"""抑止: what keeps a household from being shown at a machine. A block never ends by itself."""

from __future__ import annotations

from datetime import date

from .record import Block, HouseholdRecord, Level, Process

_KEEPS_FROM_MACHINES = frozenset({Process.ISSUE, Process.INQUIRY})


def is_withheld(household: HouseholdRecord, today: date) -> bool:
    """Whether a block of anybody in it, or of the household, is in force (R04); `today` is Japan's."""
    return any(is_in_force(block, today) for block in household.blocks)


def is_in_force(block: Block, today: date) -> bool:
    """Whether this block stops a machine. アラート does too: nobody stands there who could decide to go on."""
    if block.starts_on is not None and today < block.starts_on:
        return False
    return block.is_protection or (block.level is not Level.NONE and block.process in _KEEPS_FROM_MACHINES)
