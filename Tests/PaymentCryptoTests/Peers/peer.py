"""Answers questions of the tests with psec and pyemv: one JSON object a line in, one JSON value a line out.

Bytes go as hexadecimal digits. A question that the package refuses is answered with null.
"""

import json
import sys

import psec
import pyemv


def plain(value):
    return value.hex().upper() if isinstance(value, (bytes, bytearray)) else value


def tr31_wrap(q):
    header = psec.tr31.Header(
        q["version"], q["usage"], q["algorithm"], q["mode"], q["keyVersion"], q["exportability"]
    )
    for block in q["blocks"]:
        header.blocks[block["id"]] = block["data"]
    return psec.tr31.wrap(bytes.fromhex(q["protection"]), header, bytes.fromhex(q["key"]), q.get("padded"))


def tr31_unwrap(q):
    header, key = psec.tr31.unwrap(bytes.fromhex(q["protection"]), q["block"])
    return {
        "key": key.hex().upper(),
        "version": header.version_id,
        "usage": header.key_usage,
        "algorithm": header.algorithm,
        "mode": header.mode_of_use,
        "keyVersion": header.version_num,
        "exportability": header.exportability,
        "blocks": [{"id": name, "data": data} for name, data in header.blocks.items()],
    }


def cbc_mac(q):
    return psec.mac.generate_cbc_mac(
        bytes.fromhex(q["key"]), bytes.fromhex(q["data"]), q["padding"], q["count"], psec.mac.Algorithm.DES
    )


def retail_mac(q):
    key = bytes.fromhex(q["key"])
    data = bytes.fromhex(q["data"])
    mac = psec.mac.generate_retail_mac(key[:8], key[8:], data, q["padding"], q["count"])
    if mac != pyemv.mac.mac_iso9797_3(key[:8], key[8:], data, q["padding"], q["count"]):
        raise AssertionError("psec and pyemv do not agree")
    return mac


def check_value(q):
    key = bytes.fromhex(q["key"])
    value = psec.des.generate_kcv(key, 3)
    if value != pyemv.tools.key_check_digits(key, 3):
        raise AssertionError("psec and pyemv do not agree")
    return value


def pin_encode(q):
    if q["format"] == 4:
        return psec.pinblock.encipher_pinblock_iso_4(bytes.fromhex(q["key"]), q["pin"], q["pan"])
    encode = {0: psec.pinblock.encode_pinblock_iso_0, 3: psec.pinblock.encode_pinblock_iso_3}
    return encode[q["format"]](q["pin"], q["pan"])


def pin_decode(q):
    block = bytes.fromhex(q["block"])
    if q["format"] == 4:
        return psec.pinblock.decipher_pinblock_iso_4(bytes.fromhex(q["key"]), block, q["pan"])
    decode = {0: psec.pinblock.decode_pinblock_iso_0, 3: psec.pinblock.decode_pinblock_iso_3}
    return decode[q["format"]](block, q["pan"])


def cbc_encipher(q):
    package = {"psec": psec.des.encrypt_tdes_cbc, "pyemv": pyemv.tools.encrypt_tdes_cbc, "aes": psec.aes.encrypt_aes_cbc}
    return package[q["by"]](bytes.fromhex(q["key"]), bytes.fromhex(q["vector"]), bytes.fromhex(q["data"]))


OPERATIONS = {
    "tr31_wrap": tr31_wrap,
    "tr31_unwrap": tr31_unwrap,
    "cbc_mac": cbc_mac,
    "retail_mac": retail_mac,
    "check_value": check_value,
    "pin_encode": pin_encode,
    "pin_decode": pin_decode,
    "cbc_encipher": cbc_encipher,
}

for line in sys.stdin:
    question = json.loads(line)
    try:
        answer = plain(OPERATIONS[question["operation"]](question))
    except ValueError:
        answer = None
    print(json.dumps(answer))
