/// Groups of hexadecimal digits in a line of text, as messages are told that were broken into short rows.
struct ByteRow {
    /// Where the groups lie in the text; all of one size, but for the last.
    let groups: [Range<Int>]
    /// Column of the first.
    let column: Int

    /// The longest row of groups of a line; nil when there is none.
    ///
    /// - Parameter above: Column of the row in the line before; there the rest of a message may be a single group.
    init?(_ text: [UInt8], _ line: TextLine, above: Int?) {
        let words = ByteRow.words(text, line.range)
        var best: ArraySlice<Range<Int>> = []
        var index = 0
        while index < words.count {
            let run = ByteRow.run(text, words, from: index)
            if ByteRow.stands(text, line, run),
                above == words[index].lowerBound - line.range.lowerBound
                    || ByteRow.isRow(text, run) || ByteRow.isWhole(text, line, run),
                ByteRow.size(run) > ByteRow.size(best)
            {
                best = run
            }
            // An offset of four digits takes the first byte for the rest of its row, so that short ones are tried again.
            index += run.count > 2 ? run.count : 1
        }
        guard let first = best.first else { return nil }
        groups = Array(best)
        column = first.lowerBound - line.range.lowerBound
    }

    /// Places of the digits.
    ///
    /// - Parameter skipped: Groups at the start that are no bytes: an offset may look like one.
    func places(skipping skipped: Int = 0) -> [Int] { groups.dropFirst(skipped).flatMap { Array($0) } }

    /// True when none of it was read as a message.
    func isUnread(_ isMessage: [Bool]) -> Bool { !groups.contains { $0.contains { isMessage[$0] } } }

    private static func size(_ run: ArraySlice<Range<Int>>) -> Int { run.reduce(0) { $0 + $1.count } }

    /// Two groups of bytes between blanks; of those between other signs there must be more, since times are written so.
    private static func isRow(_ text: [UInt8], _ run: ArraySlice<Range<Int>>) -> Bool {
        guard run.count > 1, let first = run.first else { return false }
        return text[first.upperBound] == 0x20 || run.count > 3
    }

    /// True for one group that has the line to itself.
    private static func isWhole(_ text: [UInt8], _ line: TextLine, _ run: ArraySlice<Range<Int>>) -> Bool {
        guard run.count == 1, let word = run.first, word.count >= 4 else { return false }
        return line.range.allSatisfy { word.contains($0) || text[$0] <= 0x20 }
    }

    /// True when the groups are not the middle of a date, a time or a fraction.
    private static func stands(_ text: [UInt8], _ line: TextLine, _ run: ArraySlice<Range<Int>>) -> Bool {
        guard let first = run.first, let last = run.last else { return false }
        let signs: [UInt8] = [0x2D, 0x2E, 0x2F, 0x3A]
        let before = text[line.range.lowerBound..<first.lowerBound].suffix(2)
        let isInside =
            before.count == 2 && signs.contains(before[before.endIndex - 1]) && isWord(before[before.startIndex])
        return !isInside && !(last.upperBound < line.range.upperBound && signs.contains(text[last.upperBound]))
    }

    /// Groups of equally many digits with the same separator between them, the last one perhaps shorter.
    private static func run(_ text: [UInt8], _ words: [Range<Int>], from start: Int) -> ArraySlice<Range<Int>> {
        let size = words[start].count
        guard size % 2 == 0, isHexadecimal(text, words[start]) else { return [] }
        guard [2, 4, 8].contains(size) else { return words[start...start] }
        var end = start + 1
        let separator = words[start].upperBound < text.count ? text[words[start].upperBound] : 0
        guard [0x20, 0x3A, 0x2D, 0x2C].contains(separator) else { return words[start..<end] }
        while end < words.count, words[end].count <= size, words[end].count % 2 == 0, isHexadecimal(text, words[end]) {
            let between = text[words[end - 1].upperBound..<words[end].lowerBound]
            // Some dumps have a wider gap in the middle of a row.
            guard between.count == 1 || (between.count == 2 && separator == 0x20),
                between.allSatisfy({ $0 == separator })
            else { break }
            end += 1
            if words[end - 1].count < size { break }
        }
        return words[start..<end]
    }

    private static func isHexadecimal(_ text: [UInt8], _ word: Range<Int>) -> Bool {
        word.allSatisfy { HexDigits.value(text[$0]) != nil }
    }

    /// Runs of letters and digits.
    private static func words(_ text: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for place in range.lowerBound...range.upperBound {
            let isWord = place < range.upperBound && ByteRow.isWord(text[place])
            if isWord, start == nil { start = place }
            if !isWord, let first = start {
                words.append(first..<place)
                start = nil
            }
        }
        return words
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }
}
