"""What the emulated hardware was told: QEMU's trace of its USB adapter and of its 16550s."""
import re

LINE = re.compile(r"^\d+@(?P<time>\d+\.\d+):(?P<event>\w+) (?P<rest>.*)$")
# The line control register of a 16550 and its bit that holds the line in the break condition.
LCR, SET_BREAK = 3, 0x40

ADAPTER = {
    "usb_serial_set_baud": re.compile(r"baud rate (?P<baud>\d+)"),
    "usb_serial_set_data": re.compile(r"parity (?P<parity>\w), data bits (?P<data>\d), stop bits (?P<stop>\d)"),
    "usb_serial_set_flow_control": re.compile(r"flow control (?P<flow>\d+)"),
    "usb_serial_set_xonxoff": re.compile(r"xon (?P<xon>0x\w+) xoff (?P<xoff>0x\w+)"),
    "usb_serial_unsupported_parity": re.compile(r"unsupported (?P<unsupported>parity)"),
    "usb_serial_unsupported_data_bits": re.compile(r"unsupported (?P<unsupported>data bits)"),
}


class Trace:
    def __init__(self, path):
        self.file = open(path, errors="replace")
        self.events = []

    def read(self):
        while line := self.file.readline():
            if match := LINE.match(line):
                self.events.append((float(match["time"]), match["event"], match["rest"]))

    def mark(self):
        """What came before is forgotten."""
        self.read()
        self.events = []

    def adapter(self):
        """The last settings that the USB adapter was given since the mark."""
        self.read()
        found = {}
        for _, event, rest in self.events:
            if event in ADAPTER and (match := ADAPTER[event].search(rest)):
                found.update(match.groupdict())
        return " ".join(f"{name}={value.replace(' ', '_')}" for name, value in found.items()) or "nothing"

    def uart(self):
        """The last parameters of a 16550 since the mark."""
        self.read()
        rest = [rest for _, event, rest in self.events if event == "serial_update_parameters"]
        return rest[-1].replace("'", "") if rest else "nothing"

    def adapter_break_milliseconds(self):
        """How long the adapter held its line in the break condition: the driver sets the form with the break in it, and
        then the form without; QEMU's trace does not show the bit."""
        self.read()
        times = [time for time, event, _ in self.events if event == "usb_serial_set_data"]
        return f"{(times[1] - times[0]) * 1000:.0f}" if len(times) == 2 else f"nothing ({len(times)} settings)"

    def break_milliseconds(self):
        """How long the 16550 held its line in the break condition."""
        self.read()
        begun = None
        for time, event, rest in self.events:
            match = re.search(r"addr 0x(\w+) val 0x(\w+)", rest) if event == "serial_write" else None
            if not match or int(match[1], 16) != LCR:
                continue
            if int(match[2], 16) & SET_BREAK:
                begun = begun or time
            elif begun:
                return f"{(time - begun) * 1000:.0f}"
        return "nothing"
