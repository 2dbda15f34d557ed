"""How fast images go over a service port: our client, smpclient, mcumgr-toolkit, and sb of lrzsz by YMODEM (to a terminal in
recovery), each to a virtual terminal whose line is paced as a real one; sx of lrzsz by XMODEM, as the floor; then many
terminals at once beside one.

XMODEM knows neither name nor length, so that no terminal takes an image by it: sx sends to rx of lrzsz, over a virtual line of
the same speed, and no flash is written. Its time ends when rx has the whole file, and has a second in it for which rx waits
after the end by itself. rx ends by throwing away what its port has not sent; on a pseudo-terminal, where waiting for the
output before that (tcdrain) returns at once, its last acknowledgement may be among it. sx would ask for it for ten minutes; it
is stopped, and the file is compared instead.

Usage: flash.py FLASHBENCH TILLBENCH ROUNDS TERMINALS [--json]
In each round every client runs once, one after the other, so that noise meets all; the median is shown.
"""
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

bench, tillbench, rounds, terminals, *options = sys.argv[1:]
rounds, terminals = int(rounds), int(terminals)
here = os.path.dirname(os.path.abspath(__file__))
BAUDS = (115200, 921600)
BYTES = {115200: 160_000, 921600: 600_000}
SLOT_A = 0x40000
folder = tempfile.mkdtemp(prefix="tillbench-flash-")
environment = {**os.environ, "XDG_STATE_HOME": folder + "/state"}
running = []


def fail(what, why, next_step):
    sys.exit(f"error: {what}\n  why:  {why}\n  next: {next_step}")


