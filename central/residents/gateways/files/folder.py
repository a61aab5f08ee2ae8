"""The folder 住基 writes into: an extract is there when its `.ok` is. Everything here blocks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ....errors import CentralError
from .extract import file_name
from .flaws import Broken, Flaw
from .manifest import Manifest, PartName, read_manifest

LARGEST = 512 << 20
_LARGEST_MANIFEST = 1 << 16
_SET_ASIDE = "set-aside"


class FolderAway(CentralError):
    """The folder cannot be read or written: it is not mounted, or its rights are wrong."""

    code = "juki-folder-away"


@dataclass(frozen=True)
class Waiting:
    """One `.ok` file; without a manifest it cannot be read."""

    stem: str
    manifest: Manifest | None


class ExtractFolder:
    """`folder` is written by 住基 and emptied by us; what could not be read lies in `set-aside` below it.

    Everything raises FolderAway.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def waiting(self) -> list[Waiting]:
        """Every extract that is complete, in no order."""
        with _reachable():
            return [
                Waiting(file.stem, read_manifest(_read(file, _LARGEST_MANIFEST) or b"", file.stem))
                for file in sorted(self._folder.iterdir())
                if file.suffix == ".ok" and file.is_file() and not file.is_symlink()
            ]

    def contents(self, manifest: Manifest) -> Mapping[PartName, bytes] | Broken:
        """The bytes of its three files."""
        found: dict[PartName, bytes] = {}
        with _reachable():
            for part in PartName:
                file = self._folder / file_name(manifest, part)
                if file.is_symlink() or not file.is_file():
                    return Broken(Flaw.MISSING, file.name)
                content = _read(file, LARGEST)
                if content is None:
                    return Broken(Flaw.TOO_LARGE, file.name)
                found[part] = content
        return found

    def remove(self, stem: str) -> None:
        """Forget an extract; its `.ok` goes last, so that one that is cut short is forgotten again."""
        with _reachable():
            for file in self._files(stem):
                file.unlink(missing_ok=True)

    def set_aside(self, stem: str, now: datetime) -> None:
        """Put its files where people find them."""
        aside = self._folder / _SET_ASIDE / f"{stem}-{now:%Y%m%d%H%M%S}"
        with _reachable():
            aside.mkdir(parents=True, exist_ok=True, mode=0o700)
            for file in self._files(stem):
                file.replace(aside / file.name)

    def forget_set_aside(self, older_than: timedelta, now: datetime) -> None:
        """They hold personal data: nobody needs them for ever."""
        with _reachable():
            for aside in (self._folder / _SET_ASIDE).glob("*-" + "[0-9]" * 14):
                written = datetime.strptime(aside.name[-14:], "%Y%m%d%H%M%S").replace(tzinfo=now.tzinfo)
                if now - written > older_than:
                    shutil.rmtree(aside)

    def _files(self, stem: str) -> Iterator[Path]:
        names = [*(f"{stem}-{part}.csv" for part in PartName), f"{stem}.ok"]
        return (self._folder / name for name in names if (self._folder / name).is_file())


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FolderAway(type(error).__name__) from error


def _read(file: Path, largest: int) -> bytes | None:
    return None if file.stat().st_size > largest else file.read_bytes()
