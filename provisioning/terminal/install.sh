#!/bin/sh
# Makes a Debian 12 machine the terminal of a counter, from the folder that pack.sh packed. As root; again without harm.
# Neither settings nor keys that are there already are touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/installing.sh"
settings=/etc/madoguchi/agent.toml
tmpfiles=/etc/tmpfiles.d/kantan-madoguchi.conf

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

require_root_and_kit
install_packages \
    systemd systemd-timesyncd dbus udev util-linux polkitd tzdata sudo nano python3 python3-venv \
    pcscd libccid libpcsclite1 libusb-1.0-0 nftables \
    seatd cage xwayland chromium chromium-sandbox \
    fonts-morisawa-bizud-gothic fonts-ipamj-mincho fonts-noto-core fonts-noto-cjk
put_files
make_users_and_folders "$tmpfiles"
install_program edge
write_settings agent.toml "$settings"
tell_systemd
say "入りました"
