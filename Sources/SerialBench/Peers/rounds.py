"""Runs every driver through every measure, one after the other in each round, so that noise hits all alike.

Usage: rounds.py SERIALBENCH LIBSERIALPORT PYSERIAL ROUNDS [DRIVER...]
Prints a JSON line for each run; table.py makes the table.
"""
import json
import os
import subprocess
import sys

bench, libserialport, pyserial, rounds, *only = sys.argv[1:]
DRIVERS = {
    "floor": [bench, "near", "floor"],
    "ours-blocking": [bench, "near", "ours-blocking"],
    "ours-async": [bench, "near", "ours-async"],
    "libserialport": [libserialport],
    "pyserial": [sys.executable, pyserial],
}
TRIPS = 2000
BYTES = 16 << 20
# Name, the far side's part, the near side's part.
MEASURES = [
    ("trip 1", ["echo"], ["trip", "1", str(TRIPS)]),
    ("trip 64", ["echo"], ["trip", "64", str(TRIPS)]),
    ("trip 1024", ["echo"], ["trip", "1024", str(TRIPS)]),
    ("send", ["sink", str(BYTES)], ["send", str(BYTES)]),
    ("take", ["source", str(BYTES)], ["take", str(BYTES)]),
    ("echo 64", ["trip", "64", str(TRIPS)], ["echo", str(64 * (TRIPS + TRIPS // 10))]),
]
LIMIT = 120


def fail(what, why):
    sys.exit(f"error: {what}\n  why:  {why}\n  next: run that program by hand; its usage comes without arguments")


PROCESSORS = os.sched_getaffinity(0)


def place(turn, name):
    """Both sides of a round trip share a processor, which the programs started from here on inherit.

    Left alone they share one by chance: a round trip takes about 20 us if they do and 50 us if not, where it wakes an idle
    one. So it is the same for all, and the harder for a driver: the less the kernel takes, the more its own part shows.
    """
    alone = sorted(PROCESSORS)[turn % len(PROCESSORS)]
    os.sched_setaffinity(0, {alone} if name.startswith(("trip", "echo")) else PROCESSORS)


def measure(driver, far_part, near_part):
    """One run: what was measured, and the near side's processor time."""
    far = subprocess.Popen(
        [bench, "far", *far_part], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    near = None
    try:
        path = far.stdout.readline().strip()
        near = subprocess.Popen([*DRIVERS[driver], path, *near_part], stdout=subprocess.PIPE, text=True)
        if near_part[0] == "echo":
            if near.stdout.readline().strip() != "ready":
                fail(f"{driver} does not echo", "it said nothing")
            result = json.loads(far.communicate("\n", timeout=LIMIT)[0])
            result["cpu"] = json.loads(near.communicate(timeout=LIMIT)[0])["cpu"]
            return result
        output = near.communicate(timeout=LIMIT)[0]
        if near.returncode != 0:
            fail(f"{driver} failed at {' '.join(near_part)}", f"exit code {near.returncode}")
        return json.loads(output)
    except subprocess.TimeoutExpired:
        fail(f"{driver} did not end", f"{' '.join(near_part)} took over {LIMIT} s")
    except json.JSONDecodeError:
        fail(f"{driver} measured nothing", f"{' '.join(near_part)} ended without a result")
    finally:
        for process in (far, near):
            if process:
                process.kill()
                process.wait()


names = only or list(DRIVERS)
for turn in range(int(rounds)):
    for name, far_part, near_part in MEASURES:
        place(turn, name)
        # Each round begins with another driver.
        for step in range(len(names)):
            driver = names[(turn + step) % len(names)]
            row = measure(driver, far_part, near_part)
            row.update(round=turn, driver=driver, measure=name)
            print(json.dumps(row), flush=True)
    print(f"round {turn + 1} of {rounds}", file=sys.stderr, end="\n" if not os.isatty(2) else "\r")
