/// Bytes with a byte order. Every access is checked against a limit; none can trap.
struct ByteView {
    let bytes: [UInt8]
    var isBigEndian = true

    /// Bytes that are there.
    var count: Int { bytes.count }

    /// Refuses a range that does not lie before `end`.
    func check(_ offset: Int, _ length: Int, before end: Int) throws(CaptureError) {
        let limit = min(end, bytes.count)
        guard offset >= 0, offset <= limit, length >= 0, length <= limit - offset else {
            throw CaptureError(
                .truncated(needed: length, available: max(0, limit - offset)), offset: max(0, min(offset, limit)))
        }
    }

    func u8(_ offset: Int, before end: Int = Int.max) throws(CaptureError) -> UInt8 {
        try check(offset, 1, before: end)
        return bytes[offset]
    }

    func u16(_ offset: Int, before end: Int = Int.max) throws(CaptureError) -> UInt16 {
        try check(offset, 2, before: end)
        let first = UInt16(bytes[offset])
        let second = UInt16(bytes[offset + 1])
        return isBigEndian ? first << 8 | second : second << 8 | first
    }

    func u32(_ offset: Int, before end: Int = Int.max) throws(CaptureError) -> UInt32 {
        try check(offset, 4, before: end)
        var value: UInt32 = 0
        for index in 0..<4 { value = value << 8 | UInt32(bytes[offset + (isBigEndian ? index : 3 - index)]) }
        return value
    }

    func u64(_ offset: Int, before end: Int = Int.max) throws(CaptureError) -> UInt64 {
        let first = UInt64(try u32(offset, before: end))
        let second = UInt64(try u32(offset + 4, before: end))
        return isBigEndian ? first << 32 | second : second << 32 | first
    }
}
