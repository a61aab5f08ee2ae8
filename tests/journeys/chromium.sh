#!/bin/sh
# Starts Chromium with its own sandbox on, as an ordinary user even when the tests run as root.
set -eu
user=${JOURNEY_USER:-}
profile=/tmp
for word in "$@"; do
    case "$word" in --user-data-dir=*) profile=${word#--user-data-dir=} ;; esac
done
export HOME="$profile" XDG_CACHE_HOME="$profile/cache" XDG_CONFIG_HOME="$profile/config"
export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nonexistent
if [ -z "$user" ]; then exec /usr/bin/chromium "$@"; fi
chown -R "$user:$user" "$profile"
exec setpriv --reuid="$user" --regid="$user" --clear-groups --inh-caps=-all /usr/bin/chromium "$@"
