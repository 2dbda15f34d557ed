"""Many paced ports on one loop: threads and processor time, the driver's and the line model's apart.

Usage: ports.py SERIALBENCH PAIRS SECONDS [--json]
"""
import json
import subprocess
import sys
import tempfile

bench, pairs, seconds, *options = sys.argv[1:]
BAUD = 9600
# Aims: processor time in % of one core, and threads.
CPU, THREADS = 10, 8
LIMIT = int(seconds) + 120


def fail(why):
    sys.exit(f"error: {pairs} pairs were not measured\n  why:  {why}\n  next: see above; `ulimit -n` must allow over {4 * int(pairs)} files")


def line_cpu(line):
    line.stdin.write("\n")
    line.stdin.flush()
    return int(line.stdout.readline())


with tempfile.TemporaryDirectory() as folder:
    line = subprocess.Popen([bench, "pairs", pairs, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    ports = None
    try:
        if line.stdout.readline().strip() != "ready":
            fail("the pairs could not be made")
        ports = subprocess.Popen([bench, "ports", pairs, folder, seconds], stdout=subprocess.PIPE, text=True)
        if ports.stdout.readline().strip() != "begin":
            fail("a port could not be opened, or did not give back what was sent")
        before = line_cpu(line)
        text = ports.stdout.readline()
        model = line_cpu(line) - before
        if ports.wait(timeout=LIMIT) != 0 or not text:
            fail("a port failed, or did not give back what was sent")
        lost = int(line.communicate(timeout=LIMIT)[0])
    finally:
        for process in (ports, line):
            if process:
                process.kill()
                process.wait()

row = json.loads(text)
time = row["time"] / 1e9
expected = BAUD / 10 * time
result = {
    "schema": 1,
    "ports": row["ports"],
    "baud": BAUD,
    "seconds": round(time, 2),
    "threads": row["threads"],
    "driverCPUPercent": round(row["cpu"] / row["time"] * 100, 2),
    "lineModelCPUPercent": round(model / row["time"] * 100, 2),
    "receivedBytesPerSecond": round(row["bytes"] / time),
    "slowestPortPercentOfLine": round(row["least"] / expected * 100, 1),
    "lostBytes": lost,
}
aims = [
    (f"driver under {CPU} % of one core", result["driverCPUPercent"] < CPU),
    (f"at most {THREADS} threads", result["threads"] <= THREADS),
    ("every line full (over 95 %), nothing lost", result["slowestPortPercentOfLine"] > 95 and lost == 0),
]
if "--json" in options:
    result["aims"] = [{"aim": aim, "isReached": bool(reached)} for aim, reached in aims]
    print(json.dumps(result, indent=2))
else:
    print(f"{result['ports']} ports at {BAUD} baud, both directions busy, {time:.1f} s, every byte checked")
    print(f"  threads of the driver's process    {result['threads']:8}")
    print(f"  driver, % of one core              {result['driverCPUPercent']:8.2f}")
    print(f"  line model (its own process), %    {result['lineModelCPUPercent']:8.2f}")
    print(f"  received, bytes per second         {result['receivedBytesPerSecond']:8}")
    print(f"  slowest port, % of its line        {result['slowestPortPercentOfLine']:8.1f}")
    print(f"  bytes lost on the lines            {result['lostBytes']:8}")
    for aim, reached in aims:
        print(f"{'reached' if reached else 'MISSED':8} {aim}")
