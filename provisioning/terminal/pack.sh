#!/bin/sh
# On a PC with the registry of Python libraries: packs all that a terminal is installed from into one archive.
# Usage: sh provisioning/terminal/pack.sh [ARCHIVE]; needs python3-venv, python3-dev, gcc and libpcsclite-dev, and the
# same Debian and the same kind of processor as the terminal.
set -eu
umask 022
archive=${1:-kantan-terminal.tar}
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kit=$work/kantan-terminal

mkdir -p "$kit"
cp "$source/provisioning/terminal/install.sh" "$source/provisioning/terminal/agent.toml" "$kit/"
cp -R "$source/systemd" "$kit/systemd"
cp "$source/docs/DESIGN.md" "$source/docs/manuals/technician.ja.md" "$kit/"

# The wheel is made of a copy, so that nothing is written into the source.
mkdir "$work/source"
for part in protocol edge_agent central provisioning pyproject.toml README.md; do
    cp -R "$source/$part" "$work/source/"
done
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --wheel-dir "$kit/wheels" "$work/source[edge]"
tar -C "$work" -cf "$archive" kantan-terminal
echo "できました: $archive"
