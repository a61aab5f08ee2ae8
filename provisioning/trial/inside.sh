#!/bin/sh
# What run.sh runs inside the new namespaces: the mounts of a machine, then systemd as process 1.
set -eu
root=$1
name=$2

device() {
    mknod -m 666 "dev/$1" c "$2" "$3"
}

mount --bind "$root" "$root"
cd "$root"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 dev dev
mount -t tmpfs -o mode=755 run run
mount -t tmpfs -o mode=1777 tmp tmp
device null 1 3
device zero 1 5
device full 1 7
device random 1 8
device urandom 1 9
device tty 5 0
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts dev/pts
mount -t tmpfs -o mode=1777 shm dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
: > dev/console
ip link set lo up
hostname "$name"
mkdir -p .old
pivot_root . .old
umount -l /.old
rmdir /.old
# As the first process of a machine finds it: what systemd mounts for a unit (its credentials) is seen by the unit.
mount --make-rshared /
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    /lib/systemd/systemd --log-target=console --show-status=0 --log-level=warning
