"""How long a session lives and how its cookie travels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class SessionLimits:
    """A session ends after `idle` without a request or `longest` after sign-in; `secure` is off only in the sandbox."""

    idle: timedelta = timedelta(minutes=60)
    longest: timedelta = timedelta(hours=12)
    secure: bool = True

    @property
    def cookie(self) -> str:
        """The session cookie's name; `__Host-` binds it to this host and to TLS."""
        return "__Host-kantan" if self.secure else "kantan-practice"
