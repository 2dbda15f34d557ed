/// Two bytes at `offset`, least significant first; the caller has checked that they are there.
func half(_ bytes: [UInt8], _ offset: Int) -> UInt16 { UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8 }

/// Four bytes at `offset`, least significant first; the caller has checked that they are there.
func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    UInt32(half(bytes, offset)) | UInt32(half(bytes, offset + 2)) << 16
}

/// Four bytes, least significant first.
func littleEndian(_ value: UInt32) -> [UInt8] {
    [
        UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8),
        UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 24),
    ]
}
