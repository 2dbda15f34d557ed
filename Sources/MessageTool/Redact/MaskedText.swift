import Foundation
import ISO8583

/// A text in which messages stand, with only the secret characters replaced.
struct MaskedText {
    /// The text.
    private(set) var bytes: [UInt8]

    init(_ text: [UInt8]) { bytes = text }

    /// Puts a masked message in the place of the clear one.
    mutating func put(_ candidate: Candidate, _ frame: MaskedFrame) {
        if !candidate.base64.isEmpty {
            let characters = [UInt8](Data(frame.bytes).base64EncodedData())
            for (place, character) in zip(candidate.base64, characters) { bytes[Int(place)] = character }
            return
        }
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

    /// The text with the secrets of its messages replaced wherever else they stand, and with every other number that looks
    /// like an account number or a track; and how many places these were.
    func finished(_ index: SecretIndex) -> (bytes: [UInt8], count: Int) {
        var text = bytes
        var count = 0
        for line in TextLine.all(bytes) {
            let digits = line.range.filter { HexDigits.value(text[$0]) != nil && !isPrefix($0, line) }
            let stream = digits.compactMap { HexDigits.value(text[$0]) }
            for (start, entry) in index.matches(in: stream) {
                count += 1
                for place in entry.nibbles.indices where entry.nibbles[place] != entry.replacement[place] {
                    text[digits[start + place]] = HexDigits.digit(entry.replacement[place])
                }
            }
            count += MaskedText.maskNumbers(&text, line.range)
        }
        return (text, count)
    }

    /// The 0 of 0x, which is no digit of the bytes.
    private func isPrefix(_ place: Int, _ line: TextLine) -> Bool {
        bytes[place] == 0x30 && place + 1 < line.range.upperBound && bytes[place + 1] | 0x20 == 0x78
    }

    /// Numbers of 13 to 19 digits with a right check digit that are not part of a longer run, and tracks behind them.
    private static func maskNumbers(_ text: inout [UInt8], _ range: Range<Int>) -> Int {
        var count = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let end = digitsEnd(text, index, range.upperBound)
            defer { index = max(end, index + 1) }
            let isAlone = index == range.lowerBound || HexDigits.value(text[index - 1]) == nil
            guard isAlone, (13...19).contains(end - index), PAN(bytes: [UInt8](text[index..<end]))?.passesLuhn == true
            else { continue }
            var tail = end
            if end < range.upperBound, text[end] == 0x3D || text[end] == 0x44 || text[end] == 0x64 {
                tail = digitsEnd(text, end + 1, range.upperBound)
            } else if end < range.upperBound, HexDigits.value(text[end]) != nil {
                continue
            }
            count += 1
            for place in index + 6..<end - 4 { text[place] = 0x30 + Mask.digit(place - index) }
            if tail > end + 1 { for place in end + 1..<tail { text[place] = 0x30 } }
        }
        return count
    }

    private static func digitsEnd(_ text: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit, (0x30...0x39).contains(text[end]) { end += 1 }
        return end
    }
}
