"""Joins what codec-bench and the peer measured in one run: a table with ratios."""
import json
import sys

ours = [json.loads(line) for line in open(sys.argv[1])]
peer = {(row["sample"], row["operation"]): row["nanoseconds"] for row in map(json.loads, open(sys.argv[2]))}
floors = {row["sample"]: row["nanoseconds"] for row in ours if row["operation"] == "floor-slice"}
kinds = {"scan": "decode", "decode": "decode", "encode": "encode", "stream": "encode"}

print(f"{'message':16}{'operation':13}{'ns':>9}{'MB/s':>8}{'allocations':>13}{'x slice floor':>15}{'pyiso8583 is':>20}")
for row in ours:
    sample, operation, ns = row["sample"], row["operation"], row["nanoseconds"]
    floor = f"{ns / floors[sample]:.2f}" if sample in floors else ""
    other = peer.get((sample, kinds.get(operation)))
    slower = f"{other / ns:.0f} times slower" if other else ""
    print(
        f"{sample:16}{operation:13}{ns:9.1f}{row['bytes'] / ns * 1000:8.0f}{row['allocations']:13.1f}"
        f"{floor:>15}{slower:>20}")
for (sample, operation), ns in peer.items():
    print(f"{sample:16}{'pyiso8583':13}{ns:9.0f}  {operation}")
