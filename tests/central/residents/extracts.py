"""A folder with extracts of the practice village's 住基, and the register they are taken into."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import msgspec

from central.residents.gateways.files.folder import ExtractFolder
from central.residents.gateways.files.manifest import Manifest, Part, PartName, read_manifest
from central.residents.use_cases.look_after_register import look_after_register
from central.residents.use_cases.take_extracts import take_extracts
from provisioning.sandbox.juki.extracts.writer import Encoding, ExtractWriter
from provisioning.sandbox.juki.faults import Faults
from provisioning.sandbox.juki.register import Register
from provisioning.sandbox.juki.seed import first_contents
from tests.central.clock import TestClock
from tests.provisioning.sandbox.juki.village import VILLAGE


class Folder:
    """`register` is changed, `write` writes an extract of it, `take` is the job."""

    def __init__(self, path: Path, encoding: Encoding = Encoding.CP932) -> None:
        self.path, self.clock, self.faults = path, TestClock(), Faults()
        self.register = Register(first_contents(VILLAGE))
        self.writer = ExtractWriter(path, encoding, self.register, self.faults, self.clock)

    async def write(self, *, full: bool = False) -> str:
        """The next minute's extract; the stem of the last one."""
        self.clock.go_on(60)
        await self.writer.write(full=full)
        return max(self.files("*.ok"), key=lambda file: file.stem[-8:]).stem

    def files(self, pattern: str) -> list[Path]:
        """What lies in the folder."""
        return sorted(self.path.glob(pattern))

    async def take(self) -> None:
        """The job, once."""
        await take_extracts(ExtractFolder(self.path), clock=self.clock)

    async def look_after(self) -> None:
        """The hourly job, once."""
        await look_after_register(
            ExtractFolder(self.path),
            compare_every=timedelta(hours=26),
            keep_for=timedelta(days=7),
            clock=self.clock,
        )

    def spoil(self, stem: str, part: PartName, old: str, new: str, *, more_rows: int = 0) -> None:
        """Write something else into a file, and its right hash into the manifest, which promises `more_rows`."""
        file = self.path / f"{stem}-{part}.csv"
        content = file.read_bytes()
        assert old.encode("cp932") in content
        spoilt = content.replace(old.encode("cp932"), new.encode("cp932"), 1)
        file.write_bytes(spoilt)
        manifest = self.manifest(stem)
        promised = Part(manifest.parts[part].rows + more_rows, hashlib.sha256(spoilt).hexdigest())
        self.promise(stem, parts={**manifest.parts, part: promised})

    def promise(self, stem: str, **changes: object) -> None:
        """Change what the manifest says."""
        changed = msgspec.structs.replace(self.manifest(stem), **changes)
        (self.path / f"{stem}.ok").write_bytes(msgspec.json.encode(changed))

    def manifest(self, stem: str) -> Manifest:
        """What an `.ok` says."""
        found = read_manifest((self.path / f"{stem}.ok").read_bytes(), stem)
        assert found is not None
        return found


async def filled(path: Path) -> Folder:
    """A folder whose first full extract is taken."""
    folder = Folder(path)
    await folder.write()
    await folder.take()
    return folder
