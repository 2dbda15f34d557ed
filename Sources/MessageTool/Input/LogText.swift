/// Logs: text in which messages stand as runs of hexadecimal digits or as dumps.
enum LogText {
    /// Shorter runs are times, numbers and names.
    static let leastBytes = 10

    /// What may be messages, line for line.
    static func candidates(_ text: [UInt8], _ lines: [TextLine], isMessage: ([UInt8]) -> Bool) -> [Candidate] {
        var candidates: [Candidate] = []
        var index = 0
        while index < lines.count {
            if let dump = HexDump.read(text, lines[index...]), dump.candidate.bytes.count >= leastBytes {
                candidates.append(dump.candidate)
                index += dump.lineCount
                continue
            }
            candidates += runs(text, lines[index], isMessage)
            index += 1
        }
        return candidates
    }

    /// The runs of one line.
    private static func runs(_ text: [UInt8], _ line: TextLine, _ isMessage: ([UInt8]) -> Bool) -> [Candidate] {
        var found: [Candidate] = []
        var index = line.range.lowerBound
        while index < line.range.upperBound {
            let end = digitsEnd(text, index, line.range.upperBound)
            guard end > index else {
                index += 1
                continue
            }
            if end - index >= leastBytes * 2 {
                if let run = whole(text, index..<end, line, isMessage) { found.append(run) }
                index = end
                continue
            }
            let spaced = spaced(text, from: index, firstEnd: end, line)
            if spaced.tokens.count > 1, let run = best(text, spaced.tokens, line, isMessage) {
                found.append(run)
                index = spaced.end
            } else {
                index = end
            }
        }
        return found
    }

    /// A run without separators; of an odd number the digit at one end is not part of the message.
    private static func whole(
        _ text: [UInt8], _ range: Range<Int>, _ line: TextLine, _ isMessage: ([UInt8]) -> Bool
    ) -> Candidate? {
        let places = range.map { UInt32(truncatingIfNeeded: $0) }
        guard places.count % 2 == 1,
            let later = HexDigits.candidate(text, Array(places.dropFirst()), line: line.number),
            isMessage(later.bytes)
        else { return HexDigits.candidate(text, places, line: line.number) }
        return later
    }

    /// Groups of equally many digits with the same separator between them.
    private static func spaced(
        _ text: [UInt8], from start: Int, firstEnd: Int, _ line: TextLine
    ) -> (tokens: [Range<Int>], end: Int) {
        let size = firstEnd - start
        var tokens = [start..<firstEnd]
        guard size == 2 || size == 4 || size == 8, firstEnd < line.range.upperBound else { return (tokens, firstEnd) }
        let separator = text[firstEnd]
        guard separator == 0x20 || (size == 2 && (separator == 0x3A || separator == 0x2D || separator == 0x2C))
        else { return (tokens, firstEnd) }
        var end = firstEnd
        while end < line.range.upperBound, text[end] == separator {
            let next = digitsEnd(text, end + 1, line.range.upperBound)
            let count = next - end - 1
            guard count > 0, count <= size, count % 2 == 0 else { break }
            tokens.append(end + 1..<next)
            end = next
            if count < size { break }
        }
        return (tokens, end)
    }

    /// All of the groups, or those behind the first few when they are a message: a number may stand right before it.
    private static func best(
        _ text: [UInt8], _ tokens: [Range<Int>], _ line: TextLine, _ isMessage: ([UInt8]) -> Bool
    ) -> Candidate? {
        let all = candidate(text, tokens[...], line)
        guard let all, all.bytes.count >= leastBytes else { return nil }
        if isMessage(all.bytes) { return all }
        for skipped in 1..<min(4, tokens.count) {
            guard let later = candidate(text, tokens[skipped...], line), later.bytes.count >= leastBytes else { break }
            if isMessage(later.bytes) { return later }
        }
        return all
    }

    private static func candidate(_ text: [UInt8], _ tokens: ArraySlice<Range<Int>>, _ line: TextLine) -> Candidate? {
        var places: [UInt32] = []
        for token in tokens { places += token.map { UInt32(truncatingIfNeeded: $0) } }
        return HexDigits.candidate(text, places, line: line.number)
    }

    private static func digitsEnd(_ text: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit, HexDigits.value(text[end]) != nil { end += 1 }
        return end
    }
}
