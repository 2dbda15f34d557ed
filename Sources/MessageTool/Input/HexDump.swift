/// Hexadecimal dumps: lines of an offset, bytes, and often the characters. They may stand inside of a log, behind a time.
struct HexDump {
    /// More than a frame can be: a length of two bytes says at most 65535.
    static let mostBytes = 65_536

    /// The dump that begins at a line of the text, and how many lines it takes; nil when none begins there.
    static func read(_ text: [UInt8], _ lines: ArraySlice<TextLine>) -> (candidate: Candidate, lineCount: Int)? {
        guard let first = lines.first,
            var row = row(text, first, radixes: radixes, endColumn: nil, accepts: { $0 == 0 })?.row, !row.places.isEmpty
        else { return nil }
        let endColumn = row.endColumn
        var places: [UInt32] = []
        var taken = 1
        var count = 0
        var repeats = false
        for line in lines.dropFirst() {
            if isStar(text, line) {
                repeats = true
                taken += 1
                continue
            }
            if repeats {
                guard let next = repeated(text, line, after: count, row) else { break }
                while count < next, !row.places.isEmpty {
                    places += row.places
                    count += row.places.count / 2
                }
                repeats = false
                row.places = []
            }
            // The next offset says how many bytes this row has, whatever the characters beside them look like.
            guard let next = nextRow(text, line, count, row, endColumn) else { break }
            places += row.places.prefix((next.offset - count) * 2)
            count = next.offset
            row = next.row
            taken += 1
            if row.places.isEmpty || count > mostBytes { break }
        }
        places += row.places
        guard var candidate = HexDigits.candidate(text, places, line: first.number) else { return nil }
        candidate.isDump = true
        return (candidate, taken)
    }

    /// In which digits an offset may be written.
    private static let radixes = [16, 8, 10]

    private struct Row {
        var places: [UInt32]
        /// In which digits its offset is what it should be.
        var radixes: [Int]
        /// Column behind the last byte.
        var endColumn: Int
    }

    private static func nextRow(
        _ text: [UInt8], _ line: TextLine, _ count: Int, _ last: Row, _ endColumn: Int
    ) -> (offset: Int, row: Row)? {
        let most = last.places.count / 2
        let offsets = most == 0 ? count...count : count + 1...count + most
        return row(text, line, radixes: last.radixes, endColumn: endColumn) { offsets.contains($0) }
    }

    /// Where the rows that a `*` stands for end: the offset of the line behind it. After a single row any digits fit: od
    /// writes seven of octal ones, the others hexadecimal ones.
    private static func repeated(_ text: [UInt8], _ line: TextLine, after count: Int, _ last: Row) -> Int? {
        let width = last.places.count / 2
        guard width > 0, count < mostBytes else { return nil }
        for radix in last.radixes {
            let next = row(text, line, radixes: [radix], endColumn: nil) { offset in
                offset > count && offset <= mostBytes && (offset - count) % width == 0
            }
            if let next { return next.offset }
        }
        return nil
    }

    private static func isStar(_ text: [UInt8], _ line: TextLine) -> Bool {
        text[line.range].elementsEqual([0x2A])
    }

    /// The bytes of a line and the offset that it says, when that is one of the accepted ones; of several the greatest.
    private static func row(
        _ text: [UInt8], _ line: TextLine, radixes: [Int], endColumn: Int?, accepts: (Int) -> Bool
    ) -> (offset: Int, row: Row)? {
        // No dump has rows this long; without a limit a long line would be looked through again and again.
        guard line.range.count <= 1024 else { return nil }
        var index = line.range.lowerBound
        while index < line.range.upperBound {
            let end = digitsEnd(text, index, line.range.upperBound)
            defer { index = max(end, index + 1) }
            guard (4...8).contains(end - index), index == line.range.lowerBound || !isWord(text[index - 1]) else {
                continue
            }
            let values = values(text[index..<end], radixes).filter { accepts($0.offset) }
            guard let offset = values.map(\.offset).max() else { continue }
            let fitting = values.filter { $0.offset == offset }.map(\.radix)
            let isColon = end < line.range.upperBound && text[end] == 0x3A
            let start = isColon ? end + 1 : end
            if start == line.range.upperBound {
                return (offset, Row(places: [], radixes: fitting, endColumn: start - line.range.lowerBound))
            }
            guard isSpace(text[start]) else { continue }
            var row = bytes(text, line, from: start, isColon: isColon, endColumn: endColumn)
            row.radixes = fitting
            if !row.places.isEmpty { return (offset, row) }
        }
        return nil
    }

    private static func bytes(
        _ text: [UInt8], _ line: TextLine, from start: Int, isColon: Bool, endColumn: Int?
    ) -> Row {
        var places: [UInt32] = []
        var index = start
        var end = start
        while index < line.range.upperBound {
            var next = index
            while next < line.range.upperBound, isSpace(text[next]) { next += 1 }
            // Only in the middle of sixteen bytes is there a wider gap, and only where no colon follows the offset.
            if next - index > 1, !places.isEmpty, isColon || places.count != 16 { break }
            if let endColumn, next - line.range.lowerBound >= endColumn { break }
            let tokenEnd = digitsEnd(text, next, line.range.upperBound)
            let size = tokenEnd - next
            guard size > 0, size % 2 == 0, size <= 32, tokenEnd == line.range.upperBound || isSpace(text[tokenEnd])
            else { break }
            for place in next..<tokenEnd { places.append(UInt32(truncatingIfNeeded: place)) }
            index = tokenEnd
            end = tokenEnd
        }
        return Row(places: places, radixes: [], endColumn: end - line.range.lowerBound)
    }

    /// The offsets that digits say. Seven digits are od's, which are never hexadecimal.
    private static func values(_ digits: ArraySlice<UInt8>, _ radixes: [Int]) -> [(offset: Int, radix: Int)] {
        let text = String(decoding: digits, as: UTF8.self)
        return radixes.compactMap { radix in
            guard radix != 16 || digits.count != 7, let offset = Int(text, radix: radix) else { return nil }
            return (offset, radix)
        }
    }

    private static func digitsEnd(_ text: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit, HexDigits.value(text[end]) != nil { end += 1 }
        return end
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }
}
