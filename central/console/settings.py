"""What a site decides about the console."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import BadSettings
from ..settings import CentralSettings, Profile
from ..staff.roles import Role
from ..staff.session_limits import SessionLimits

_LOOPBACK = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class ConsoleSettings:
    """Where the console listens (port 0: any free one), the host names it answers to, its TLS files, fonts, sessions.

    `practice` marks every page 練習 and lets cookies travel without TLS. Holders of a role in `second_factor` need one.
    """

    host: str = "127.0.0.1"
    port: int = 0
    names: frozenset[str] = frozenset({"localhost", "127.0.0.1"})
    practice: bool = False
    certificate_file: Path | None = None
    key_file: Path | None = None
    text_font: Path = Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf")
    name_font: Path = Path("/usr/share/fonts/truetype/ipamj/ipamjm.ttf")
    idle: timedelta = timedelta(minutes=60)
    longest: timedelta = timedelta(hours=12)
    second_factor: frozenset[Role] = frozenset()
    limits: SessionLimits = field(init=False)

    def __post_init__(self) -> None:
        limits = SessionLimits(self.idle, self.longest, secure=not self.practice, second_factor=self.second_factor)
        object.__setattr__(self, "limits", limits)


def console_settings(settings: CentralSettings) -> ConsoleSettings:
    """The console's part of a settings file; a practice village is also reached by the names of the machine itself."""
    web, practice = settings.web, settings.profile is Profile.PRACTICE
    return ConsoleSettings(
        host=web.host,
        port=web.port,
        names=frozenset({urlsplit(web.origin).hostname or web.host, *(_LOOPBACK if practice else ())}),
        practice=practice,
        certificate_file=web.certificate_file,
        key_file=web.key_file,
        text_font=web.text_font,
        name_font=web.name_font,
        second_factor=_second_factor(settings),
    )


def _second_factor(settings: CentralSettings) -> frozenset[Role]:
    """Every role, unless the settings name some; in a practice village none. Raises BadSettings."""
    named = settings.staff.second_factor
    if named is None:
        return frozenset() if settings.profile is Profile.PRACTICE else frozenset(Role)
    if unknown := set(named) - set(Role):
        raise BadSettings(f"staff: second_factor: no such role: {sorted(unknown)[0]}")
    return frozenset(Role(role) for role in named)
