"""Structured logs to standard error, which systemd hands to the journal: event names and fields, no personal data."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.tracebacks import ExceptionDictTransformer

# What local variables hold is personal.
_TRACEBACKS = structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False))


def configure_log(level: str = "INFO") -> None:
    """Make every logger of this process write one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _TRACEBACKS,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )


def logger(room: str) -> structlog.typing.FilteringBoundLogger:
    """The logger of one room."""
    bound: structlog.typing.FilteringBoundLogger = structlog.get_logger(room=room)
    return bound
