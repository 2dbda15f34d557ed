import Foundation
import ISO8583

/// A text in which messages stand, with only the secret characters replaced.
struct MaskedText {
    /// The text.
    private(set) var bytes: [UInt8]

    /// The text as it came.
    private let clear: [UInt8]
    /// Which bytes are digits of messages.
    private var isMessage: [Bool]

    init(_ text: [UInt8]) {
        (bytes, clear) = (text, text)
        isMessage = [Bool](repeating: false, count: text.count)
    }

    /// Puts a masked message in the place of the clear one.
    mutating func put(_ candidate: Candidate, _ frame: MaskedFrame) {
        if !candidate.base64.isEmpty {
            let characters = [UInt8](Data(frame.bytes).base64EncodedData())
            for (place, character) in zip(candidate.base64, characters) { bytes[Int(place)] = character }
            return
        }
        for place in candidate.digits { isMessage[Int(place)] = true }
        let clear = candidate.bytes.flatMap { [$0 >> 4, $0 & 15] }
        // A digit that stays is not written, so that its case stays as well. Rows that a dump tells only once are written
        // as soon as one of them has a secret.
        for (index, place) in candidate.digits.enumerated()
        where index < frame.nibbles.count && clear[index] != frame.nibbles[index] {
            bytes[Int(place)] = HexDigits.digit(frame.nibbles[index])
        }
        if candidate.isDump { blankCharacters(candidate.digits) }
    }

    /// The characters that a dump shows beside its bytes.
    private mutating func blankCharacters(_ digits: [UInt32]) {
        // Rows that are told only once come again with the same places.
        for (place, next) in zip(digits, digits.dropFirst() + [UInt32.max]) where next > place {
            var index = Int(place) + 1
            let end = min(Int(next), bytes.count)
            let lineEnd = bytes[index..<end].firstIndex(of: 0x0A) ?? (next == UInt32.max ? end : index)
            while index < lineEnd {
                if bytes[index] > 0x20, bytes[index] != 0x7C, bytes[index] != 0x3E, bytes[index] != 0x3C {
                    bytes[index] = 0x2E
                }
                index += 1
            }
        }
    }

    /// The text with the secrets of its messages replaced wherever else they stand, with every other number that looks like
    /// an account number or a track, and with zeros for messages in short rows; and how many places these were.
    func finished(_ index: SecretIndex) -> (bytes: [UInt8], count: Int) {
        var text = bytes
        var count = 0
        let lines = TextLine.all(bytes)
        for (row, line) in WrappedNumbers(clear, lines).rows(isMessage) { count += zero(&text, row, line) }
        for line in lines {
            let digits = line.range.filter { HexDigits.value(text[$0]) != nil && !isPrefix($0, line) }
            let stream = digits.compactMap { HexDigits.value(text[$0]) }
            for (start, entry) in index.matches(in: stream) {
                count += 1
                for place in entry.nibbles.indices where entry.nibbles[place] != entry.replacement[place] {
                    text[digits[start + place]] = HexDigits.digit(entry.replacement[place])
                }
            }
            count += TextNumbers.mask(&text, line.range, isMessage)
        }
        return (text, count)
    }

    /// The 0 of 0x, which is no digit of the bytes.
    private func isPrefix(_ place: Int, _ line: TextLine) -> Bool {
        bytes[place] == 0x30 && place + 1 < line.range.upperBound && bytes[place + 1] | 0x20 == 0x78
    }

    /// Zeros for the bytes of a row, and dots for the characters that a dump shows beside them; 1 when there were any.
    private func zero(_ text: inout [UInt8], _ row: ByteRow, _ line: TextLine) -> Int {
        guard row.isUnread(isMessage), let last = row.groups.last else { return 0 }
        for place in row.places() { text[place] = 0x30 }
        let rest = last.upperBound..<line.range.upperBound
        guard text[rest].starts(with: [0x20, 0x20]) || text[rest].starts(with: [0x20, 0x7C]) else { return 1 }
        for place in rest where !isMessage[place] && text[place] > 0x20 {
            text[place] = 0x2E
        }
        return 1
    }
}
