"""The terminal at the end of the USB cable: what QEMU's serial adapter sends and receives."""
import queue
import socket
import threading

import qmp
from stream import checksum, stream, text


class Terminal:
    """Always reads: QEMU waits inside its main loop while nobody takes the adapter's bytes."""

    def __init__(self, path):
        self.path = path
        self.socket = None
        self.changed = threading.Condition()
        self.received = 0
        self.crc = 0
        self.sent = 0
        self.sent_crc = 0

    def connect(self):
        """A new connection: bytes that were left over from before the last unplug are gone."""
        self.disconnect()
        self.socket = qmp.connected(self.path, 10)
        self.outgoing = queue.Queue()
        self.start()
        threading.Thread(target=self.read, args=(self.socket, self.outgoing), daemon=True).start()
        threading.Thread(target=self.write, args=(self.socket, self.outgoing), daemon=True).start()

    def disconnect(self):
        if self.socket:
            self.outgoing.put(None)
            try:
                self.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # QEMU was first.
            self.socket.close()
            self.socket = None

    def start(self):
        """Counts from zero."""
        with self.changed:
            self.received = self.crc = self.sent = self.sent_crc = 0

    def exchange(self, count, seed):
        """Sends so many bytes, made from the seed."""
        self.start()
        self.outgoing.put(stream(count, seed))

    def result(self, count, limit):
        """Waits until `count` bytes were received and sent."""
        with self.changed:
            self.changed.wait_for(lambda: self.received >= count and self.sent >= count, limit)
            return f"{self.received} {text(self.crc)} {self.sent} {text(self.sent_crc)}"

    def read(self, peer, outgoing):
        while True:
            try:
                data = peer.recv(65536)
            except OSError:
                return
            if not data:
                return
            with self.changed:
                self.received += len(data)
                self.crc = checksum(data, self.crc)
                self.changed.notify_all()

    def write(self, peer, outgoing):
        while (data := outgoing.get()) is not None:
            for start in range(0, len(data), 4096):
                part = data[start : start + 4096]
                try:
                    peer.sendall(part)
                except OSError:
                    return
                with self.changed:
                    self.sent += len(part)
                    self.sent_crc = checksum(part, self.sent_crc)
                    self.changed.notify_all()
