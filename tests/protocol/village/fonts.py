"""The two fonts of the screens, as Debian installs them."""

from __future__ import annotations

from pathlib import Path

TEXT_FONT = Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf")
NAME_FONT = Path("/usr/share/fonts/truetype/ipamj/ipamjm.ttf")
