"""QEMU's machine protocol: one command at a time, events are passed over."""
import json
import socket
import time


class Refused(Exception):
    """QEMU answered with an error."""


class Monitor:
    def __init__(self, path, limit):
        self.socket = connected(path, limit)
        self.file = self.socket.makefile("rw")
        self.answer()
        self.command("qmp_capabilities")

    def answer(self):
        line = self.file.readline()
        if not line:
            raise ConnectionError("the monitor of QEMU closed")
        return json.loads(line)

    def command(self, name, **arguments):
        json.dump({"execute": name, "arguments": arguments}, self.file)
        self.file.write("\n")
        self.file.flush()
        while True:
            answer = self.answer()
            if "error" in answer:
                raise Refused(answer["error"]["desc"])
            if "return" in answer:
                return answer["return"]

    def close(self):
        self.file.close()
        self.socket.close()


def connected(path, limit):
    """A socket of QEMU; it makes them while it starts."""
    end = time.monotonic() + limit
    while True:
        attempt = socket.socket(socket.AF_UNIX)
        try:
            attempt.connect(path)
            return attempt
        except (FileNotFoundError, ConnectionRefusedError):
            attempt.close()
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
