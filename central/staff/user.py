"""The signed-in member of staff, as every room sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from .roles import Role


@dataclass(frozen=True)
class User:
    """Who asks. `login` is what they type, `name` what colleagues read; `sound` is whether their browser may chime."""

    id: UUID
    login: str
    name: str
    section: str
    roles: frozenset[Role]
    sound: bool

    def holds_any(self, roles: Iterable[Role]) -> bool:
        """Whether this person holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)
