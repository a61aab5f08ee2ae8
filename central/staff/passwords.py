"""Password hashing with argon2id, outside the event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

_HASHER = PasswordHasher()
_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
# Compared against when the account does not exist, so that the answer takes as long: hash of a thrown-away random text.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$NBbh4eNxriXadlbUO+lN1w$gY/SdDeng3fox4/fRLS0FZfmGzDnQpzbzQBOx3f1vS8"


async def hashed(password: str) -> str:
    """The argon2id hash of a password (about 50 ms in a thread of its own, 64 MiB)."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, password)


async def is_password(password: str, stored: str | None) -> bool:
    """Whether this is the password; `None` (no such account) takes as long and is never right."""
    right = await asyncio.get_running_loop().run_in_executor(_THREADS, _verify, password, stored or _NOBODY)
    return right and stored is not None


def _verify(password: str, stored: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except VerificationError:
        return False
