"""cbor2 on the other side. First argument: how many values of its own it makes.

Reads one value of CBOR a line in hexadecimal digits, and prints what cbor2 reads in them and writes in canonical form. Then prints its
own values, three forms of each: canonical, as it comes, and with indefinite lengths.
"""
import io
import random
import sys

import cbor2


def indefinite(value):
    """The value with every array, map and string in pieces, as a writer that knows no lengths would."""
    if isinstance(value, bytes) or isinstance(value, str):
        kind = 0x5F if isinstance(value, bytes) else 0x7F
        half = len(value) // 2
        return bytes([kind]) + cbor2.dumps(value[:half]) + cbor2.dumps(value[half:]) + b"\xff"
    if isinstance(value, list):
        return b"\x9f" + b"".join(indefinite(item) for item in value) + b"\xff"
    if isinstance(value, dict):
        return b"\xbf" + b"".join(cbor2.dumps(key) + indefinite(item) for key, item in value.items()) + b"\xff"
    return cbor2.dumps(value)


def make(source, depth):
    kind = source.randrange(8 if depth else 6)
    if kind == 0:
        return source.randrange(2 ** source.choice([4, 8, 16, 32, 64]))
    if kind == 1:
        return -1 - source.randrange(2 ** source.choice([4, 8, 16, 32, 64]))
    if kind == 2:
        return source.randbytes(source.choice([0, 3, 23, 24, 255, 256, 700]))
    if kind == 3:
        return "".join(source.choice("abcé中😀-") for _ in range(source.choice([0, 1, 8, 30, 300])))
    if kind == 4:
        return source.choice([True, False])
    if kind == 5:
        return None
    if kind == 6:
        return [make(source, depth - 1) for _ in range(source.randrange(5))]
    return {f"k{source.randrange(40)}": make(source, depth - 1) for _ in range(source.randrange(6))}


for line in sys.stdin:
    data = bytes.fromhex(line.strip())
    stream = io.BytesIO(data)
    value = cbor2.load(stream)
    assert stream.tell() == len(data), "bytes are left"
    print(cbor2.dumps(value, canonical=True).hex())
source = random.Random(6)
for _ in range(int(sys.argv[1])):
    value = make(source, 4)
    print(cbor2.dumps(value, canonical=True).hex(), cbor2.dumps(value).hex(), indefinite(value).hex())
