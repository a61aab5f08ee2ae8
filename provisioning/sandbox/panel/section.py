"""What a section of the panel is: one thing of the counter with what it shows and what can be done to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

Action = Callable[[Mapping[str, str]], Awaitable[None]]


class Section(Protocol):
    """`key` names its template, its texts and its address; an action gets the posted form."""

    @property
    def key(self) -> str: ...

    @property
    def actions(self) -> Mapping[str, Action]: ...

    async def view(self) -> Mapping[str, object]:
        """What the template shows, as of now."""
