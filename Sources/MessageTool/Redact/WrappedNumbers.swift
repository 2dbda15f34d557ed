import ISO8583

/// Messages in a text that were broken into rows too short to be taken for messages. They cannot be read, so that they
/// become zeros where an account number goes through them.
struct WrappedNumbers {
    private let text: [UInt8]
    private let lines: [TextLine]

    init(_ text: [UInt8], _ lines: [TextLine]) {
        self.text = text
        self.lines = lines
    }

    /// Rows that must become zeros: those that stand together with an account number in them, packed, in ASCII or EBCDIC.
    ///
    /// - Parameter isMessage: Which bytes of the text are digits of messages; rows of these alone are not looked at.
    func rows(_ isMessage: [Bool]) -> [(row: ByteRow, line: TextLine)] {
        var found: [(row: ByteRow, line: TextLine)] = []
        var block: [(row: ByteRow, line: TextLine)] = []
        for line in lines {
            if let row = ByteRow(text, line, above: block.last?.row.column), !isNumber(row) {
                block.append((row, line))
                continue
            }
            if holdsNumber(block.map(\.row), isMessage) { found += block }
            block = []
        }
        return holdsNumber(block.map(\.row), isMessage) ? found + block : found
    }

    /// True for an account number in groups, which is masked as such.
    private func isNumber(_ row: ByteRow) -> Bool {
        row.groups.allSatisfy { $0.count > 2 } && TextNumbers.isNumber(row.places().map { text[$0] })
    }

    private func holdsNumber(_ rows: [ByteRow], _ isMessage: [Bool]) -> Bool {
        guard rows.contains(where: { $0.isUnread(isMessage) }) else { return false }
        // One group alone is a number like any other.
        if rows.count == 1, rows[0].groups.count == 1 { return false }
        // An offset may be of as many digits as the groups behind it.
        return [0, 1].contains { skipped in
            let nibbles = rows.flatMap { $0.places(skipping: skipped) }.compactMap { HexDigits.value(text[$0]) }
            let bytes = stride(from: 0, to: nibbles.count - 1, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
            return TextNumbers.holdsNumber(nibbles.map { HexDigits.digit($0) })
                || TextNumbers.holdsNumber(bytes) || TextNumbers.holdsNumber(bytes.map { EBCDIC.cp037.latin1($0) })
        }
    }
}
