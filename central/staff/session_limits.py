"""How long a session lives, how its cookie travels, and who has to bring a second factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from .roles import Role


@dataclass(frozen=True)
class SessionLimits:
    """A session ends after `idle` without a request or `longest` after sign-in; `secure` is off only in the sandbox.

    Whoever holds one of the roles `second_factor` sets one up at the next sign-in.
    """

    idle: timedelta = timedelta(minutes=60)
    longest: timedelta = timedelta(hours=12)
    secure: bool = True
    second_factor: frozenset[Role] = frozenset()

    @property
    def cookie(self) -> str:
        """The session cookie's name; `__Host-` binds it to this host and to TLS."""
        return "__Host-kantan" if self.secure else "kantan-practice"
