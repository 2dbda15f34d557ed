/// Which digits of account numbers and tracks stay hidden, in characters of content.
public enum AccountDigits {
    /// The digits between the first six and the last four of the number at `range`; nil when there is no number.
    static func hidden(_ content: [UInt8], _ range: Range<Int>) -> [Secret]? {
        guard PAN(bytes: [UInt8](content[range])) != nil else { return nil }
        return [Secret(.accountNumber, range.lowerBound + 6..<range.upperBound - 4)]
    }

    /// The same for a track 2, and all behind its separator; nil when there is no number before a separator.
    static func hiddenTrack(_ content: [UInt8], _ range: Range<Int>) -> [Secret]? {
        guard let separator = content[range].firstIndex(where: { isSeparator($0) }),
            let number = hidden(content, range.lowerBound..<separator)
        else { return nil }
        guard separator + 1 < range.upperBound else { return number }
        return number + [Secret(.track, separator + 1..<range.upperBound)]
    }

    /// Numbers of 13 to 19 digits with a right check digit, and what follows them when they begin a track. Letters beside a
    /// number do not matter, digits do, but for zeros before it, with which uploads and private fields fill.
    ///
    /// - Returns: Digits to hide in ascending order: of a number those between the first six and the last four.
    public static func found(in content: [UInt8]) -> [Secret] {
        var secrets: [Secret] = []
        var index = 0
        while index < content.count {
            let end = endOfDigits(content, index)
            guard let number = number(content, index..<end) else {
                index = max(end, index + 1)
                continue
            }
            secrets += number
            index = end
            guard end < content.count, isSeparator(content[end]) || content[end] == 0x64 else { continue }
            index = endOfDigits(content, end + 1)
            if index > end + 1 { secrets.append(Secret(.track, end + 1..<index)) }
        }
        return secrets
    }

    /// Numbers in binary content, which may hold them packed or as ASCII digits. Places are half bytes.
    static func foundInBytes(_ content: [UInt8]) -> [Secret] {
        var nibbles: [UInt8] = []
        nibbles.reserveCapacity(content.count * 2)
        for byte in content {
            nibbles.append(Digits.hexDigit(Int(byte >> 4)))
            nibbles.append(Digits.hexDigit(Int(byte & 0x0F)))
        }
        let packed = found(in: nibbles).map { Secret($0.kind, $0.range, isInNibbles: true) }
        let characters = found(in: content).map {
            Secret($0.kind, $0.range.lowerBound * 2..<$0.range.upperBound * 2, isInNibbles: true)
        }
        return (packed + characters).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private static func number(_ content: [UInt8], _ run: Range<Int>) -> [Secret]? {
        func isNumber(_ start: Int) -> Bool {
            (13...19).contains(run.upperBound - start)
                && PAN(bytes: [UInt8](content[start..<run.upperBound]))?.passesLuhn == true
        }
        var start = run.lowerBound
        if isNumber(start) { return hidden(content, start..<run.upperBound) }
        while start < run.upperBound, content[start] == 0x30 { start += 1 }
        return start > run.lowerBound && isNumber(start) ? hidden(content, start..<run.upperBound) : nil
    }

    static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x44 || byte == 0x3D }

    private static func endOfDigits(_ content: [UInt8], _ start: Int) -> Int {
        var end = start
        while end < content.count, Digits.isDigit(content[end]) { end += 1 }
        return end
    }
}
