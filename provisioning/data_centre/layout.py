"""Where keys lie on the machine of a data centre: each private one once, at the program that needs it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..authority import create_site, write_revocations
from ..broker.configuration import BrokerSettings, write_configuration

_OF_CENTRAL = ("central.crt", "central.key", "central-signing.key", "central-sealing.key")
_OF_THE_BROKER = ("broker.crt", "broker.key")
_OF_ALL = "ca.crt"


@dataclass(frozen=True)
class Layout:
    """The folders that the units name, below `root`."""

    root: Path = Path("/")

    @property
    def authority(self) -> Path:
        return self.root / "etc/madoguchi/authority"

    @property
    def keys(self) -> Path:
        return self.root / "etc/madoguchi/central/keys"

    @property
    def broker(self) -> Path:
        return self.root / "var/lib/madoguchi-broker"

    @property
    def revocations(self) -> Path:
        return self.root / "var/lib/madoguchi-revocations/ca.crl"


def make_data_centre(layout: Layout, now: datetime, names: tuple[str, ...], *, practice: bool = False) -> bool:
    """Make the site's keys, hand them out and configure the broker; False: there is an authority already.

    What was begun and cut short is finished. `names` are those of the broker, as counters call it.
    """
    is_new = not (layout.authority / "ca.key").exists()
    if is_new:
        create_site(layout.authority, now, broker_names=names, practice=practice)
    _hand_out(layout.authority, layout.keys, _OF_CENTRAL)
    _hand_out(layout.authority, layout.broker, _OF_THE_BROKER)
    if not layout.revocations.exists():
        write_revocations(layout.authority, layout.revocations, {})
    write_configuration(
        BrokerSettings(
            site=layout.broker,
            directory=layout.broker,
            address="0.0.0.0",  # noqa: S104  counters come from other machines
            crl_file=layout.revocations,
            user="mosquitto",
        )
    )
    return is_new


def _hand_out(authority: Path, folder: Path, names: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in names:
        if (authority / name).exists():
            shutil.move(authority / name, folder / name)
    if not (folder / _OF_ALL).exists():
        shutil.copy(authority / _OF_ALL, folder / _OF_ALL)
