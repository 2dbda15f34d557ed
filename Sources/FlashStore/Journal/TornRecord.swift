/// Tells the traces of power cuts from other garbage.
enum TornRecord {
    /// So many words may belong to no record: each cut in the first word of a record leaves one, each rotten bit in blank
    /// flash another.
    static let mostStrays = 64

    /// Words in `place` that are neither blank nor the beginning of a record with this number.
    static func strays(in bank: [UInt8], _ place: Range<Int>, number: UInt32) -> Int {
        var count = 0
        var offset = place.lowerBound
        while offset < place.upperBound {
            if let end = end(of: bank, at: offset, number) {
                offset = min(end, place.upperBound)
            } else {
                if word(bank, offset) != UInt32.max { count += 1 }
                offset += FlashGeometry.wordSize
            }
        }
        return count
    }

    /// Where a record that begins at `offset` ends, or the next try begins; nil when none begins there.
    private static func end(of bank: [UInt8], at offset: Int, _ number: UInt32) -> Int? {
        guard let length = length(bank, at: offset, number) else { return nil }
        let end = min(offset + length, bank.count)
        // The next try begins behind the last word of this one, wherever that was.
        for next in stride(from: offset + FlashGeometry.wordSize, to: end, by: FlashGeometry.wordSize)
        where self.length(bank, at: next, number) != nil { return next }
        return end
    }

    /// Length of a record whose first word is whole, and whose number is whole or the last word that was programmed.
    private static func length(_ bank: [UInt8], at offset: Int, _ number: UInt32) -> Int? {
        guard bank.count - offset >= RecordFormat.headerBytes, bank[offset + 3] == RecordFormat.mark else { return nil }
        let count = Int(bank[offset]) | Int(bank[offset + 1]) << 8
        guard count <= RecordFormat.largestPayload else { return nil }
        let found = word(bank, offset + 4)
        guard found == number || (found & number == number && word(bank, offset + 8) == UInt32.max) else { return nil }
        return RecordFormat.byteCount(payload: count)
    }
}
