#!/bin/sh
# Installs what this machine lacks for `make demo` (argument: sandbox) or for the tests (dev); says nothing when nothing is missing.
set -eu
extra=${1:?sandbox or dev}
cd "$(dirname "$0")/../.."

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then sudo "$@"
    else echo "root か sudo が必要です (needs root or sudo): $*" >&2; exit 1
    fi
}

say() { printf '== %s\n' "$*"; }

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 "$@"; }

quietly() {
    said=$(mktemp)
    if ! "$@" >"$said" 2>&1; then
        cat "$said" >&2
        rm -f "$said"
        exit 1
    fi
    rm -f "$said"
}

has_package() { dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

install_missing() {
    missing=
    for package in "$@"; do has_package "$package" || missing="$missing $package"; done
    [ -n "$missing" ] || return 0
    say "足りないものを入れます。root（または sudo）を使います (installing with root or sudo):$missing"
    quietly apt update
    # shellcheck disable=SC2086
    quietly apt install -y --no-install-recommends $missing
}

python_can_work() { "$1" -c 'import ensurepip, ssl, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in python3 /usr/bin/python3; do
        if python_can_work "$candidate"; then echo "$candidate"; return; fi
    done
}

has_headers() { "$1" -c 'import pathlib, sys, sysconfig; sys.exit(not pathlib.Path(sysconfig.get_path("include"), "Python.h").exists())'; }

python=$(find_python)
packages="mosquitto util-linux iproute2 pcscd vsmartcard-vpcd umockdev gcc libc6-dev libpcsclite-dev fonts-morisawa-bizud-gothic fonts-ipamj-mincho fonts-noto-core fonts-noto-cjk"
[ "$extra" = sandbox ] || packages="$packages chromium opensc opensc-pkcs11 openssl"
[ -n "$python" ] || packages="$packages python3 python3-venv python3-dev"
[ -z "$python" ] || has_headers "$python" || packages="$packages python3-dev"
# shellcheck disable=SC2086
install_missing $packages

python=$(find_python)
if [ -z "$python" ]; then
    echo "Python 3.11 以上が必要です (needs Python 3.11 or newer)" >&2
    exit 1
fi
if ! has_headers "$python"; then
    echo "$python の Python.h が必要です (its development files are missing)" >&2
    exit 1
fi

wanted="$extra $(sha256sum pyproject.toml | cut -d' ' -f1)"
stamp=.venv/.prepared-$extra
if [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then exit 0; fi
if [ "$extra" = sandbox ] && [ "$(cat .venv/.prepared-dev 2>/dev/null || true)" = "dev ${wanted#sandbox }" ]; then exit 0; fi

if [ ! -x .venv/bin/python ]; then
    say "Python の環境を .venv に作ります (making .venv)"
    "$python" -m venv .venv
fi
say "Python のライブラリーを入れます。はじめは数分かかります (installing Python libraries, a few minutes the first time)"
quietly .venv/bin/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore -e ".[$extra]"
echo "$wanted" > "$stamp"
say "用意ができました (ready)"
