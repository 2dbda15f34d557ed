"""The near side with pyserial; takes the same words as `serial-bench near DRIVER`."""
import json
import resource
import sys
import time

import serial

CHUNK = 4096
PERIOD = 251
PATIENCE = 10
pattern = bytes(index % PERIOD for index in range(CHUNK + PERIOD))


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return int((usage.ru_utime + usage.ru_stime) * 1e9)


def report(**row):
    print(json.dumps(row), flush=True)


def trips(port, size, count):
    write, read, now = port.write, port.read, time.perf_counter_ns
    chunks = [pattern[start : start + size] for start in range(PERIOD)]
    times = []
    for index in range(count):
        sent = chunks[index % PERIOD]
        start = now()
        write(sent)
        got = read(size)
        times.append(now() - start)
        if got != sent:
            sys.exit("error: pyserial: wrong bytes")
    return times


def send(port, total):
    chunks = [pattern[start : start + CHUNK] for start in range(PERIOD)]
    for offset in range(0, total, CHUNK):
        chunk = chunks[offset % PERIOD]
        port.write(chunk if total - offset >= CHUNK else chunk[: total - offset])
    if len(port.read(1)) != 1:
        sys.exit("error: pyserial: no answer")


def take(port, total):
    port.write(b"\0")
    offset = 0
    while offset < total:
        # Whole chunks: fewer calls than with in_waiting.
        got = port.read(min(CHUNK, total - offset))
        if not got or got[0] != offset % PERIOD or got[-1] != (offset + len(got) - 1) % PERIOD:
            sys.exit("error: pyserial: wrong bytes")
        offset += len(got)


def echo(port, total):
    while total > 0:
        got = port.read(1)
        got += port.read(port.in_waiting)
        port.write(got)
        total -= len(got)


path, work, *numbers = sys.argv[1:]
numbers = [int(number) for number in numbers]
port = serial.Serial(path, 115200, timeout=PATIENCE, write_timeout=PATIENCE)
if work == "trip":
    size, count = numbers
    trips(port, size, max(1, count // 10))
    before = cpu()
    times = sorted(trips(port, size, count))
    used = cpu() - before
    report(what="trip", size=size, count=count, median=times[count // 2], p99=times[count * 99 // 100], cpu=used)
elif work == "echo":
    print("ready", flush=True)
    before = cpu()
    echo(port, numbers[0])
    report(what="echo", cpu=cpu() - before)
else:
    before, start = cpu(), time.perf_counter_ns()
    {"send": send, "take": take}[work](port, numbers[0])
    report(what=work, bytes=numbers[0], time=time.perf_counter_ns() - start, cpu=cpu() - before)
