"""What libraries load only because it is installed beside them: it stays outside the agent, which must be small."""

from __future__ import annotations

import sys

# structlog would load what draws the technician's screen, 3 MB; sqlite-utils loads numpy, 14 MB, where it is there.
_BALLAST = ("rich", "greenlet", "numpy")


def leave_ballast() -> None:
    """From now on these cannot be imported in this process; comes before the first import of a library."""
    for name in _BALLAST:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None is how the import system is told so