def run(*words, shell=False):
    done = subprocess.run(words[0] if shell else words, shell=shell, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        fail(f"{os.path.basename(words[0].split()[0])} ended with {done.returncode}", done.stderr.strip()[-600:],
             "run it by hand: " + " ".join(words))
    return done.stdout


class Terminal:
    """A virtual terminal in a new folder; without an image that may run when it is helpless."""

    def __init__(self, name, baud, helpless=False):
        self.folder = f"{folder}/{name}"
        os.makedirs(self.folder)
        with open(self.folder + "/shop.yaml", "w") as file:
            file.write(f"service-baud: {baud}\nresponse-timeout: 1\nacknowledge-timeout: 0.2\n")
        self.start()
        if helpless:
            self.stop()
            with open(self.folder + "/program.bin", "r+b") as file:
                file.seek(SLOT_A)
                file.write(bytes(64))
            self.start()
        self.port = self.folder + "/service"

    def start(self):
        self.process = subprocess.Popen(
            [tillbench, "terminal", "start", "--dir", self.folder, "--config", self.folder + "/shop.yaml"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
        running.append(self.process)
        if not self.process.stdout.readline():
            fail("a virtual terminal did not start", "see its words", f"{tillbench} terminal start --dir {self.folder}")

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        running.remove(self.process)


def timed(work):
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def smp(*words):
    def measure(name, baud, image):
        terminal = Terminal(name, baud)
        row = json.loads(run(*words, terminal.port, str(baud), image))
        terminal.stop()
        return row["bytes"] / row["seconds"]
    return measure


def ymodem(name, baud, image):
    terminal = Terminal(name, baud, helpless=True)
    seconds = timed(lambda: run(f"exec timeout 600 sb -q '{image}' <'{terminal.port}' >'{terminal.port}'", shell=True))
    terminal.stop()
    return os.path.getsize(image) / seconds


def xmodem(name, baud, image):
    place = f"{folder}/{name}"
    os.makedirs(place)
    line = subprocess.Popen(
        [tillbench, "ports", "virtual", "--dir", place, "--name", "x", "--baud", str(baud)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    running.append(line)
    # It says its two ports.
    if not (line.stdout.readline() and line.stdout.readline()):
        fail("the virtual line did not start", "see its words", f"{tillbench} ports virtual --dir {place}")
    near, far = open(f"{place}/x-a", "r+b", buffering=0), open(f"{place}/x-b", "r+b", buffering=0)
    sender = subprocess.Popen(["sx", "-q", "-k", image], stdin=near, stdout=near, stderr=subprocess.PIPE)
    running.append(sender)
    # It listens from this word on; what asked it before would be lost.
    heard = b""
    while b"now." not in heard:
        word = sender.stderr.read(1)
        if not word:
            fail("sx ended before it sent anything", heard.decode(), f"sx -q -k {image}")
        heard += word
    # rx takes no path.
    seconds = timed(lambda: subprocess.run(
        ["rx", "-q", "-c", "got"], stdin=far, stdout=far, stderr=subprocess.DEVNULL, cwd=place, timeout=600, check=True))
    try:
        sender.wait(1)
    except subprocess.TimeoutExpired:
        sender.kill()
        sender.wait()
    running.remove(sender)
    line.terminate()
    line.wait()
    running.remove(line)
    for port in (near, far):
        port.close()
    sent, got = open(image, "rb").read(), open(place + "/got", "rb").read()
    # The last block is filled up.
    if got[:len(sent)] != sent or got[len(sent):].strip(b"\x1a"):
        fail("rx has another file than sx sent", f"{len(got)} bytes of {len(sent)}", "run it again")
    return len(sent) / seconds


CLIENTS = {
    "tillbench": smp(bench, "upload"),
    "smpclient": smp(sys.executable, here + "/smpclient_upload.py"),
    "mcumgr-toolkit": smp(sys.executable, here + "/toolkit_upload.py"),
    "sb (YMODEM)": ymodem,
    "sx (XMODEM)": xmodem,
}


def speeds(ceiling):
    rows = []
    for baud in BAUDS:
        image = f"{folder}/{baud}.img"
        run(bench, "image", image, str(BYTES[baud]), "1")
        found = {client: [] for client in CLIENTS}
        for turn in range(rounds):
            for index, (client, measure) in enumerate(CLIENTS.items()):
                found[client].append(measure(f"{baud}-{turn}-{index}", baud, image))
                print(f"{baud} baud, {client}: {found[client][-1]:.0f} bytes/s", file=sys.stderr, flush=True)
        for client, rates in found.items():
            rate = statistics.median(rates)
            is_framed = "MODEM" not in client
            rows.append({
                "baud": baud, "client": client, "bytesPerSecond": round(rate), "shareOfLine": round(rate / (baud / 10), 4),
                "shareOfFraming": round(rate / (baud / 10) / ceiling, 4) if is_framed else None,
                "lowest": round(min(rates)), "highest": round(max(rates))})
    return rows


def campaign(count, image, name):
    """Seconds of a whole flash: plan, self-tests, upload, comparison, restart, confirmation."""
    group = [Terminal(f"{name}-{number}", 115200) for number in range(count)]
    words = [tillbench, "flash", "write", image, "--yes", "--json"]
    for terminal in group:
        words += ["--port", terminal.port]
    lines = []
    seconds = timed(lambda: lines.extend(run(*words).splitlines()))
    print(f"{count} terminal(s): {seconds:.1f} s", file=sys.stderr, flush=True)
    if [json.loads(line)["state"] for line in lines] != ["confirmed"] * count:
        fail(f"not all of {count} terminals were flashed", "\n".join(lines)[-600:], "run it by hand")
    for terminal in group:
        terminal.stop()
    return seconds


def main():
    ceiling = float(run(bench, "ceiling"))
    rows = speeds(ceiling)
    image = f"{folder}/fleet.img"
    run(bench, "image", image, str(BYTES[115200]), "2")
    one = campaign(1, image, "one")
    many = campaign(terminals, image, "many")
    result = {
        "schema": 1, "framingCeiling": round(ceiling, 4), "rounds": rounds, "clients": rows,
        "parallel": {"terminals": terminals, "secondsOfOne": round(one, 2), "secondsOfAll": round(many, 2),
                     "ratio": round(many / one, 3)}}
    if "--json" in options:
        print(json.dumps(result, indent=2))
        return
    print(f"base64, lines, header, CBOR and checksum leave {ceiling:.1%} of the line for the image")
    print(f"{'baud':>7}  {'client':<16}{'bytes/s':>9}  {'of the line':>11}  {'of framing':>10}  lowest-highest")
    for row in rows:
        framing = f"{row['shareOfFraming']:.1%}" if row["shareOfFraming"] else "-"
        print(f"{row['baud']:>7}  {row['client']:<16}{row['bytesPerSecond']:>9}  {row['shareOfLine']:>11.1%}  {framing:>10}"
              f"  {row['lowest']}-{row['highest']}")
    print(f"flash write, 115200 baud: one terminal {one:.1f} s, {terminals} side by side {many:.1f} s: {many / one:.2f} times")


try:
    main()
finally:
    for process in running:
        process.kill()
    shutil.rmtree(folder, ignore_errors=True)
