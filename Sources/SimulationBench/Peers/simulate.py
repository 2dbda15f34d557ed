"""Measures the simulation in rounds and makes a table of it, or JSON with --json.

Each measure is taken in each round, so that a busy moment of the machine meets all of them; of all rounds the lower
quartile is shown: other programs only ever add time. Speed is in processor time, since the machine may have other work.
"""
import json
import subprocess
import sys

program, rounds, terminals = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
DAYS, CUSTOMERS, SEED = 5, 100, 7
PROFILES = ("calm", "shop", "harsh")


def run(*words):
    out = subprocess.run([program, *map(str, words)], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def quartile(values):
    return sorted(values)[len(values) // 4]


rates, parts = {}, {}
for turn in range(rounds):
    for profile in PROFILES:
        for jobs in (1, 2):
            (row,) = run("rate", profile, terminals, DAYS, CUSTOMERS, SEED, jobs)
            rates.setdefault((profile, jobs), []).append(row)
    for row in run("parts", "calm", max(1, terminals // 2), DAYS, CUSTOMERS, SEED):
        parts.setdefault(row["part"], []).append(row)

lines = []
for profile in PROFILES:
    rows = {jobs: rates[profile, jobs] for jobs in (1, 2)}
    hashes = {row["hash"] for jobs in rows for row in rows[jobs]}
    assert len(hashes) == 1, f"{profile}: one seed, several runs: {hashes}"
    each = {jobs: quartile([row["processor"] / row["days"] for row in rows[jobs]]) for jobs in rows}
    clock = {jobs: quartile([row["seconds"] / row["days"] for row in rows[jobs]]) for jobs in rows}
    lines.append({
        "profile": profile,
        "daysPerCoreSecond": round(1 / each[1], 1),
        "daysPerCoreSecondWith2Jobs": round(1 / each[2], 1),
        "daysPerSecondWith1Job": round(1 / clock[1], 1),
        "daysPerSecondWith2Jobs": round(1 / clock[2], 1),
        "ratioOf2JobsTo1": round(clock[1] / clock[2], 2),
        "timesRealTime": round(86_400 / each[1]),
        "eventsPerCoreSecond": round(rows[1][0]["events"] / rows[1][0]["days"] / each[1]),
        "hash": hashes.pop(),
    })

whole = quartile([row["processor"] / row["days"] for row in parts["whole"]])
floor = quartile([row["processor"] / row["days"] for row in parts["floor"]])
shares = []
for name in ("floor", "firmware", "whole"):
    each = quartile([row["processor"] / row["days"] for row in parts[name]])
    shares.append({"part": name, "millisecondsPerDay": round(each * 1000, 3), "timesFloor": round(each / floor, 2)})

growth = []
for count in (10, 1_000, 100_000):
    # A day of one customer: what is looked for is memory that stays behind.
    (row,) = run("rate", "calm", count, 1, 1, SEED, 2)
    growth.append({"terminals": count, "peakKilobytes": row["kilobytes"]})
idle = []
for days in (0, 1):
    (row,) = run("idle", 1000, days)
    idle.append({"terminals": row["terminals"], "days": days, "kilobytesEach": round(row["kilobytesEach"], 1)})

if "--json" in sys.argv:
    print(json.dumps(
        {"schema": 1, "rounds": rounds, "rates": lines, "parts": shares, "growth": growth, "idle": idle}, indent=2))
    sys.exit()

print(f"terminal-days of {CUSTOMERS} customers, {terminals} terminals, {DAYS} days, seed {SEED}; {rounds} rounds")
print(f"{'':8}{'days/s of a core':>18}{'events/s':>12}{'x real time':>14}{'days/s 1 job':>14}{'2 jobs':>9}{'ratio':>7}")
for line in lines:
    print(f"{line['profile']:8}{line['daysPerCoreSecond']:>18.1f}{line['eventsPerCoreSecond']:>12,}"
          f"{line['timesRealTime']:>14,}{line['daysPerSecondWith1Job']:>14.1f}{line['daysPerSecondWith2Jobs']:>9.1f}"
          f"{line['ratioOf2JobsTo1']:>7.2f}")
print("\nwhat a calm day costs, beside the codec and the cryptography of its messages alone")
for share in shares:
    print(f"{share['part']:10}{share['millisecondsPerDay']:>10.3f} ms{share['timesFloor']:>9.2f} x floor")
print("\nmemory of a whole run (2 jobs, one customer a day), and of idle terminals held at once")
for row in growth:
    print(f"{row['terminals']:>8} terminals run one after another: at most {row['peakKilobytes']:,} KB")
for row in idle:
    print(f"{row['terminals']:>8} terminals held, {row['days']} days traded: {row['kilobytesEach']} KB each")
best = max(line["daysPerCoreSecond"] for line in lines)
print(f"\naim: 1,000 terminal-days per second per core; reached {best:.0f}")
