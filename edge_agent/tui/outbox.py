"""送信待ち: what central has not confirmed yet, without content."""

from __future__ import annotations

from ..local_api.api import WaitingEvent
from . import moments
from .panes import Pane
from .sight import Sight


class OutboxPane(Pane):
    """How many wait, since when, and the oldest of them."""

    key = "outbox"
    columns = ("seq", "kind", "captured", "sent", "size")

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
        ]
        if box.forked:
            lines.append(words("outbox.forked", count=box.forked))
        return "\n".join(lines)

    def listed(self, sight: Sight) -> list[tuple[str, ...]]:
        return [self._row(event, sight.now) for event in sight.waiting]

    def _row(self, event: WaitingEvent, now: str) -> tuple[str, ...]:
        words = self.words
        kind = f"event-kind.{event.kind}"
        return (
            str(event.seq),
            words(kind) if kind in words else event.kind,
            moments.short(words, event.captured_at, now),
            moments.short(words, event.sent_at, now) or words("outbox.unsent"),
            words("outbox.bytes", count=event.size),
        )
