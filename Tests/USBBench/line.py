"""The line at the second 16550 of the machine: pipes, read no faster than a line of some speed would carry bytes.

QEMU's 16550 has no pace of its own: it sends as fast as the other side takes bytes. So the pace is made here.
"""
import fcntl
import os
import threading
import time

from stream import checksum, text

F_SETPIPE_SZ = 1031
# The smallest pipe that Linux makes: so many bytes can be ahead of the pace.
AHEAD = 4096


class Line:
    def __init__(self, path):
        self.lock = threading.Lock()
        self.rate = None
        self.since = time.monotonic()
        self.due = 0.0
        self.received = 0
        self.crc = 0
        for end in (".in", ".out"):
            os.mkfifo(path + end)
        self.outgoing = os.open(path + ".in", os.O_RDWR)
        self.incoming = os.open(path + ".out", os.O_RDWR | os.O_NONBLOCK)
        fcntl.fcntl(self.incoming, F_SETPIPE_SZ, AHEAD)
        threading.Thread(target=self.read, daemon=True).start()

    def pace(self, rate, goes_on=False):
        """Bytes per second from now on: 0 takes none, None as many as there are. Counts from zero unless it goes on."""
        with self.lock:
            self.rate = rate
            self.since = time.monotonic()
            self.due = 0.0
            if not goes_on:
                self.received = self.crc = 0

    def send(self, data):
        threading.Thread(target=lambda: self.write(data), daemon=True).start()

    def write(self, data):
        while data:
            data = data[os.write(self.outgoing, data) :]

    def result(self):
        with self.lock:
            return f"{self.received} {text(self.crc)}"

    def read(self):
        while True:
            time.sleep(0.005)
            with self.lock:
                now = time.monotonic()
                if self.rate is None:
                    limit = 65536
                else:
                    # What a line could have carried while nothing was sent is not made up for later.
                    self.due = min(self.due + (now - self.since) * self.rate, max(1.0, self.rate * 0.05))
                    limit = int(self.due)
                self.since = now
                if limit == 0:
                    continue
                try:
                    data = os.read(self.incoming, limit)
                except BlockingIOError:
                    continue
                self.due = max(0.0, self.due - len(data))
                self.received += len(data)
                self.crc = checksum(data, self.crc)
