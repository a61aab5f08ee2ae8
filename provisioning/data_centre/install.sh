#!/bin/sh
# Makes a Debian 12 machine the data centre of a site, from the folder that pack.sh packed. As root; again without harm.
# Neither settings, keys nor a database that are there already are touched.
# Usage: sh install.sh NAME..., the names and addresses by which the counters reach this machine.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/installing.sh"
settings=/etc/madoguchi/central.toml
tmpfiles="/etc/tmpfiles.d/kantan-madoguchi.conf /etc/tmpfiles.d/kantan-broker.conf"
units="kantan-central@web.service kantan-central@inbox.service kantan-central@worker.service kantan-central@enrolment.service kantan-revocations.path"
database=madoguchi
owner=kantan-central

put_files() {
    say "ユニットと規則を置きます"
    for unit in kantan-central@.service kantan-migrate.service kantan-revocations.service kantan-revocations.path; do
        put "systemd/$unit" "/etc/systemd/system/$unit"
    done
    put systemd/kantan-central@enrolment.service.d/authority.conf /etc/systemd/system/kantan-central@enrolment.service.d/authority.conf
    put systemd/mosquitto.service.d/kantan-madoguchi.conf /etc/systemd/system/mosquitto.service.d/kantan-madoguchi.conf
    put systemd/sysusers.d/kantan-madoguchi.conf /etc/sysusers.d/kantan-madoguchi.conf
    put systemd/tmpfiles.d/kantan-madoguchi.conf /etc/tmpfiles.d/kantan-madoguchi.conf
    put systemd/tmpfiles.d/kantan-broker.conf /etc/tmpfiles.d/kantan-broker.conf
    put systemd/coredump.conf.d/kantan-madoguchi.conf /etc/systemd/coredump.conf.d/kantan-madoguchi.conf
    put DESIGN.md /usr/share/doc/kantan-madoguchi/DESIGN.md
    put operator.ja.md /usr/share/doc/kantan-madoguchi/operator.ja.md
    install -D -m 0755 "$here/kantan-central.sh" /usr/local/sbin/kantan-central
}

make_keys() {
    say "鍵と証明書、中継サーバーの設定を作ります（あるものは、そのままにします）"
    "$home/bin/python" -m provisioning.data_centre "$@"
}

# PostgreSQL knows the user of the units by the user of the machine; there is no password.
make_database() {
    say "データベースを作ります（あれば、そのままにします）"
    version=$(pg_lsclusters -h | awk 'NR == 1 { print $1 }')
    [ -d /run/systemd/system ] || pg_ctlcluster "$version" main start
    as_postgres psql -qtAc "SELECT 1 FROM pg_roles WHERE rolname = '$owner'" | grep -q 1 || as_postgres createuser "$owner"
    as_postgres psql -qtAc "SELECT 1 FROM pg_database WHERE datname = '$database'" | grep -q 1 \
        || as_postgres createdb --owner "$owner" --encoding UTF8 --locale C.UTF-8 --template template0 "$database"
    [ -d /run/systemd/system ] || pg_ctlcluster "$version" main stop
}

as_postgres() {
    (cd / && runuser -u postgres -- "$@")
}

# The first name is what a new terminal is told.
name_the_machine() {
    names=$(printf '"%s", ' "$@")
    sed -i "s|^broker_host = .*|broker_host = \"$1\"|; s|^names = .*|names = [${names%, }]|" "$settings"
}

tell_systemd() {
    # shellcheck disable=SC2086
    systemctl enable $units
    if [ ! -d /run/systemd/system ]; then
        say "systemd が動いていません。起動しなおすと有効になります"
        return 0
    fi
    systemctl daemon-reload
    systemctl restart mosquitto.service
    # shellcheck disable=SC2086
    systemctl restart kantan-migrate.service $units
}

[ $# -gt 0 ] || stop "窓口の端末がこの機械につなぐときの名前か番号を書いてください（例: sh install.sh madoguchi.example.jp 192.0.2.10）"
require_root_and_kit
install_packages \
    systemd systemd-timesyncd dbus util-linux procps tzdata sudo nano python3 python3-venv postgresql mosquitto \
    fonts-morisawa-bizud-gothic fonts-ipamj-mincho
put_files
# shellcheck disable=SC2086
make_users_and_folders $tmpfiles
install_program central
make_keys "$@"
# shellcheck disable=SC2086
make_users_and_folders $tmpfiles
make_database
[ -e "$settings" ] || is_new=yes
write_settings central.toml "$settings"
[ -z "${is_new:-}" ] || name_the_machine "$@"
tell_systemd
say "入りました"
