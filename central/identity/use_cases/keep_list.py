"""Keep a revocation list: the newest one of each authority stands ready for when its responder is silent."""

from __future__ import annotations

from datetime import datetime

from ...db.rows import rows
from ..gateways.crl import FetchedList

_KEEP = """
INSERT INTO identity_revocation_list (ca_key_id, content, this_update, fetched_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (ca_key_id) DO UPDATE SET content = excluded.content, this_update = excluded.this_update,
fetched_at = excluded.fetched_at WHERE identity_revocation_list.this_update <= excluded.this_update
"""


async def keep_list(ca_key_id: str, fetched: FetchedList, now: datetime) -> None:
    """Keep it, unless a newer one is kept already."""
    await rows(_KEEP, [ca_key_id, fetched.content, fetched.this_update, now])
