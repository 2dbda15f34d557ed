#!/usr/bin/env bash
# Runs a program beside a systemd-udevd of its own, with the rules of a folder, and makes the kernel announce ttys.
#   udevd.sh RULES-FOLDER PROGRAM ARGUMENT...
# Standard input: "change TTY" (a synthetic uevent), "settle", "show TTY" (udev's record), "mode TTY", one in a line.
# Everything is in namespaces of its own: /run, /dev and the rules of /etc are private, the network namespace keeps udevd's
# messages in, and with the end of the process namespace's first process all others end. To be started by:
#   unshare --mount --net --pid --fork --kill-child --mount-proc udevd.sh ...
set -euo pipefail
rules=$1
shift
mount -t tmpfs tmpfs /run
mkdir -p /run/udev/rules.d
# Nodes of our own with the same numbers: what udevd does to them, it does not do to the machine's.
mkdir /run/nodes
cp -a /dev/null /dev/zero /dev/urandom /run/nodes/
for tty in ttyS0 tty60 tty61 tty62 tty63; do
    IFS=: read -r major minor <"/sys/class/tty/$tty/dev" || continue
    mknod -m 600 "/run/nodes/$tty" c "$major" "$minor"
done
mount --bind /run/nodes /dev
[ ! -d /etc/udev/rules.d ] || mount -t tmpfs tmpfs /etc/udev/rules.d
cp "$rules"/*.rules /run/udev/rules.d/
daemon=
for path in /lib/systemd/systemd-udevd /usr/lib/systemd/systemd-udevd; do
    if [ -x "$path" ]; then daemon=$path; fi
done
"$daemon" >/run/udevd.log 2>&1 &
for _ in $(seq 1 600); do
    if udevadm control --ping 2>/dev/null; then break; fi
    sleep 0.1
done
"$@" </dev/null &
program=$!
while read -r verb tty; do
    case $verb in
    change) echo change >"/sys/class/tty/$tty/uevent" ;;
    settle) udevadm settle --timeout=60 && echo settled ;;
    show) udevadm info "/sys/class/tty/$tty" && echo shown ;;
    mode) stat -c '%a %G' "/dev/$tty" ;;
    esac
done
kill "$program" 2>/dev/null || true
wait "$program" || true
