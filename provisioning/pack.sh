#!/bin/sh
# On a PC with the registry of Python libraries: packs all that a terminal or a data centre is installed from.
# Usage: sh provisioning/pack.sh terminal|data_centre [ARCHIVE]; needs python3-venv, python3-dev, gcc and (for a terminal)
# libpcsclite-dev, and the same Debian and the same kind of processor as the machine that it is for.
set -eu
umask 022
kind=${1:?terminal or data_centre}
source=$(cd "$(dirname "$0")/.." && pwd)
case $kind in
    terminal) extra=edge manual=technician.ja.md ;;
    data_centre) extra=central manual=operator.ja.md ;;
    *) echo "terminal か data_centre です: $kind" >&2; exit 2 ;;
esac
name=kantan-$(echo "$kind" | tr _ -)
archive=${2:-$name.tar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kit=$work/$name

mkdir -p "$kit"
find "$source/provisioning/$kind" -maxdepth 1 -type f ! -name '*.py' -exec cp '{}' "$kit/" ';'
cp "$source/provisioning/installing.sh" "$kit/"
cp -R "$source/systemd" "$kit/systemd"
cp "$source/docs/DESIGN.md" "$source/docs/manuals/$manual" "$kit/"

# The wheel is made of a copy, so that nothing is written into the source.
mkdir "$work/source"
for part in protocol edge_agent central provisioning pyproject.toml README.md; do
    cp -R "$source/$part" "$work/source/"
done
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --wheel-dir "$kit/wheels" "$work/source[$extra]"
tar -C "$work" -cf "$archive" "$name"
echo "できました: $archive"
