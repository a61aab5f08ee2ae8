"""信号: what cards, readers and pen say, by head and length, heard only while this pane is shown."""

from __future__ import annotations

from collections import deque

from textual.timer import Timer
from textual.worker import Worker

from protocol.errors import Malformed
from protocol.signals import CodeSeen, CommandSeen, KeySeen, TouchSeen

from ..local_api.client import Client
from ..local_api.signals import Signal
from . import moments
from .panes import Pane
from .sight import Sight
from .words import Words

_MOST = 200
_PAINT_SECONDS = 0.2


class SignalsPane(Pane):
    """The newest first; forgotten when the pane is left."""

    key = "signals"
    columns = ("at", "device", "what")

    def __init__(self, words: Words, client: Client) -> None:
        super().__init__(words)
        self._client = client
        self._heard: deque[Signal] = deque(maxlen=_MOST)
        self._listening: Worker[None] | None = None
        self._painting: Timer | None = None
        self._is_new = False

    def came(self) -> None:
        """Begin to listen."""
        if self._listening is None:
            self._listening = self.run_worker(self._listen())
            self._painting = self.set_interval(_PAINT_SECONDS, self._paint)

    def left(self) -> None:
        """Listen no more, and forget."""
        if self._listening is None or self._painting is None:
            return
        self._listening.cancel()
        self._painting.stop()
        self._listening = self._painting = None
        self._heard.clear()

    def summary(self, _sight: Sight) -> str:
        return self.words("signals.how")

    def listed(self, _sight: Sight) -> list[tuple[str, ...]]:
        return [(moments.exact(each.at), each.device, line(self.words, each)) for each in self._heard]

    def detail(self, _sight: Sight, row: int) -> str:
        return meaning(self.words, self._heard[row]) if row < len(self._heard) else self.words("signals.none")

    async def _listen(self) -> None:
        """Listen until left; an agent that ended may be there again with the next look."""
        try:
            async for signal in self._client.signals():
                self._heard.appendleft(signal)
                self._is_new = True
        except Malformed:
            self._heard.clear()
        self._listening = None
        if self._painting is not None:
            self._painting.stop()

    def _paint(self) -> None:
        if self._is_new:
            self._is_new = False
            self.again()


def line(words: Words, signal: Signal) -> str:
    """One signal in one line."""
    match signal.body:
        case CommandSeen() as command:
            wanted = words("signals.nothing") if command.wanted is None else command.wanted
            status = words("signals.gone") if command.status is None else f"{command.status:04X}"
            head = bytes((command.cla, command.ins, command.p1, command.p2)).hex(" ").upper()
            return words(
                "signals.command", head=head, sent=command.sent, wanted=wanted, answered=command.answered, status=status
            )
        case KeySeen(shape=shape, is_down=is_down):
            return words("signals.key-down" if is_down else "signals.key-up", shape=words(f"signal-key.{shape}"))
        case CodeSeen(signs=signs):
            return words("signals.code", signs=signs)
        case TouchSeen(touch=touch):
            return words(f"signal-touch.{touch}")


def meaning(words: Words, signal: Signal) -> str:
    """What a command is for, what its answer means and how long it took; of the others there is nothing to add."""
    command = signal.body
    if not isinstance(command, CommandSeen):
        return words("signals.hidden")
    name = words.get(f"signal-ins.{command.ins:02X}", "signals.other-command")
    status = "signals.gone" if command.status is None else f"signal-sw.{_family(command.status)}"
    return words(
        "signals.meaning",
        name=name,
        status=words.get(status, "signals.other-status"),
        milliseconds=command.milliseconds,
    )


def _family(status: int) -> str:
    """63Cx is one sentence for every x."""
    return "63C" if status & 0xFFF0 == 0x63C0 else f"{status:04X}"
