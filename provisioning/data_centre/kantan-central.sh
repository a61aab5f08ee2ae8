#!/bin/sh
# `python -m central` as the units run it: as their user, with the keys that systemd hands over. As root.
# Usage: kantan-central load --site FILE --catalogue FILE | account --login … --name … --section … | migrate
# Files are read by the user kantan-central.
set -eu
command=${1:?load, account or migrate}
shift
exec systemd-run --quiet --pipe --wait --collect \
    --property=User=kantan-central --property=Group=kantan-central --property=UMask=0077 \
    --property=LoadCredential=keys:/etc/madoguchi/central/keys \
    --working-directory="$PWD" --setenv=PYTHONUTF8=1 \
    /opt/madoguchi/bin/python -m central "$command" --settings /etc/madoguchi/central.toml "$@"
