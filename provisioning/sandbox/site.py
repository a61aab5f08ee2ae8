"""The village's own authority and keys, made the first time."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from ..authority import create_site, issue_server, issue_terminal, write_revocations
from .settings_files import REVOCATIONS, TERMINAL

JUKI = "juki"


def make_site(directory: Path, now: datetime) -> None:
    """Keys of the site, of its terminal and of its 住基, and the list of who is revoked, unless they are there."""
    if not (directory / "ca.crt").exists():
        create_site(directory, now, practice=True)
    if not (directory / "terminals" / TERMINAL).exists():
        issue_terminal(directory, TERMINAL)
    if not (directory / f"{JUKI}.crt").exists():
        issue_server(directory, JUKI)
    if not (directory / REVOCATIONS).exists():
        write_revocations(directory, directory / REVOCATIONS, {})


def forget(directory: Path) -> None:
    """Remove everything a village keeps."""
    shutil.rmtree(directory, ignore_errors=True)
