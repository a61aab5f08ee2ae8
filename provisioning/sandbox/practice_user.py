"""The unprivileged system user that runs what must not run as root: the database, the broker, the tests' browser."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path

NAME = "kantan-practice"


def ensure() -> None:
    """Make the user when this process is root and the user is missing; an ordinary developer needs none."""
    if os.geteuid() == 0 and not _exists():
        subprocess.run(
            ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
             "--shell", "/usr/sbin/nologin", NAME],
            check=False, capture_output=True,
        )  # fmt: skip
        pwd.getpwnam(NAME)


def command(*words: str, may_read_anywhere: bool = False) -> tuple[str, ...]:
    """The command line as that user, when this process is root.

    `may_read_anywhere` keeps the one capability with which a checkout below /root can be reached.
    """
    if os.geteuid() != 0:
        return words
    become = ("setpriv", f"--reuid={NAME}", f"--regid={NAME}", "--clear-groups", "--no-new-privs")
    if not may_read_anywhere:
        return (*become, "--inh-caps=-all", *words)
    # access(2) forgets the capability of anybody but root unless no_setuid_fixup is set
    kept = "-all,+dac_override"
    return (*become, "--securebits=+no_setuid_fixup", f"--inh-caps={kept}", f"--ambient-caps={kept}", *words)


def give(path: Path) -> None:
    """Hand a file or directory, and what is in it, to that user when this process is root."""
    if os.geteuid() != 0:
        return
    for entry in (path, *path.rglob("*")):
        shutil.chown(entry, NAME, NAME)


def _exists() -> bool:
    return any(entry.pw_name == NAME for entry in pwd.getpwall())
