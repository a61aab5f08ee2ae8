"""Switch the chime of one member of staff on or off."""

from __future__ import annotations

from ...db.changes import changed
from ...db.transaction import transaction
from ..channels import SOUND
from ..models import Account
from ..user import User


async def set_sound(user: User, on: bool) -> None:
    """Remember it with the account; every page of every browser of this person follows."""
    async with transaction():
        await Account.filter(id=user.id).update(sound=on)
        await changed(SOUND, [str(user.id)])
