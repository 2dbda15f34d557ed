"""Times pyiso8583 on the samples that come as JSON lines; prints one JSON line for each sample and operation."""
import json
import statistics
import sys
import time

import iso8583
import iso8583.specs


def specification(sample):
    packed = sample["isPacked"]
    data, length = ("b", "bcd") if packed else ("ascii", "ascii")
    spec = {
        "h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0, "desc": "header"},
        "t": {"data_enc": data, "len_enc": "ascii", "len_type": 0, "max_len": 2 if packed else 4, "desc": "type"},
        "p": {"data_enc": data, "len_enc": "ascii", "len_type": 0, "max_len": 8 if packed else 16, "desc": "bitmap"},
        "1": {"data_enc": data, "len_enc": "ascii", "len_type": 0, "max_len": 8 if packed else 16, "desc": "bitmap"},
    }
    for number in range(2, 129):
        spec[str(number)] = {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0, "desc": "unused"}
    for number, field in sample["fields"].items():
        digits, most = field["digits"], field["most"]
        row = {"data_enc": "ascii", "len_enc": length, "len_type": digits, "max_len": most, "desc": number}
        if digits and length == "bcd":
            row["len_type"] = (digits + 1) // 2
        if field["coding"] == "packed":
            row.update(data_enc="b", len_count="nibbles")
            row["right_pad" if field["content"] == "track" else "left_pad"] = "0"
        elif field["content"] == "binary" and packed:
            row.update(data_enc="b")
        elif field["coding"] == "hex":
            # As text of hexadecimal digits: the least work that this codec can do for it.
            row.update(max_len=most * 2)
        spec[number] = row
    return spec


def median_ns(work, count=1500, rounds=9):
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        for _ in range(count):
            work()
        times.append((time.perf_counter_ns() - start) / count)
    return statistics.median(times)


for line in sys.stdin:
    sample = json.loads(line)
    spec = specification(sample)
    raw = bytes.fromhex(sample["hex"])
    decoded, _ = iso8583.decode(raw, spec)
    encoded, _ = iso8583.encode(dict(decoded), spec)
    if bytes(encoded) != raw:
        sys.exit(f"pyiso8583 does not give {sample['sample']} back: the table is wrong")
    for operation, work in (
        ("decode", lambda: iso8583.decode(raw, spec)),
        ("encode", lambda: iso8583.encode(decoded, spec)),
    ):
        print(json.dumps({"sample": sample["sample"], "operation": operation, "nanoseconds": median_ns(work)}))
