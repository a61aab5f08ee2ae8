"""Writes extracts of the register into a folder: a full one first, then what changed; with faults on request."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

import msgspec

from central.clock import Clock
from protocol.identifiers import new_id
from protocol.village.opening import JAPAN

from ..faults import Fault, Faults
from ..register import Contents, Register
from .changes import NOTHING, PartRows, changes
from .csv_file import csv_file

_LOOK_SECONDS = 0.5
_EMPTY_SECONDS = 60.0


class Encoding(StrEnum):
    """How the files are written."""

    UTF_8 = "utf-8"
    CP932 = "cp932"


class ExtractWriter:
    """Every one is a series of its own. DOWN: nothing is written. SLOW: the `.ok` comes when the fault is over.

    ERROR: a file is cut in the middle; when that is over there is a full extract, as an operator would order it.
    """

    def __init__(self, folder: Path, encoding: Encoding, register: Register, faults: Faults, clock: Clock) -> None:
        self._folder = folder
        self._encoding = encoding
        self._register = register
        self._faults = faults
        self._clock = clock
        self._series = new_id()
        self._number = 0
        self._written: Contents | None = None
        self._day: date | None = None
        self._is_torn = False
        self._unfinished: dict[str, bytes] = {}

    async def run(self) -> None:
        """One for every change, an empty one each minute, a full one each day, until cancelled."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            if loop.time() >= due or self._register.contents is not self._written:
                await self.write()
                due = loop.time() + _EMPTY_SECONDS
            await asyncio.sleep(_LOOK_SECONDS)

    async def write(self, *, full: bool = False) -> None:
        """What changed since the last one, be it nothing; then everything, where that is due or `full` asks for it."""
        fault = self._faults.current
        if fault is Fault.DOWN:
            return
        if fault is not Fault.SLOW:
            await asyncio.to_thread(self._finish)
        before, after = self._written, self._register.contents
        today = self._clock.now().astimezone(JAPAN).date()
        is_due = full or before is None or today != self._day or (self._is_torn and fault is not Fault.ERROR)
        if before is not None and (after is not before or not is_due):
            await asyncio.to_thread(self._put, "difference", changes(before, after), fault)
        if is_due:
            await asyncio.to_thread(self._put, "full", changes(NOTHING, after), fault)
        self._written, self._day = after, today
        self._is_torn = fault is Fault.ERROR

    def _put(self, kind: str, parts: Mapping[str, PartRows], fault: Fault) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._number += 1
        stem = f"{kind}-{self._number:08d}"
        contents = {name: csv_file(part.heading, part.rows, self._encoding) for name, part in parts.items()}
        for name, content in contents.items():
            torn = content[: len(content) // 2] if fault is Fault.ERROR else content
            (self._folder / f"{stem}-{name}.csv").write_bytes(torn)
        self._unfinished[f"{stem}.ok"] = self._manifest(kind, parts, contents)
        if fault is not Fault.SLOW:
            self._finish()

    def _manifest(self, kind: str, parts: Mapping[str, PartRows], contents: Mapping[str, bytes]) -> bytes:
        return msgspec.json.encode(
            {
                "kind": kind,
                "series": self._series,
                "number": self._number,
                "as_of": self._clock.now(),
                "encoding": self._encoding,
                "parts": {
                    name: {"rows": len(part.rows), "sha256": hashlib.sha256(contents[name]).hexdigest()}
                    for name, part in parts.items()
                },
            }
        )

    def _finish(self) -> None:
        """The `.ok` of what lacks it, each in one move."""
        for name, content in self._unfinished.items():
            fresh = self._folder / f".{name}.new"
            fresh.write_bytes(content)
            fresh.replace(self._folder / name)
        self._unfinished.clear()
