"""ぐあい: every check of this terminal, with its sentence, since when, and what to do about it."""

from __future__ import annotations

from protocol.health import HealthCheck, Level

from . import moments
from .panes import Pane
from .sight import Sight


class HealthPane(Pane):
    """In the order of the agent, which is the order of what stops a visit."""

    key = "health"
    columns = ("item", "state", "since", "age")

    def listed(self, sight: Sight) -> list[tuple[str, ...]]:
        return [self._row(check, sight.now) for check in sight.status.health]

    def summary(self, sight: Sight) -> str:
        troubled = sum(check.level is not Level.OK for check in sight.status.health)
        return self.words("health.troubled", count=troubled) if troubled else self.words("health.well")

    def detail(self, sight: Sight, row: int) -> str:
        if row >= len(sight.status.health):
            return ""
        check = sight.status.health[row]
        sentence = self.words(f"health-cause.{check.cause}", **check.figures)
        return sentence if check.level is Level.OK else f"{sentence}\n{self.words(f'health-do.{check.name}')}"

    def _row(self, check: HealthCheck, now: str) -> tuple[str, ...]:
        return (
            self.words(f"health-check.{check.name}"),
            self.words(f"health-level.{check.level}"),
            moments.short(self.words, check.since, now),
            moments.age(self.words, check.since, now),
        )
