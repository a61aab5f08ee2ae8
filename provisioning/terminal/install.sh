#!/bin/sh
# Makes a Debian 12 machine the terminal of a counter, from the folder that pack.sh packed. As root; again without harm.
# Neither settings nor keys that are there already are touched.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
home=/opt/madoguchi
settings=/etc/madoguchi/agent.toml

say() { printf '== %s\n' "$*"; }

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

put() {
    install -D -m 0644 "$here/$1" "$2"
}

install_packages() {
    say "Debian のパッケージを入れます"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    apt-get install -q -y --no-install-recommends \
        systemd systemd-timesyncd dbus udev util-linux polkitd tzdata sudo nano python3 python3-venv \
        pcscd libccid libpcsclite1 libusb-1.0-0 nftables \
        seatd cage xwayland chromium chromium-sandbox \
        fonts-morisawa-bizud-gothic fonts-ipamj-mincho fonts-noto-core fonts-noto-cjk
}

put_files() {
    say "ユニットと規則を置きます"
    for unit in kantan-agent kantan-kiosk kantan-fence; do
        put "systemd/$unit.service" "/etc/systemd/system/$unit.service"
    done
    put systemd/sysusers.d/kantan-madoguchi.conf /etc/sysusers.d/kantan-madoguchi.conf
    put systemd/tmpfiles.d/kantan-madoguchi.conf /etc/tmpfiles.d/kantan-madoguchi.conf
    put systemd/sysctl.d/60-kantan-madoguchi.conf /etc/sysctl.d/60-kantan-madoguchi.conf
    put systemd/coredump.conf.d/kantan-madoguchi.conf /etc/systemd/coredump.conf.d/kantan-madoguchi.conf
    put systemd/system-preset/50-kantan-madoguchi.preset /etc/systemd/system-preset/50-kantan-madoguchi.preset
    put systemd/udev/70-kantan-madoguchi.rules /etc/udev/rules.d/70-kantan-madoguchi.rules
    put systemd/polkit-1/50-kantan-agent.rules /etc/polkit-1/rules.d/50-kantan-agent.rules
    put systemd/nftables/kantan-kiosk.nft /usr/share/kantan-madoguchi/nftables/kantan-kiosk.nft
    put systemd/chromium/kantan-madoguchi.json /etc/chromium/policies/managed/kantan-madoguchi.json
    put DESIGN.md /usr/share/doc/kantan-madoguchi/DESIGN.md
    put technician.ja.md /usr/share/doc/kantan-madoguchi/technician.ja.md
}

make_users_and_folders() {
    say "利用者とフォルダーを作ります"
    systemd-sysusers /etc/sysusers.d/kantan-madoguchi.conf
    systemd-tmpfiles --create /etc/tmpfiles.d/kantan-madoguchi.conf
}

install_program() {
    say "プログラムを $home に入れます"
    [ -x "$home/bin/python" ] || python3 -m venv "$home"
    pip="$home/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links $here/wheels"
    $pip "kantan-madoguchi[edge]"
    $pip --no-deps --force-reinstall kantan-madoguchi
}

write_settings() {
    if [ -e "$settings" ]; then
        say "設定ファイル $settings は、そのままにします"
    else
        put agent.toml "$settings"
        say "設定ファイル $settings を置きました。手引きのとおりに書きなおしてください"
    fi
}

tell_systemd() {
    if [ ! -d /run/systemd/system ]; then
        say "systemd が動いていません。起動しなおすと有効になります"
        systemctl preset kantan-fence.service kantan-agent.service kantan-kiosk.service
        return 0
    fi
    systemctl daemon-reload
    systemctl preset kantan-fence.service kantan-agent.service kantan-kiosk.service
    udevadm control --reload
    udevadm trigger
    sysctl -q --system
    systemctl reload-or-restart polkit.service
    systemctl try-restart kantan-agent.service
}

[ "$(id -u)" -eq 0 ] || stop "root で動かしてください（sudo sh install.sh）"
[ -d "$here/wheels" ] || stop "$here/wheels がありません。pack.sh で作ったものを使ってください"
install_packages
put_files
make_users_and_folders
install_program
write_settings
tell_systemd
say "入りました"
