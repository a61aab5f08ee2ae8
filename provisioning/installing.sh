# What install.sh of a terminal and of a data centre have in common. Sourced; `here` is the folder that pack.sh packed.
umask 022
home=/opt/madoguchi

say() { printf '== %s\n' "$*"; }

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

put() {
    install -D -m 0644 "$here/$1" "$2"
}

require_root_and_kit() {
    [ "$(id -u)" -eq 0 ] || stop "root で動かしてください（sudo sh install.sh）"
    [ -d "$here/wheels" ] || stop "$here/wheels がありません。pack.sh で作ったものを使ってください"
}

install_packages() {
    say "Debian のパッケージを入れます"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    apt-get install -q -y --no-install-recommends "$@"
}

make_users_and_folders() {
    say "利用者とフォルダーを作ります"
    systemd-sysusers /etc/sysusers.d/kantan-madoguchi.conf
    systemd-tmpfiles --create "$@"
}

install_program() {
    say "プログラムを $home に入れます"
    [ -x "$home/bin/python" ] || python3 -m venv "$home"
    pip="$home/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links $here/wheels"
    $pip "kantan-madoguchi[$1]"
    $pip --no-deps --force-reinstall kantan-madoguchi
}

write_settings() {
    if [ -e "$2" ]; then
        say "設定ファイル $2 は、そのままにします"
    else
        put "$1" "$2"
        say "設定ファイル $2 を置きました。手引きのとおりに書きなおしてください"
    fi
}
