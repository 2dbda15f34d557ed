"""Compares messages with pyiso8583, in both directions.

Arguments: a file with specifications (a list of pyiso8583's dictionaries, whose fields have `kind` and `most` besides), and
how many messages to make for each. Input: one message a line, as the test wrote it. Output: for each of them "ok" or what
differs, then as many lines with messages that pyiso8583 wrote.

A line: number of the specification, type, bytes in hexadecimal digits, then number and value of each field, all separated by
the unit separator, which no value holds.
"""

import json
import random
import sys

import iso8583

SEPARATOR = "\x1f"
SIGNS = "CD"
TEXT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;-/()*&%$#@'\"+=<>?_"


def checked(specs, line):
    number, mti, wire, *pairs = line.split(SEPARATOR)
    spec = specs[int(number)]
    fields = dict(zip(pairs[0::2], pairs[1::2]))
    raw = bytes.fromhex(wire)
    decoded, _ = iso8583.decode(raw, spec)
    found = {key: value for key, value in decoded.items() if key.isdigit() and key != "1"}
    if decoded["t"] != mti:
        return "another type"
    if found != fields:
        return "other contents in fields " + " ".join(
            key for key in sorted(set(found) | set(fields)) if found.get(key) != fields.get(key)
        )
    encoded, _ = iso8583.encode({"t": mti, **fields}, spec)
    return "ok" if bytes(encoded) == raw else "other bytes: " + bytes(encoded).hex()


def value(chance, field):
    kind, most = field["kind"], field["most"]
    count = most if field["len_type"] == 0 else chance.choice([0, 1, most, chance.randint(0, most)])
    if kind == "binary":
        return chance.randbytes(count).hex().upper()
    alphabet = {"digits": "0123456789", "signed": "0123456789", "track": "0123456789D", "text": TEXT}[kind]
    text = "".join(chance.choices(alphabet, k=count))
    return chance.choice(SIGNS) + text[1:] if kind == "signed" else text


def made(chance, number, spec):
    numbers = [key for key, field in spec.items() if "kind" in field]
    fields = {key: value(chance, spec[key]) for key in chance.sample(numbers, chance.randint(0, min(24, len(numbers))))}
    mti = "".join(chance.choices("0123456789", k=4))
    encoded, _ = iso8583.encode({"t": mti, **fields}, spec)
    pairs = [part for key in sorted(fields, key=int) for part in (key, fields[key])]
    return SEPARATOR.join([str(number), mti, bytes(encoded).hex(), *pairs])


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        specs = json.load(file)
    for line in sys.stdin.buffer.read().decode("latin-1").split("\n"):
        if line:
            try:
                print(checked(specs, line))
            except ValueError as error:
                print("refused:", error)
    chance = random.Random(8583)
    for number, spec in enumerate(specs):
        for _ in range(int(sys.argv[2])):
            print(made(chance, number, spec))


main()
