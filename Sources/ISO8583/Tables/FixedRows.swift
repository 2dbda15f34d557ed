/// Tables that are text of rows of one width: they cost their bytes and nothing at start-up.
enum FixedRows {
    /// The first row whose bytes from `column` on are `key`; its indices start at 0.
    static func find(_ key: [UInt8], column: Int, width: Int, in table: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var start = 0
        while start + width <= table.count {
            var matches = true
            for (offset, byte) in key.enumerated() where table[start + column + offset] != byte {
                matches = false
                break
            }
            if matches { return [UInt8](table[start..<start + width]) }
            start += width
        }
        return nil
    }

    /// The number that the digits of a row say.
    static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
