"""Bytes that both sides can make from a seed, and their checksum. The guest's half is in Sources/USBProbe."""
import zlib


def stream(count, seed):
    """`count` bytes of xorshift32 (Marsaglia, "Xorshift RNGs", 13-17-5), each word in little-endian order."""
    words = bytearray()
    state = seed
    for _ in range((count + 3) // 4):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
        words += state.to_bytes(4, "little")
    return bytes(words[:count])


def checksum(data, before=0):
    """CRC-32 of IEEE 802.3, eight hexadecimal digits come from `text`."""
    return zlib.crc32(data, before)


def text(crc):
    return f"{crc:08x}"
