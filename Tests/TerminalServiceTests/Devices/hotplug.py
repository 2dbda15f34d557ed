"""Runs a program beside emulated USB ports, and plugs devices in and out as it is told.

umockdev-wrapper python3 hotplug.py FOLDER PROGRAM ARGUMENT...
Standard input, one in a line: "plug NAME" (FOLDER/NAME.umockdev), "plug NAME OLD NEW" (the same with another node),
"unplug NAME", "touch NAME" (a change that changes nothing), "interrupt" (Ctrl-C for the program). A node can be plugged in once only: umockdev cannot have it again.
Ends with the program and with its exit code; at the end of standard input the program is told to end.
"""

import ctypes
import os
import re
import signal
import subprocess
import sys
import threading

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402

folder, command = sys.argv[1], sys.argv[2:]


def text(name):
    with open(os.path.join(folder, name + ".umockdev"), encoding="utf-8") as file:
        return file.read()


def paths(description):
    return ["/sys" + path for path in re.findall(r"^P: (.*)$", description, re.M)]


testbed = UMockdev.Testbed.new()
testbed.add_from_string(text("host"))
# The program does not outlive this one, however that ends (PR_SET_PDEATHSIG).
program = subprocess.Popen(
    command, stdin=subprocess.DEVNULL, preexec_fn=lambda: ctypes.CDLL(None).prctl(1, signal.SIGKILL)
)


def renamed(description, old, new):
    """The same device with another node, and the number that goes with it."""
    numbers = [re.search(r"\d+$", node).group() for node in (old, new)]
    description = re.sub(r"(MINOR=|A: dev=\d+:)" + numbers[0] + r"\b", r"\g<1>" + numbers[1], description)
    return description.replace(old, new)


plugged = {}


def obey():
    for line in sys.stdin:
        verb, *words = line.split()
        if verb == "interrupt":
            program.send_signal(signal.SIGINT)
            return
        name, *nodes = words
        if verb == "plug":
            plugged[name] = renamed(text(name), *nodes) if nodes else text(name)
            testbed.add_from_string(plugged[name])
        ttys = [path for path in paths(plugged[name]) if "/tty/" in path]
        if verb == "touch":
            for tty in ttys:
                testbed.uevent(tty, "change")
        elif verb == "unplug":
            for tty in ttys:
                testbed.uevent(tty, "remove")
            for path in sorted(paths(plugged.pop(name)), key=len, reverse=True):
                testbed.remove_device(path)
    program.terminate()


threading.Thread(target=obey, daemon=True).start()
code = program.wait()
sys.stdout.flush()
os._exit(code if code >= 0 else 128 - code)
