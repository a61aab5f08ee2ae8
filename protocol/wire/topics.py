"""Topic names. One terminal's topics all begin with its id, which the broker's ACL checks against the certificate."""

from __future__ import annotations

_ROOT = "madoguchi/v1/terminals"

CENTRAL_STATE = "madoguchi/v1/central/state"

CATALOGUE = "madoguchi/v1/central/catalogue"


def events(terminal: str) -> str:
    """Terminal → central: batches of sealed events."""
    return f"{_ROOT}/{terminal}/up/events"


def questions(terminal: str) -> str:
    """Terminal → central: MQTT 5 requests, answered on `answers`."""
    return f"{_ROOT}/{terminal}/up/questions"


def presence(terminal: str) -> str:
    """Terminal → central: retained; the last will says that the terminal went away."""
    return f"{_ROOT}/{terminal}/up/presence"


def receipts(terminal: str) -> str:
    """Central → terminal: which events are stored."""
    return f"{_ROOT}/{terminal}/down/receipts"


def answers(terminal: str) -> str:
    """Central → terminal: responses to questions, matched by correlation data."""
    return f"{_ROOT}/{terminal}/down/answers"


def commands(terminal: str) -> str:
    """Central → terminal: what the terminal is asked to do."""
    return f"{_ROOT}/{terminal}/down/commands"


def every_terminal(topic_of: str, *, shared: bool) -> str:
    """The filter for an upward topic of all terminals, as `events("+")` gives it; shared between replicas."""
    return f"$share/central/{topic_of}" if shared else topic_of


def terminal_of(topic: str) -> str:
    """The terminal id inside a terminal's topic. Raises ValueError on another topic."""
    head, separator, rest = topic.partition(f"{_ROOT}/")
    terminal, slash, _ = rest.partition("/")
    if head or not separator or not slash or not terminal:
        raise ValueError("not a terminal's topic")
    return terminal
