import ISO8583

/// Account numbers in a line of text, written together or in groups of digits.
enum TextNumbers {
    /// Masks every number of 13 to 19 digits with a right check digit, whatever letters stand beside it, and tracks behind it.
    ///
    /// - Parameters:
    ///   - range: The line.
    ///   - isMessage: Which bytes of the text are digits of messages, which are masked by their fields.
    /// - Returns: How many places were masked.
    static func mask(_ text: inout [UInt8], _ range: Range<Int>, _ isMessage: [Bool]) -> Int {
        var line = range.map { isMessage[$0] ? 0x0A : text[$0] }
        var count = 0
        for secret in AccountDigits.found(in: line) {
            for place in secret.range {
                let isNumber = secret.kind == .accountNumber
                text[range.lowerBound + place] = 0x30 + (isNumber ? Mask.digit(place - secret.range.lowerBound) : 0)
            }
            if secret.kind == .accountNumber {
                count += 1
                // What was found once is no part of a number in groups.
                for place in secret.range.lowerBound - 6..<secret.range.upperBound + 4 { line[place] = 0x0A }
            }
        }
        for number in grouped(line) {
            count += 1
            for (index, place) in number.enumerated().dropFirst(6).dropLast(4) {
                text[range.lowerBound + place] = 0x30 + Mask.digit(index)
            }
        }
        return count
    }

    /// Digits of a group that may be part of a number; shorter ones are parts of dates and times.
    private static let leastDigits = 3
    /// Blanks or dashes between two groups.
    private static let mostSeparators = 3

    /// Places of the digits of numbers in two or more groups. Numbers may overlap: each of them may be the one of a card.
    private static func grouped(_ line: [UInt8]) -> [[Int]] {
        let groups = digitRuns(line)
        var found: [[Int]] = []
        for first in groups.indices {
            var places: [Int] = []
            for next in first..<groups.endIndex {
                if next > first, !areJoined(line, groups[next - 1], groups[next]) { break }
                guard groups[next].count >= leastDigits, places.count + groups[next].count <= 19 else { break }
                places += groups[next]
                if next > first, isNumber(places.map { line[$0] }) { found.append(places) }
            }
        }
        return found
    }

    /// True for ASCII digits of an account number with a right check digit. None begins with a zero.
    static func isNumber(_ digits: [UInt8]) -> Bool {
        (13...19).contains(digits.count) && digits.first != 0x30 && PAN(bytes: digits)?.passesLuhn == true
    }

    /// True when an account number stands anywhere in runs of digits, whatever digits are beside it.
    ///
    /// - Parameter place: Numbers that end before it do not count.
    static func holdsNumber(_ characters: [UInt8], endingBehind place: Int = 0) -> Bool {
        for run in characters.indices.split(whereSeparator: { !(0x30...0x39).contains(characters[$0]) })
        where run.count >= 13 {
            for start in run.indices {
                for end in start + 13..<start + 20 where end <= run.endIndex && end > place {
                    if isNumber(Array(characters[start..<end])) { return true }
                }
            }
        }
        return false
    }

    private static func areJoined(_ line: [UInt8], _ one: Range<Int>, _ other: Range<Int>) -> Bool {
        let between = line[one.upperBound..<other.lowerBound]
        return between.count <= mostSeparators && between.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x2D }
    }

    private static func digitRuns(_ line: [UInt8]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for place in 0...line.count {
            let isDigit = place < line.count && (0x30...0x39).contains(line[place])
            if isDigit, start == nil { start = place }
            if !isDigit, let first = start {
                runs.append(first..<place)
                start = nil
            }
        }
        return runs
    }
}
