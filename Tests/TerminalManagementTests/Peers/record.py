"""Records what a client and a terminal say on a service port. Arguments: port, trace file, then the client's command, in which
PORT stands for the port that it is to use. Exits as the client does.

The trace has a line for each piece that was passed on: > from the client or < from the terminal, and hexadecimal digits.
"""
import os
import pty
import select
import subprocess
import sys
import tty

port, trace, *command = sys.argv[1:]
near, far = pty.openpty()
tty.setraw(near)
tty.setraw(far)
service = os.open(port, os.O_RDWR | os.O_NOCTTY)
tty.setraw(service)
client = subprocess.Popen([os.ttyname(far) if word == "PORT" else word for word in command])
with open(trace, "w") as file:
    while True:
        ready, _, _ = select.select([near, service], [], [], 0.2)
        for end in ready:
            data = os.read(end, 65536)
            file.write(f"{'>' if end == near else '<'} {data.hex()}\n")
            other, rest = (service if end == near else near), data
            while rest:
                rest = rest[os.write(other, rest):]
        if not ready and client.poll() is not None:
            break
sys.exit(client.returncode)
