"""Where arriving messages wait for their handlers: one bounded queue per topic filter, worked off by its workers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .publication import Done, Message

_SHARED = "$share"


Handler = Callable[[Message], Awaitable[None]]


@dataclass(frozen=True)
class _Inlet:
    topic_filter: str
    handler: Handler
    workers: int
    queue: asyncio.Queue[tuple[Message, Done]]


class Intake:
    """Handlers by topic filter. A message is done when its handler has returned; a handler that raises ends `run()`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._inlets: list[_Inlet] = []

    @property
    def topic_filters(self) -> list[str]:
        """Every filter with a handler, in the order they were given."""
        return [inlet.topic_filter for inlet in self._inlets]

    def handle(self, topic_filter: str, handler: Handler, workers: int) -> None:
        """Give matching messages to `handler`, `workers` at a time; one worker keeps their order."""
        self._inlets.append(_Inlet(topic_filter, handler, workers, asyncio.Queue(self._limit)))

    def take(self, message: Message, done: Done) -> None:
        """Queue a message for the first filter that fits; without one it is done at once. Raises asyncio.QueueFull."""
        for inlet in self._inlets:
            if matches(inlet.topic_filter, message.topic):
                inlet.queue.put_nowait((message, done))
                return
        done()

    def forget(self) -> None:
        """Drop what nobody has begun: a session that was kept delivers it again, otherwise its sender does."""
        for inlet in self._inlets:
            while not inlet.queue.empty():
                inlet.queue.get_nowait()

    async def run(self) -> None:
        """Work the queues off until cancelled."""
        async with asyncio.TaskGroup() as group:
            for inlet in self._inlets:
                for _ in range(inlet.workers):
                    group.create_task(_work(inlet), name=f"handle {inlet.topic_filter}")


async def _work(inlet: _Inlet) -> None:
    while True:
        message, done = await inlet.queue.get()
        await inlet.handler(message)
        done()


def matches(topic_filter: str, topic: str) -> bool:
    """Whether an MQTT topic filter, shared or not, selects a topic."""
    wanted = topic_filter.split("/")
    if wanted[0] == _SHARED:
        wanted = wanted[2:]
    levels = topic.split("/")
    for position, level in enumerate(wanted):
        if level == "#":
            return True
        if position >= len(levels) or level not in ("+", levels[position]):
            return False
    return len(wanted) == len(levels)
