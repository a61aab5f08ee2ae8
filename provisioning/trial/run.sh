#!/bin/sh
# Starts a terminal or a data centre as it is installed: a fresh Debian 12 root made by its install.sh, with systemd as
# process 1 in namespaces of its own. As root; needs debootstrap, and what pack.sh needs. Ctrl-C ends it.
# Usage: sh provisioning/trial/run.sh terminal|data_centre FOLDER [BESIDE]
#   BESIDE: the folder of a trial that runs; both are then one machine for the network (the terminal finds 127.0.0.1).
# The screen of a terminal is drawn by Xvfb and stays black until it is enrolled. From another window:
#   FOLDER/enter systemctl status kantan-agent kantan-kiosk
#   FOLDER/enter sh -c 'xwd -root -silent -display :9 | convert xwd:- /srv/screen.png'
set -eu
umask 022
kind=${1:?terminal or data_centre}
folder=${2:?FOLDER}
beside=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
kit=kantan-$(echo "$kind" | tr _ -)
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
root=$folder/root
enter=$folder/enter

within() {
    unshare --mount --pid --fork --kill-child sh -c 'mount -t proc proc "$0/proc"; mount --bind /dev "$0/dev"; exec chroot "$0" "$@"' "$root" "$@"
}

make_root() {
    debootstrap --variant=minbase --include=ca-certificates bookworm "$root"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    cp -R /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
    printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    sh "$here/../pack.sh" "$kind" "$folder/kit.tar"
    tar -C "$root/srv" -xf "$folder/kit.tar"
    case $kind in
        terminal)
            within sh "/srv/$kit/install.sh"
            within apt-get install -q -y --no-install-recommends procps xvfb x11-apps imagemagick
            ;;
        data_centre) within sh "/srv/$kit/install.sh" 127.0.0.1 ;;
    esac
    rm "$root/usr/sbin/policy-rc.d"
    touch "$folder/made"
}

# Unlike a counter there is no graphics card, so cage draws into a window of Xvfb; and memory limits hold only where the
# machine below has given that controller to cgroup2.
give_screen() {
    mkdir -p "$root/etc/systemd/system/kantan-kiosk.service.d"
    printf '[Unit]\nWants=trial-screen.service\nAfter=trial-screen.service\n[Service]\nEnvironment=WLR_BACKENDS=x11 WLR_RENDERER=pixman DISPLAY=:9\n' \
        > "$root/etc/systemd/system/kantan-kiosk.service.d/trial.conf"
    printf '[Service]\nExecStart=/usr/bin/Xvfb :9 -ac -screen 0 1280x800x24\n' > "$root/etc/systemd/system/trial-screen.service"
}

network() {
    if [ -n "$beside" ]; then
        echo "nsenter --net=/proc/$(cat "$beside/machine")/ns/net unshare"
    else
        echo "unshare --net"
    fi
}

start() {
    mkdir -p "$folder/cgroup"
    mountpoint -q "$folder/cgroup" || mount -t cgroup2 cgroup2 "$folder/cgroup"
    mkdir -p "$folder/cgroup/$kit"
    # The group is entered first: it is the top of what the machine sees.
    sh -c 'folder=$1 group=$2 inside=$3; shift 3; echo $$ > "$folder/cgroup/$group/cgroup.procs"
        exec "$@" --mount --uts --ipc --cgroup --pid --fork --kill-child --propagation private sh "$inside" "$folder/root" "$group"' \
        start "$folder" "$kit" "$here/inside.sh" $(network) &
    machine=$!
    # unshare lets SIGTERM pass it by; with it ends its process 1, and with that the machine.
    trap 'kill -KILL "$machine"; rm -f "$folder/machine"; umount "$folder/cgroup"' EXIT
    trap 'exit 0' INT TERM
    sleep 2
    tr -d ' ' < "/proc/$machine/task/$machine/children" > "$folder/machine"
    printf '#!/bin/sh\nexec nsenter -t %s --mount --uts --ipc --net --cgroup --pid --root --wd "$@"\n' \
        "$(cat "$folder/machine")" > "$enter"
    chmod +x "$enter"
    echo "起動しました: $enter systemctl status 'kantan-*'"
    wait "$machine"
}

if [ -e "$folder/machine" ] && [ -e "/proc/$(cat "$folder/machine")" ]; then
    echo "もう動いています: $folder" >&2
    exit 1
fi
[ -e "$folder/made" ] || make_root
: > "$root/etc/machine-id"
echo "$kit" > "$root/etc/hostname"
[ "$kind" = data_centre ] || give_screen
start
