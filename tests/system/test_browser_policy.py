"""The kiosk's browser opens the resident's screens and nothing else, keeps nothing and shows no tools."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).parents[2] / "systemd"
POLICY = SYSTEMD / "chromium" / "kantan-madoguchi.json"
FORBIDDEN = {
    "DeveloperToolsAvailability": 2,
    "DownloadRestrictions": 3,
    "IncognitoModeAvailability": 2,
    "PasswordManagerEnabled": False,
    "PrintingEnabled": False,
    "RemoteDebuggingAllowed": False,
    "SyncDisabled": True,
}
# Where the policy is managed as at a counter, in mounts and a network of its own: which port is asked for a page.
PROOF = """
mkdir -p /etc/chromium/policies/managed
mount --bind "$1" /etc/chromium/policies/managed
ip link set lo up
cd "$2"
for port in 8090 8091; do python3 -u -m http.server --bind 127.0.0.1 $port >$port.log 2>&1 & done
sleep 1
for port in 8090 8091; do
  timeout 10 chromium --no-sandbox --headless=new --user-data-dir="$2/$port" http://127.0.0.1:$port/ 2>/dev/null
done
for port in 8090 8091; do grep -q '"GET / ' $port.log && echo "$port asked" || echo "$port never"; done
"""


def policy() -> dict[str, object]:
    """What the file says."""
    read: dict[str, object] = json.loads(POLICY.read_text(encoding="utf-8"))
    return read


def test_only_the_residents_screens_may_be_opened() -> None:
    assert policy()["URLBlocklist"] == ["*"]
    allowed = policy()["URLAllowlist"]
    assert isinstance(allowed, list)
    assert len(allowed) == 1
    assert f'"{allowed[0]}/start?' in (SYSTEMD / "kantan-kiosk.service").read_text(encoding="utf-8")


def test_what_a_counter_must_not_do_is_forbidden() -> None:
    assert {name: policy()[name] for name in FORBIDDEN} == FORBIDDEN


def test_the_browser_comes_back_and_leaves_nothing_on_the_disk() -> None:
    kiosk = (SYSTEMD / "kantan-kiosk.service").read_text(encoding="utf-8")
    for line in ("Restart=always", "StartLimitIntervalSec=0", "RuntimeDirectory=kantan-kiosk"):
        assert f"{line}\n" in kiosk
    assert '--user-data-dir="$${RUNTIME_DIRECTORY}"/profile' in kiosk
    assert kiosk.count("=/run/kantan-kiosk\n") == 3


@pytest.mark.more
@pytest.mark.skipif(
    os.geteuid() != 0
    or shutil.which("chromium") is None
    or shutil.which("ip", path="/usr/sbin:/sbin:/usr/bin") is None,
    reason="needs root, Chromium and iproute2",
)
def test_a_real_browser_asks_no_other_port(tmp_path: Path) -> None:
    command = ["unshare", "-nmpf", "--mount-proc", "--kill-child", "bash", "-c", PROOF, "proof"]
    done = subprocess.run(
        [*command, str(POLICY.parent), str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=90,
        env={**os.environ, "PATH": "/usr/sbin:/sbin:/usr/bin:/bin"},
    )  # fmt: skip
    if "unshare failed" in done.stderr:
        pytest.skip("this machine gives no mounts of its own")
    assert done.stdout.splitlines() == ["8090 asked", "8091 never"], done.stderr
