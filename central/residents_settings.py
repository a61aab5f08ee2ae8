"""The settings of the ways to 住基: `[residents]` of the settings file, one struct for each `kind`."""

from __future__ import annotations

from pathlib import Path

import msgspec

MOST_MINUTES_BEHIND = 10
"""Within how many minutes a block that was set in 住基 is in effect at every counter."""


class _ResidentsSettings(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="residents"
):
    """What every way to 住基 has. A household is withheld for `withheld_seconds`, whatever the reason, and shown only
    when 住基 said it no longer than `oldest_minutes` ago.
    """

    deadline_seconds: float = 2.0
    probe_seconds: float = 10.0
    withheld_seconds: float = 2.5
    oldest_minutes: int = 30

    def __post_init__(self) -> None:
        if not 0 < self.deadline_seconds < self.withheld_seconds:
            raise ValueError("residents.withheld_seconds is not above residents.deadline_seconds")


class RestResidentsSettings(_ResidentsSettings, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="rest"):
    """`kind = "rest"`: where 住基 is (https) and with which certificate we come; nothing else is ever asked."""

    url: str
    ca_file: Path
    certificate_file: Path
    key_file: Path

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.url.startswith("https://"):
            raise ValueError("residents.url is not https")


class FileResidentsSettings(_ResidentsSettings, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="files"):
    """`kind = "files"`: the folder 住基 writes extracts into, looked into every `take_minutes`.

    What 住基 said longer than `oldest_minutes` ago is no answer at all, so that every block is in effect by then.
    A full extract is due every `compare_hours`; files that were set aside are kept for `keep_days`.
    """

    folder: Path
    take_minutes: int = 1
    oldest_minutes: int = MOST_MINUTES_BEHIND
    compare_hours: int = 26
    keep_days: int = 7

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 < self.take_minutes <= MOST_MINUTES_BEHIND // 2:
            raise ValueError("residents.take_minutes is not 1 to 5")
        if not self.take_minutes < self.oldest_minutes <= MOST_MINUTES_BEHIND:
            raise ValueError("residents.oldest_minutes is not above residents.take_minutes and at most 10")


ResidentsSettings = RestResidentsSettings | FileResidentsSettings
