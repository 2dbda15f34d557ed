/// Text that is nothing but hexadecimal digits and what people put between them.
enum HexText {
    /// Messages of such a text; nil when there is anything else in it.
    ///
    /// Lines that stand together are one message when they are none by themselves.
    static func candidates(_ text: [UInt8], _ lines: [TextLine], isMessage: ([UInt8]) -> Bool) -> [Candidate]? {
        var candidates: [Candidate] = []
        var group: [(line: TextLine, places: [UInt32])] = []
        for line in lines {
            if line.isBlank(text) {
                candidates += messages(text, group, isMessage)
                group = []
                continue
            }
            guard let places = places(text, line.range) else { return nil }
            if !places.isEmpty { group.append((line, places)) }
        }
        return candidates + messages(text, group, isMessage)
    }

    /// Places of the digits of a line; nil when there is anything else than digits and separators.
    static func places(_ text: [UInt8], _ range: Range<Int>) -> [UInt32]? {
        var places: [UInt32] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            let next = index + 1 < range.upperBound ? text[index + 1] | 0x20 : 0
            if next == 0x78, byte == 0x30 || byte == 0x5C {
                // 0x or \x before a byte.
                index += 2
                continue
            }
            if HexDigits.value(byte) != nil {
                places.append(UInt32(truncatingIfNeeded: index))
            } else if !isSeparator(byte) {
                return nil
            }
            index += 1
        }
        return places
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x3A, 0x2D, 0x2C, 0x3B, 0x22, 0x27, 0x5B, 0x5D, 0x7B, 0x7D: true
        default: false
        }
    }

    private static func messages(
        _ text: [UInt8], _ group: [(line: TextLine, places: [UInt32])], _ isMessage: ([UInt8]) -> Bool
    ) -> [Candidate] {
        let single = group.compactMap { HexDigits.candidate(text, $0.places, line: $0.line.number) }
        guard group.count > 1, let first = group.first else { return single }
        if single.contains(where: { isMessage($0.bytes) }) { return single }
        let joined = HexDigits.candidate(text, group.flatMap(\.places), line: first.line.number)
        guard let joined else { return single }
        // Lines of one width are one message that was broken to fit; others stand for themselves.
        let isBroken = group.dropLast().allSatisfy { $0.places.count == first.places.count }
        return isMessage(joined.bytes) || isBroken ? [joined] : single
    }
}
