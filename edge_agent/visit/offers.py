"""What this counter offers: the tiles of the systems that the village has switched on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from protocol.village.systems import System, Systems

from .life_events import CERTIFICATE, GROUPS, EventGroup

_OTHERS = {CERTIFICATE: System.CERTIFICATES}


def system_of(code: str) -> System:
    """Which system stands behind a tile; a life event is guidance, unless something else is said here."""
    return _OTHERS.get(code, System.GUIDANCE)


@dataclass(frozen=True)
class Offers:
    """The tiles of a counter with these switches."""

    systems: Systems = field(default_factory=Systems)

    @property
    def groups(self) -> tuple[EventGroup, ...]:
        """The groups of tiles that are left, in the order of the screen."""
        left = (replace(group, codes=tuple(filter(self.takes, group.codes))) for group in GROUPS)
        return tuple(group for group in left if group.codes)

    @property
    def has_guidance(self) -> bool:
        """Whether applications are made here."""
        return self.systems.guidance

    @property
    def has_certificates(self) -> bool:
        """Whether certificates are issued here, as long as their server answers."""
        return self.systems.certificates

    def takes(self, code: str) -> bool:
        """Whether a tile may be touched."""
        return self.systems.has(system_of(code))
