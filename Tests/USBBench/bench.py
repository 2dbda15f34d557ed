"""Boots a machine in QEMU and runs the checks of the program in it. `scripts/usb-bench` starts this."""
import argparse
import ctypes
import os
import signal
import subprocess
import sys
import time

import guest
import qmp
from hands import Hands
from line import Line
from report import Report, write
from terminal import Terminal
from trace import Trace

PR_SET_PDEATHSIG = 1
TRACED = ("usb_serial_set_*", "usb_serial_unsupported_*", "serial_update_parameters", "serial_write")


class Problem(Exception):
    def __init__(self, what, why, next_step):
        super().__init__(f"error: {what}\n  why:  {why}\n  next: {next_step}")


class Machine:
    def __init__(self, options, accelerator):
        self.folder = os.path.join(options.folder, accelerator)
        os.mkdir(self.folder)
        self.line = Line(self.path("line"))
        self.log = open(self.path("console.txt"), "wb")
        self.words = open(self.path("qemu.txt"), "wb")
        command = [
            "qemu-system-x86_64", "-M", "q35", "-accel", accelerator, "-smp", "2", "-m", "768", "-nodefaults",
            "-display", "none", "-no-reboot", "-kernel", options.kernel, "-initrd", options.initramfs,
            "-append", "console=ttyS0 quiet loglevel=1 panic=-1",
            "-chardev", f"socket,id=console,path={self.path('console')},server=on,wait=on",
            "-chardev", f"pipe,id=line,path={self.path('line')}",
            "-chardev", f"socket,id=terminal,path={self.path('terminal')},server=on,wait=off",
            "-serial", "chardev:console", "-serial", "chardev:line", "-device", "qemu-xhci,id=xhci",
            "-qmp", f"unix:{self.path('monitor')},server=on,wait=off", "-msg", "timestamp=on",
            "-D", self.path("trace.txt"),
        ]
        for event in TRACED:
            command += ["-trace", event]
        open(self.path("trace.txt"), "w").close()
        die_with_parent = ctypes.CDLL(None).prctl
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.words, stderr=self.words,
            preexec_fn=lambda: die_with_parent(PR_SET_PDEATHSIG, signal.SIGKILL))

    def path(self, name):
        return os.path.join(self.folder, name)

    def connect(self, report):
        console = qmp.connected(self.path("console"), 10)
        self.monitor = qmp.Monitor(self.path("monitor"), 10)
        terminal = Terminal(self.path("terminal"))
        hands = Hands(self.monitor, terminal, self.line, Trace(self.path("trace.txt")))
        self.guest = guest.Guest(console, self.log, hands, report)

    def end(self):
        """Waits a moment for the guest to switch itself off."""
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def kill(self):
        self.process.kill()
        self.process.wait()


def this_boot():
    """Of this host: what was found out about KVM holds until the next."""
    return read("/proc/sys/kernel/random/boot_id")


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return None


def booted(options, report):
    """A machine that has booted. KVM that is there may still not work: nested, it can hang; that is noted, and not
    tried again until the host boots."""
    choices = ["kvm", "tcg"] if options.accelerator == "auto" else [options.accelerator]
    if choices[0] == "kvm" and not os.access("/dev/kvm", os.R_OK | os.W_OK):
        choices.remove("kvm")
    hung = os.path.join(options.notes, "kvm-hung")
    if len(choices) > 1 and read(hung) == this_boot():
        choices.remove("kvm")
    for accelerator in choices:
        begun = time.monotonic()
        machine = Machine(options, accelerator)
        try:
            machine.connect(report)
            machine.guest.wait("@boot", 8 if accelerator == "kvm" else 60)
            return machine, f"{accelerator}, booted in {time.monotonic() - begun:.1f} s"
        except (guest.Silent, OSError) as problem:
            machine.kill()
            reason = f"{type(problem).__name__} {problem}".strip()
            print(f"the machine does not boot with {accelerator} ({reason})", file=sys.stderr)
            if accelerator == "kvm":
                with open(hung, "w") as note:
                    note.write(this_boot())
        except BaseException:
            machine.kill()
            raise
    raise Problem(
        "the machine did not boot", "the guest did not say a word in time",
        "run this again with --keep, and read console.txt and qemu.txt in the folder that it names")


def run(options):
    report = Report()

    begun = time.monotonic()
    machine, how = booted(options, report)
    try:
        machine.guest.serve(options.limit)
        machine.end()
    except guest.Silent:
        report.add("failed", "the run ends in time", f"no word of the end in {options.limit} s")
    except ConnectionError as problem:
        report.add("failed", "the machine runs to the end", str(problem))
    finally:
        if machine.process.poll() is None:
            machine.kill()
    if not report.rows:
        report.add("failed", "the guest's program runs", "it reported nothing")
    text = f"{report.text()}\n{how}, {time.monotonic() - begun:.0f} s in all"
    print(text)
    if options.article:
        write(options.article, text)
    return 1 if report.count("failed") else 0


def main():
    parser = argparse.ArgumentParser()
    for name in ("kernel", "initramfs", "folder", "notes"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--accelerator", choices=("auto", "kvm", "tcg"), default="auto")
    parser.add_argument("--article")
    parser.add_argument("--limit", type=float, default=150)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return run(parser.parse_args())
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
