"""Send a command to a terminal: it leaves when the caller's transaction commits, and again until the broker has it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from protocol.identifiers import new_id
from protocol.wire import codec
from protocol.wire.messages import commands

from ...db.changes import changed
from ..models import OutgoingCommand

COMMANDS = "commands"


async def send_command(terminal: str, body: commands.Body) -> str:
    """The id of the command, which the terminal carries out once however often it arrives."""
    id_ = new_id()
    await OutgoingCommand.create(
        id=id_,
        terminal=terminal,
        payload=codec.encode(commands.Command(id=id_, body=body)),
        created_at=_minted_at(id_),
    )
    await changed(COMMANDS, terminal)
    return id_


def _minted_at(id_: str) -> datetime:
    milliseconds = UUID(id_).int >> 80
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
