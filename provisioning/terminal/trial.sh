#!/bin/sh
# Starts a terminal without its hardware: a fresh Debian 12 root, installed by install.sh, with systemd as process 1 in
# namespaces of its own, its screen drawn by Xvfb. As root; needs debootstrap, and what pack.sh needs.
# Usage: sh provisioning/terminal/trial.sh FOLDER; Ctrl-C ends it. Its screen stays black until it is enrolled.
# From another window:
#   FOLDER/enter systemctl status kantan-agent kantan-kiosk
#   FOLDER/enter sh -c 'xwd -root -silent -display :9 | convert xwd:- /srv/screen.png'
set -eu
umask 022
folder=${1:?FOLDER}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
root=$folder/root
enter=$folder/enter

within() {
    unshare --mount sh -c 'mount -t proc proc "$0/proc"; mount --bind /dev "$0/dev"; exec chroot "$0" "$@"' "$root" "$@"
}

make_root() {
    debootstrap --variant=minbase --include=ca-certificates bookworm "$root"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    cp -R /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
    sh "$here/pack.sh" "$folder/kit.tar"
    tar -C "$root/srv" -xf "$folder/kit.tar"
    within sh /srv/kantan-terminal/install.sh
    within apt-get install -q -y --no-install-recommends procps xvfb x11-apps imagemagick
    touch "$folder/made"
}

# Unlike a counter there is no graphics card, so cage draws into a window of Xvfb; and memory limits hold only where the
# machine below has given that controller to cgroup2.
give_screen() {
    mkdir -p "$root/etc/systemd/system/kantan-kiosk.service.d"
    printf '[Unit]\nWants=trial-screen.service\nAfter=trial-screen.service\n[Service]\nEnvironment=WLR_BACKENDS=x11 WLR_RENDERER=pixman DISPLAY=:9\n' \
        > "$root/etc/systemd/system/kantan-kiosk.service.d/trial.conf"
    printf '[Service]\nExecStart=/usr/bin/Xvfb :9 -ac -screen 0 1280x800x24\n' > "$root/etc/systemd/system/trial-screen.service"
    : > "$root/etc/machine-id"
}

start() {
    mkdir -p "$folder/cgroup"
    mountpoint -q "$folder/cgroup" || mount -t cgroup2 cgroup2 "$folder/cgroup"
    mkdir -p "$folder/cgroup/trial"
    # The group is entered first: it is the top of what the machine sees.
    sh -c 'echo $$ > "$1/cgroup/trial/cgroup.procs"
        exec unshare --mount --uts --ipc --net --cgroup --pid --fork --kill-child --propagation private sh "$2" "$1/root"' \
        start "$folder" "$here/trial_inside.sh" &
    machine=$!
    # unshare lets SIGTERM pass it by; with it ends its process 1, and with that the machine.
    trap 'kill -KILL "$machine"; umount "$folder/cgroup"' EXIT
    trap 'exit 0' INT TERM
    sleep 2
    printf '#!/bin/sh\nexec nsenter -t %s --mount --uts --ipc --net --cgroup --pid --root --wd "$@"\n' \
        "$(tr -d ' ' < "/proc/$machine/task/$machine/children")" > "$enter"
    chmod +x "$enter"
    echo "起動しました: $enter systemctl status kantan-agent"
    wait "$machine"
}

[ -e "$folder/made" ] || make_root
give_screen
start
