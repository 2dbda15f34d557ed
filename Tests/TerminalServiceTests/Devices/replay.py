"""Runs a program beside one emulated USB port whose other side is a script of umockdev.

umockdev-wrapper python3 replay.py FOLDER NAME NODE SCRIPT PROGRAM ARGUMENT...
FOLDER/host.umockdev and FOLDER/NAME.umockdev are the device, SCRIPT is what the terminal says and waits for. Ends with the
program and with its exit code; at the end of standard input the program is told to end.

umockdev answers every ioctl(2) of an emulated device itself, with ENOTTY, and of isatty(3) it says no for all numbers but
those of built-in UARTs. So the device has such a number here, and its ioctls are carried out on the pseudo-terminal that
stands behind it.
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
from gi.repository import GLib, UMockdev  # noqa: E402

folder, name, node, script = sys.argv[1:5]
command = sys.argv[5:]


class PassOn(UMockdev.IoctlBase):
    """Has each ioctl carried out where it was called, and gives its result."""

    def do_handle_ioctl(self, client):
        result, error = client.execute()
        client.complete(result, error)
        return True


def text(file):
    with open(os.path.join(folder, file + ".umockdev"), encoding="utf-8") as opened:
        return opened.read()


testbed = UMockdev.Testbed.new()
testbed.add_from_string(text("host"))
testbed.add_from_string(re.sub(r"^A: dev=\d+:(\d+)", r"A: dev=4:7\1", text(name), flags=re.M))
relay = PassOn()
testbed.attach_ioctl(node, relay)
# While nobody has the tty open, umockdev begins the script again and again.
holder = os.open(node, os.O_RDWR | os.O_NOCTTY)
testbed.load_script(node, script)
loop = GLib.MainLoop()
threading.Thread(target=loop.run, daemon=True).start()
# The program does not outlive this one, however that ends (PR_SET_PDEATHSIG).
program = subprocess.Popen(
    command, stdin=subprocess.DEVNULL, preexec_fn=lambda: ctypes.CDLL(None).prctl(1, signal.SIGKILL)
)


def end_with_input():
    sys.stdin.read()
    program.terminate()


threading.Thread(target=end_with_input, daemon=True).start()
code = program.wait()
sys.stdout.flush()
os._exit(code if code >= 0 else 128 - code)
