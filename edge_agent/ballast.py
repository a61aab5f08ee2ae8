"""What libraries load only because it is installed beside them: it stays outside the agent, which must be small."""

from __future__ import annotations

import sys

# structlog would load what the technician's screen draws with, 3 MB of it.
_BALLAST = ("rich", "greenlet")


def leave_ballast() -> None:
    """From now on these cannot be imported in this process; comes before the first import of a library."""
    for name in _BALLAST:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None is how the import system is told so
