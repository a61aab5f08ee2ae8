"""Who may import whom: the contracts of pyproject.toml hold, and each of them can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from . import tree

_LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"

BROKEN = {
    "two-programs": ("edge_agent/settings.py", "from central import errors"),
    "protocol-is-the-floor": ("protocol/devices.py", "from edge_agent import errors"),
    "protocol-rooms": ("protocol/wire/codec.py", "from protocol import session"),
    "wire-rooms": ("protocol/wire/topics.py", "from protocol.wire import sealing"),
    "edge-rooms": ("edge_agent/errors.py", "from edge_agent import outbox"),
    "local-api-both-ends": ("edge_agent/local_api/api.py", "from edge_agent import errors"),
    "tui-outside": ("edge_agent/tui/screen.py", "from edge_agent import settings"),
    "central-rooms": ("central/audit/models.py", "from central import console"),
    "inside-a-room": ("central/staff/queries.py", "from central.staff import use_cases"),
    "pages-see-no-model": ("central/staff/pages.py", "from central.staff import models"),
    "provisioning-rooms": ("provisioning/authority.py", "from provisioning import sandbox"),
    "sandbox-is-practice": ("edge_agent/settings.py", "from provisioning import sandbox"),
    "provisioning-stands-alone": ("provisioning/authority.py", "from central import errors"),
    "two-doors": ("central/settings.py", "from provisioning import authority"),
}
UNLISTED = {
    "protocol-rooms": "protocol/attic.py",
    "wire-rooms": "protocol/wire/attic.py",
    "edge-rooms": "edge_agent/attic.py",
    "central-rooms": "central/attic/__init__.py",
    "provisioning-rooms": "provisioning/attic.py",
}


def verdicts(root: Path) -> tuple[int, str]:
    """The exit code of import-linter in a tree and what it says."""
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", _LINT]
    found = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return found.returncode, found.stdout + found.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the four packages, to be spoilt."""
    root = tmp_path_factory.mktemp("house")
    for package in tree.PACKAGES:
        for path in tree.modules(package):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(tree.ROOT / path, root / path)
    shutil.copy(tree.ROOT / "pyproject.toml", root)
    return root


def spoilt(house: Path, path: str, line: str) -> str:
    """What import-linter says while one module has one more line; the module is mended afterwards."""
    module = house / path
    before = module.read_text(encoding="utf-8") if module.exists() else None
    module.parent.mkdir(parents=True, exist_ok=True)
    (module.parent / "__init__.py").touch()
    module.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        code, said = verdicts(house)
    finally:
        module.unlink() if before is None else module.write_text(before, encoding="utf-8")
    assert code != 0
    return said


def contracts() -> dict[str, str]:
    """The name of every contract by its id."""
    listed = tomllib.loads(tree.read(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract["name"] for contract in listed}


def test_nobody_imports_whom_he_should_not() -> None:
    code, said = verdicts(tree.ROOT)
    assert code == 0, said


def test_every_contract_is_seen_to_fail() -> None:
    assert set(contracts()) == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_a_forbidden_import_breaks_its_contract(house: Path, name: str) -> None:
    assert f"{contracts()[name]} BROKEN" in " ".join(spoilt(house, *BROKEN[name]).split())


@pytest.mark.parametrize("name", UNLISTED)
def test_a_room_that_no_contract_lists_is_refused(house: Path, name: str) -> None:
    said = " ".join(spoilt(house, UNLISTED[name], "").split())
    assert f"{contracts()[name]} BROKEN" in said
