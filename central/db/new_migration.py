"""For developers: `python -m central.db.new_migration` writes the migration that changed models need."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from .schema import missing_migrations

_HEAD = '"""Written by `python -m central.db.new_migration` from the models."""\n\n# ruff: noqa: E501, RUF012\n'
_CLASS = "class Migration(migrations.Migration):\n"
_CONTRACT = '    """From the version before to the next one."""\n\n'


def main() -> None:
    """Write it beside the others and name its file."""
    for writer in asyncio.run(missing_migrations()):
        file = Path(writer.write())
        text = file.read_text(encoding="utf-8")
        file.write_text(_HEAD + text.replace(_CLASS, _CLASS + _CONTRACT), encoding="utf-8")
        sys.stdout.write(f"{file}\n")


if __name__ == "__main__":
    main()
