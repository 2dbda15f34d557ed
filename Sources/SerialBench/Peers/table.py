"""Makes a table, or JSON with --json, of what rounds.py measured, with ratios to the C floor.

Of all rounds the one is shown that a quarter of them were better than: other programs only ever add time.
"""
import json
import sys

rows = [json.loads(line) for line in open(sys.argv[1])]
present = {row["driver"] for row in rows}
drivers = [name for name in ("floor", "ours-blocking", "ours-async", "libserialport", "pyserial") if name in present]
measures = list(dict.fromkeys(row["measure"] for row in rows))
found = {(row["measure"], row["driver"], row["round"]): row for row in rows}
rounds = sorted({row["round"] for row in rows})


def per_trip(row):
    return row["cpu"] / row["count"] / 1000


# Title, unit, value of a row, whether more is better.
KINDS = {
    "trip": [
        ("median", "us", lambda row: row["median"] / 1000, False),
        ("p99", "us", lambda row: row["p99"] / 1000, False),
        ("cpu", "us", per_trip, False),
    ],
    "stream": [
        ("speed", "MB/s", lambda row: row["bytes"] / row["time"] * 1000, True),
        ("cpu", "ms/MB", lambda row: row["cpu"] / row["bytes"], False),
    ],
}


def lines():
    for measure in measures:
        kind = "stream" if measure in ("send", "take") else "trip"
        for title, unit, value, more in KINDS[kind]:
            cells, floor = {}, 1
            for driver in drivers:
                values = sorted((value(found[measure, driver, turn]) for turn in rounds), reverse=more)
                figure = values[len(values) // 4]
                if driver == "floor":
                    floor = figure
                cells[driver] = {"value": round(figure, 3), "ratio": round(floor / figure if more else figure / floor, 3)}
            yield {"measure": measure, "figure": title, "unit": unit, "drivers": cells}


table = list(lines())
limit = 1.2


def aims():
    """What the driver should reach, and whether it does."""
    for driver in ("ours-blocking", "ours-async"):
        if driver not in drivers:
            continue
        for line in table:
            cells = line["drivers"]
            if line["figure"] in ("median", "speed"):
                ratio = cells[driver]["ratio"]
                yield driver, f"{line['measure']}: within {limit} times the floor", ratio <= limit, f"{ratio:.2f}"
            elif line["measure"] in ("send", "take"):
                for peer in ("libserialport", "pyserial"):
                    if peer in cells:
                        ours, other = cells[driver]["value"], cells[peer]["value"]
                        yield driver, f"{line['measure']}: less CPU than {peer}", ours < other, f"{ours / other:.2f}"


if "--json" in sys.argv:
    reached = [dict(zip(("driver", "aim", "isReached", "ratio"), aim)) for aim in aims()]
    print(json.dumps({"schema": 1, "rounds": len(rounds), "lines": table, "aims": reached}, indent=2))
else:
    print(f"{'':24}" + "".join(f"{driver:>19}" for driver in drivers))
    for line in table:
        head = f"{line['measure']:10}{line['figure']:8}{line['unit']:6}"
        cells = [line["drivers"][driver] for driver in drivers]
        print(head + "".join(
            f"{cell['value']:>11.2f} ({cell['ratio']:5.2f})" for cell in cells))
    print(f"\n{len(rounds)} rounds, of each the lower quartile; in brackets: times the C floor, more is worse;\nround trips and echoes with both sides on one processor")
    for driver, aim, is_reached, ratio in aims():
        print(f"{'reached' if is_reached else 'MISSED':8} {driver:14} {aim}: {ratio}")
