import Foundation

/// Base64 text. Source: RFC 4648, section 4.
enum Base64Text {
    /// Messages of such a text; nil when it is none. Lines of 64 or 76 characters are one message that was broken to fit,
    /// others are a message each.
    static func candidates(_ text: [UInt8], _ lines: [TextLine]) -> [Candidate]? {
        let filled = lines.filter { !$0.isBlank(text) }
        guard let first = filled.first, filled.allSatisfy({ isAlphabet(text, $0.range) }) else { return nil }
        let width = first.range.count
        let isBroken =
            filled.count > 1 && (width == 64 || width == 76)
            && filled.dropLast().allSatisfy { $0.range.count == width }
        if isBroken { return decoded(text, filled.flatMap { Array($0.range) }, first).map { [$0] } }
        var candidates: [Candidate] = []
        for line in filled {
            guard let candidate = decoded(text, Array(line.range), line) else { return nil }
            candidates.append(candidate)
        }
        return candidates
    }

    private static func decoded(_ text: [UInt8], _ places: [Int], _ line: TextLine) -> Candidate? {
        guard places.count >= 8, places.count % 4 == 0, let data = Data(base64Encoded: Data(places.map { text[$0] })),
            !data.isEmpty
        else { return nil }
        var candidate = Candidate([UInt8](data), line: line.number, offset: line.range.lowerBound)
        candidate.base64 = places.map { UInt32(truncatingIfNeeded: $0) }
        return candidate
    }

    private static func isAlphabet(_ text: [UInt8], _ range: Range<Int>) -> Bool {
        text[range].allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D: true
            default: false
            }
        }
    }
}
