"""libumockdev's testbed: devices in a directory that a preloaded program takes for its own /sys and /dev."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

PRELOADED = "libumockdev-preload.so.0"

_THIS, _TEXT, _ERROR = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p


class BusRefused(Exception):
    """libumockdev is not installed, or did not take a device."""

    code = "bus-refused"


class Bus:
    """One directory of devices, `root`, which UMOCKDEV_DIR names. It lives as long as the process. All of it blocks."""

    def __init__(self) -> None:
        try:
            self._library = ctypes.CDLL("libumockdev.so.0")
        except OSError as error:
            raise BusRefused("libumockdev.so.0") from error
        self._pointer = self._function("new", ctypes.c_void_p)()
        told: bytes = self._function("get_root_dir", ctypes.c_char_p, _THIS)(self._pointer)
        self.root = Path(os.fsdecode(told))

    def add(self, node: str, description: str, ioctls: Path | None) -> int:
        """Plug a device in; the descriptor with which its events are written. Raises BusRefused."""
        load = self._function(
            "load_ioctl", ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p
        )
        add = self._function("add_from_string", ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
        descriptor = self._function("get_dev_fd", ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p)
        # The answers to its questions first: adding it already tells everybody that it is there.
        if ioctls is not None and not load(self._pointer, node.encode(), os.fsencode(ioctls), None):
            raise BusRefused(node)
        if not add(self._pointer, description.encode(), None):
            raise BusRefused(node)
        return int(descriptor(self._pointer, node.encode()))

    def remove(self, path: str) -> None:
        """Forget what lies at a path of /sys, and tell so."""
        self._function("remove_device", None, _THIS, _TEXT)(self._pointer, path.encode())

    def give_back(self, terminal: str) -> None:
        """Forget what a terminal (`/dev/pts/3`) stood for: its number comes again, and the library takes none twice."""
        (self.root / "dev/.ptymap" / terminal.replace("/", "_")).unlink(missing_ok=True)

    def _function(self, name: str, result: type | None, *arguments: type) -> Callable[..., Any]:
        function = self._library[f"umockdev_testbed_{name}"]
        function.restype, function.argtypes = result, arguments
        return function
