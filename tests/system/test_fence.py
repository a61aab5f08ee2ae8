"""The fence lets the kiosk's browser alone reach the resident's screens, and is understood by nft."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).parents[2] / "systemd"
RULES = SYSTEMD / "nftables" / "kantan-kiosk.nft"
BROWSER = "nobody"
# Inside a network of its own: a listener on two ports, the rules, and who reaches which.
PROOF = """
set -e
ip link set lo up
nft -f "$1"; nft -f "$1"
for port in 8090 8091; do python3 -m http.server --bind 127.0.0.1 $port >/dev/null 2>&1 & done
trap 'kill $(jobs -p)' EXIT
reach() {
  setpriv --reuid="$1" --clear-groups python3 -c "import socket; socket.create_connection(('127.0.0.1', $2), 3)" 2>&1
}
for try in $(seq 50); do reach nobody 8090 >/dev/null && reach root 8091 >/dev/null && break; sleep 0.1; done
for user in nobody daemon root; do for port in 8090 8091; do
  reach $user $port >/dev/null && echo "$user $port open" || echo "$user $port shut"
done; done
"""

pytestmark = pytest.mark.skipif(
    shutil.which("nft", path="/usr/sbin:/sbin:/usr/bin") is None or os.geteuid() != 0, reason="needs nft and root"
)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The rules for a user that exists here."""
    text = RULES.read_text(encoding="utf-8")
    assert '"kantan-kiosk"' in text
    copy = tmp_path / "rules.nft"
    copy.write_text(text.replace('"kantan-kiosk"', f'"{BROWSER}"'), encoding="utf-8")
    return copy


def in_a_network_of_its_own(*command: str) -> subprocess.CompletedProcess[str]:
    """Run where nobody else's rules and ports are."""
    try:
        done = subprocess.run(
            ["unshare", "-n", *command], capture_output=True, text=True, check=False, timeout=60,
            env={**os.environ, "PATH": "/usr/sbin:/sbin:/usr/bin:/bin"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.fail("the proof hung")
    if "unshare failed" in done.stderr or "netlink" in done.stderr.lower():
        pytest.skip("this machine gives no network of its own")
    return done


def test_nft_understands_the_rules(rules: Path) -> None:
    checked = in_a_network_of_its_own("nft", "-c", "-f", str(rules))
    assert (checked.returncode, checked.stderr) == (0, "")


def test_only_the_browser_reaches_the_residents_screens(rules: Path) -> None:
    proved = in_a_network_of_its_own("bash", "-c", PROOF, "proof", str(rules))
    assert proved.stdout.splitlines() == [
        "nobody 8090 open",
        "nobody 8091 open",
        "daemon 8090 shut",
        "daemon 8091 open",
        "root 8090 shut",
        "root 8091 open",
    ], proved.stderr


def test_the_fence_is_around_the_port_and_the_user_of_the_kiosks_unit() -> None:
    kiosk = (SYSTEMD / "kantan-kiosk.service").read_text(encoding="utf-8")
    fence = (SYSTEMD / "kantan-fence.service").read_text(encoding="utf-8")
    given = dict(re.findall(r'^define (\w+) = "?([\w-]+)"?$', RULES.read_text(encoding="utf-8"), re.MULTILINE))
    assert f"User={given['kiosk_user']}\n" in kiosk
    assert f"http://127.0.0.1:{given['kiosk_port']}/" in kiosk
    assert f"nftables/{RULES.name}\n" in fence
    assert re.search(r"^After=.*kantan-fence\.service", kiosk, re.MULTILINE)
