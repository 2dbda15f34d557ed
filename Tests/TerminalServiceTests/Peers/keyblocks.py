"""Key blocks that psec makes. Arguments: key block protection key in hexadecimal digits, then for each block its header and
the key in hexadecimal digits. Prints a JSON array: of each the block and the key's check value.
"""
import json
import sys
import warnings

warnings.filterwarnings("ignore")
from psec import tr31  # noqa: E402
from psec.des import generate_kcv  # noqa: E402

protection, *rest = sys.argv[1:]
print(json.dumps([
    {"block": tr31.wrap(bytes.fromhex(protection), header, bytes.fromhex(key)),
     "kcv": generate_kcv(bytes.fromhex(key), 3).hex().upper() if len(key) in (32, 48) else ""}
    for header, key in zip(rest[::2], rest[1::2])]))
