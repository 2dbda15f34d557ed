"""What only the host can do for the guest: pull and push cables, be the terminal, look into the hardware."""
import threading
import time

from qmp import Refused

SERIAL_NUMBER = "TB0042"


class Hands:
    def __init__(self, monitor, terminal, line, trace):
        self.monitor = monitor
        self.terminal = terminal
        self.line = line
        self.trace = trace

    def do(self, name, *words):
        return getattr(self, "do_" + name.replace("-", "_"))(*words) or "done"

    def do_plug(self, device):
        self.terminal.connect()
        end = time.monotonic() + 10
        while True:
            try:
                self.monitor.command(
                    "device_add", driver="usb-serial", id=device, chardev="terminal", bus="xhci.0",
                    serial=SERIAL_NUMBER, **{"always-plugged": True})
                return SERIAL_NUMBER
            except Refused:
                # QEMU gives up the adapter that was unplugged, and with it its end of the socket, a little later.
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def do_unplug(self, device):
        self.monitor.command("device_del", id=device)

    def do_unplug_after(self, device, milliseconds):
        """The guest has no time to ask while the unplug must hit something in flight."""
        threading.Timer(int(milliseconds) / 1000, self.do_unplug, [device]).start()

    def do_exchange(self, count, seed):
        self.terminal.exchange(int(count), int(seed))

    def do_exchanged(self, count):
        return self.terminal.result(int(count), 30)

    def do_break(self, chardev):
        self.monitor.command("chardev-send-break", id=chardev)

    def do_pace(self, rate):
        self.line.pace(None if rate == "none" else int(rate))

    def do_pace_on(self, rate):
        self.line.pace(None if rate == "none" else int(rate), goes_on=True)

    def do_line_send(self, digits):
        self.line.send(bytes.fromhex(digits))

    def do_line_result(self):
        return self.line.result()

    def do_mark(self):
        self.trace.mark()

    def do_adapter(self):
        return self.trace.adapter()

    def do_uart(self):
        return self.trace.uart()

    def do_adapter_break_length(self):
        return self.trace.adapter_break_milliseconds()

    def do_break_length(self):
        return self.trace.break_milliseconds()
