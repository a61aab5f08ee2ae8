"""送信待ち: what central has not confirmed yet, without content, and what is done about what it does not take."""

from __future__ import annotations

from collections.abc import Awaitable

from protocol.errors import Malformed

from ..local_api.api import REASON_SIGNS, OutboxStatus, Repaired, SetAside, WaitingEvent
from ..local_api.client import Client
from . import moments
from .panes import Pane
from .question import Question
from .sight import Sight
from .words import Words


class OutboxPane(Pane):
    """How many wait, since when, and the oldest of them; r and x for those that central does not take."""

    key = "outbox"
    columns = ("seq", "kind", "captured", "sent", "size")

    def __init__(self, words: Words, client: Client) -> None:
        super().__init__(words)
        self._client = client
        self._said = ""

    def summary(self, sight: Sight) -> str:
        box, words = sight.status.outbox, self.words
        oldest = words(
            "outbox.oldest",
            at=moments.short(words, box.oldest_at, sight.now),
            age=moments.age(words, box.oldest_at, sight.now),
        )
        lines = [
            words("outbox.waiting", count=box.waiting) + (oldest if box.waiting else ""),
            words("outbox.stream", epoch=box.epoch, seq=box.next_seq),
            words("outbox.room" if box.has_room else "outbox.no-room"),
            *self._kept_back(box),
        ]
        return "\n".join(lines)

    def listed(self, sight: Sight) -> list[tuple[str, ...]]:
        return [self._row(event, sight.now) for event in sight.waiting]

    def detail(self, _sight: Sight, _row: int) -> str:
        event = self.troubled
        if event is None:
            return self._said
        key = f"trouble.{event.trouble}"
        reason = self.words(key) if key in self.words else event.trouble
        trouble = self.words("outbox.trouble", seq=event.seq, reason=reason)
        return f"{self._said}\n{trouble}" if self._said else trouble

    @property
    def has_trouble(self) -> bool:
        """Whether something waits that central does not take."""
        return self.sight is not None and self.sight.status.outbox.troubled > 0

    @property
    def troubled(self) -> WaitingEvent | None:
        """The event on the technician's row, if central does not take it."""
        events, row = (self.sight.waiting if self.sight else ()), self.rows.cursor_row
        return events[row] if 0 <= row < len(events) and events[row].trouble else None

    def ask_to_retry(self) -> None:
        """r: ask, then send everything that central does not take again."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.run_worker(self._done(self._client.retry(), self.words("outbox.retried")))

        self.app.push_screen(Question(self.words("outbox.retry-ask")), answered)

    def ask_to_set_aside(self) -> None:
        """x: ask for the reason, then keep the event on this row without sending it."""
        event = self.troubled
        if event is None:
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                wanted = SetAside(event.epoch, event.seq, reason)
                said = self.words("outbox.is-set-aside", seq=event.seq)
                self.run_worker(self._done(self._client.set_aside(wanted), said))

        self.app.push_screen(Question(self.words("outbox.set-aside-ask", seq=event.seq), most=REASON_SIGNS), answered)

    async def _done(self, repair: Awaitable[Repaired | None], said: str) -> None:
        try:
            repaired = await repair
        except Malformed:
            self._said = self.words("away.other-version")
        else:
            words = self.words("self-test.no-answer") if repaired is None else self.words("outbox.nothing-to-do")
            self._said = said if repaired is not None and repaired.is_done else words
        self.explain()

    def _kept_back(self, box: OutboxStatus) -> list[str]:
        counts = {"troubled": box.troubled, "forked": box.forked, "set-aside": box.set_aside}
        return [self.words(f"outbox.{name}", count=count) for name, count in counts.items() if count]

    def _row(self, event: WaitingEvent, now: str) -> tuple[str, ...]:
        words = self.words
        kind = f"event-kind.{event.kind}"
        sent = moments.short(words, event.sent_at, now) or words("outbox.unsent")
        return (
            str(event.seq),
            words(kind) if kind in words else event.kind,
            moments.short(words, event.captured_at, now),
            words("outbox.in-trouble") if event.trouble else sent,
            words("outbox.bytes", count=event.size),
        )
