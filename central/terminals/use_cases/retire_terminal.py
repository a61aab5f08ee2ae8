"""Retire a terminal: from now on nothing that it signs is genuine."""

from __future__ import annotations

from datetime import datetime

from ...db.changes import changed
from ...db.transaction import transaction
from ...errors import NotFound
from ..models import Terminal
from ..queries import TERMINALS


async def retire_terminal(terminal: str, at: datetime) -> None:
    """Raises NotFound."""
    async with transaction():
        if not await Terminal.filter(id=terminal, retired_at__isnull=True).update(retired_at=at):
            raise NotFound(terminal)
        await changed(TERMINALS, terminal)
